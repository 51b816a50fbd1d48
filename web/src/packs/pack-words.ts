import { isPackWordKey, say } from '../../../domain/packs/words.ts';
import type { PackWordKey } from '../../../domain/packs/words.ts';
import type { Message, Values } from '../../../domain/words/message.ts';
import { useWords } from '../words/words.tsx';

/** How pages about packs speak; their words come with them, not with the first page. */
export interface PackSpeech {
  (key: PackWordKey, values?: Values): string;
  readonly say: (message: Message) => string;
  /** Words for a key made at run time; the given text where there are none. */
  readonly maybe: (key: string, otherwise: string) => string;
}

export function usePackWords(): PackSpeech {
  const { locale } = useWords();
  const speak = (key: PackWordKey, values: Values = {}) => say(locale, { key, values });
  return Object.assign(speak, {
    say: (message: Message) => say(locale, message),
    maybe: (key: string, otherwise: string) => (isPackWordKey(key) ? say(locale, { key }) : otherwise),
  });
}
