import type { PackDifference } from '../../../contracts/api/packs.ts';
import { list } from '../../../domain/packs/explain/part.ts';
import { valueWords } from '../../../domain/packs/value-words.ts';
import { useWords } from '../words/words.tsx';

/** What is not the same in two packs: where, in words, and what it was and is. */
export function Differences({ of }: { readonly of: readonly PackDifference[] }) {
  const t = useWords();
  return (
    <ul>
      {of.map(({ pointer, place, before, after }) => (
        <li key={pointer}>
          {t.pair(list(place, ' › '))}: {t.pair(valueWords(before))} → <strong>{t.pair(valueWords(after))}</strong>
        </li>
      ))}
    </ul>
  );
}
