import type { Answer } from '../../../contracts/api/routes.ts';
import { useWords } from '../words/words.tsx';

export type ListedCycle = Answer<'listCycles'>['items'][number];

/** With its year where the name does not say it, and a tag that no name can carry: what is decided about people, or a rehearsal. */
export function CycleName({
  of: { name, year, rehearsalId },
}: {
  readonly of: Pick<ListedCycle, 'name' | 'year' | 'rehearsalId'>;
}) {
  const t = useWords();
  return (
    <>
      {name.includes(String(year)) ? name : `${name} (${String(year)})`}{' '}
      <span className="tag">{t(rehearsalId === null ? 'hr.is-live' : 'hr.is-rehearsal')}</span>
    </>
  );
}
