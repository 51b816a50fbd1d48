import { valueAt } from '../forms/pointers.ts';
import { useWords } from '../words/words.tsx';
import { usePackEdit } from './pack-edit.ts';

/** The title of something in the draft; the other text while it has none. */
export function useTitleAt(): (pointer: string, otherwise: string) => string {
  const { locale } = useWords();
  const { draft } = usePackEdit();
  return (pointer, otherwise) => {
    const words = valueAt(draft, `${pointer}/title/${locale}`);
    return typeof words === 'string' && words !== '' ? words : otherwise;
  };
}
