import type { Difference } from '../../../domain/packs/diff.ts';
import { list } from '../../../domain/packs/explain/part.ts';
import { valueWords } from '../../../domain/packs/value-words.ts';
import { useWords } from '../words/words.tsx';
import { usePackWords } from './pack-words.ts';

interface DifferencesProps {
  readonly of: readonly Difference[];
}

/** What is not the same in two packs: where, in words, and what it was and is. */
export function Differences({ of }: DifferencesProps) {
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

interface PackChangesProps extends DifferencesProps {
  readonly against: { readonly name: string; readonly version: string };
}

/** What is different from another pack, and whether its reasons may have been left behind: a law cited for shares does not hold for other ones. */
export function PackChanges({ of, against: { name, version } }: PackChangesProps) {
  const p = usePackWords();
  const hasChanged = (part: string) => of.some(({ pointer }) => pointer.split('/')[1] === part);
  return (
    <section className="card" aria-labelledby="changes">
      <h2 id="changes">{p('packs.differences', { name, version })}</h2>
      {of.length === 0 ? <p>{p('packs.no-differences')}</p> : <Differences of={of} />}
      {hasChanged('distribution') && !hasChanged('sources') && <p className="hint">{p('packs.sources-unchanged')}</p>}
    </section>
  );
}
