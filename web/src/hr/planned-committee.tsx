import type { Answer } from '../../../contracts/api/routes.ts';
import { useWords } from '../words/words.tsx';

interface PlannedCommitteeProps {
  readonly committee: Answer<'getCycle'>['committee'];
}

/** Who would chair and sit. */
export function PlannedCommittee({ committee: { chair, members } }: PlannedCommitteeProps) {
  const t = useWords();
  const named = ({ name, employeeNo }: (typeof members)[number]) => `${name} (${employeeNo})`;
  if (chair === null && members.length === 0) return null;
  return (
    <section className="card" aria-labelledby="committee">
      <h2 id="committee">{t('committees.title')}</h2>
      {chair !== null && (
        <p>
          {t('change.chair')}: {named(chair)}
        </p>
      )}
      {members.length > 0 && (
        <p>
          {t('change.member')}: {members.map(named).join(', ')}
        </p>
      )}
    </section>
  );
}
