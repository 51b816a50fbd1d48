import type { UnknownDays } from '../../../domain/cycle/known-days.ts';
import { useWords } from '../words/words.tsx';

/** Dates that a holiday may still turn into days off, in the finding's own words. */
export function UnknownHolidays({ of: { knownUntil, days } }: { readonly of: UnknownDays }) {
  const t = useWords();
  if (days.length === 0) return null;
  return (
    <div className="notice warn">
      <p>
        {knownUntil === null
          ? t('finding.no-holidays')
          : t('finding.holidays-unknown', { until: knownUntil, days: days.join(', ') })}
      </p>
    </div>
  );
}
