import type { CorrectionPreview } from '../../../contracts/correction.ts';
import type { Shown } from './findings.tsx';

const OWN_CODES: Readonly<Record<string, string>> = {
  'value-out-of-range': 'level-no-correction',
  'nothing-selected': 'nobody-changes',
};

/** A finding about a correction with the names of whom it is about. */
export function toldFinding({ code, details }: Shown, correction: CorrectionPreview | undefined): Shown {
  const ids = details?.['evaluationIds'];
  const people = Array.isArray(ids)
    ? correction?.people
        .filter(({ evaluationId }) => ids.includes(evaluationId))
        .map(({ employeeNo, name, unitName }) => ({ employeeNo, name, unit: unitName }))
    : undefined;
  return { code: OWN_CODES[code] ?? code, people };
}
