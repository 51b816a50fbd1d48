import { useWords } from '../words/words.tsx';

/** The number of a cycle, or nothing; dates of a rehearsal are of its own clock. */
export function CycleNumber({ of }: { readonly of: { readonly cycleId: string | null; readonly isRehearsal: boolean } }) {
  const t = useWords();
  return (
    <>
      {of.isRehearsal && <span className="tag">{t('hr.is-rehearsal')}</span>} {of.cycleId}
    </>
  );
}
