import type { Pages } from '../api/pages.ts';
import { useWords } from '../words/words.tsx';

interface MoreProps {
  readonly of: Pick<Pages<unknown>, 'hasMore' | 'isReading' | 'readMore'>;
  /** Of which list, where a page has several. */
  readonly what?: string;
}

/** The way to the next page of a list, while there is one. */
export function More({ of: { hasMore, isReading, readMore }, what }: MoreProps) {
  const t = useWords();
  if (!hasMore) return null;
  return (
    <button type="button" disabled={isReading} onClick={readMore}>
      {what === undefined ? t('page.more') : t('page.more-of', { what })}
    </button>
  );
}
