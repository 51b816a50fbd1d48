import type { Answer } from '../../../contracts/api/routes.ts';
import { useWords } from '../words/words.tsx';

export type ListedCycle = Answer<'listCycles'>['items'][number];

/** With a tag that no name can carry: what is decided about people, or a rehearsal. */
export function CycleName({ of: { name, rehearsalId } }: { readonly of: Pick<ListedCycle, 'name' | 'rehearsalId'> }) {
  const t = useWords();
  return (
    <>
      {name} <span className="tag">{t(rehearsalId === null ? 'hr.is-live' : 'hr.is-rehearsal')}</span>
    </>
  );
}
