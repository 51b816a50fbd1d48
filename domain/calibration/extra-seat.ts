import { DomainError } from '../errors.ts';
import { exact, round } from '../scoring/exact.ts';
import type { Band } from '../scoring/kinds/rank-points.ts';
import { step } from '../scoring/steps.ts';
import type { Result } from './distribution.ts';

export interface UpheldAppeal {
  readonly evaluationId: string;
  /** The better grade that the decision gives. */
  readonly grade: string;
  /** Best first. */
  readonly bands: readonly Band[];
}

/**
 * The results after an upheld appeal: the person gets an extra seat at the lowest point of the better grade's band. Everybody else keeps place,
 * grade and points as they were published: a band is never spaced anew, and nobody is demoted. scoring.md CAL2.
 *
 * @throws DomainError 'unknown-member', 'unknown-value' for a grade without a band, 'value-out-of-range' for one that is not better
 */
export function withExtraSeat(results: readonly Result[], appeal: UpheldAppeal): readonly Result[] {
  const { evaluationId, grade, bands } = appeal;
  const own = results.find((result) => result.evaluationId === evaluationId);
  if (own === undefined) throw new DomainError('unknown-member', { evaluationId });
  const rank = bands.findIndex((band) => band.grade === grade);
  const band = bands[rank];
  if (band === undefined) throw new DomainError('unknown-value', { grade });
  const held = bands.findIndex((one) => one.grade === own.grade);
  if (held >= 0 && rank >= held) throw new DomainError('value-out-of-range', { evaluationId, grade, held: own.grade });
  const seated = atBottom(own, band);
  return results.map((result) => (result === own ? seated : result));
}

function atBottom({ evaluationId, place }: Result, { grade, bottom }: Band): Result {
  const value = exact(bottom);
  const label = 'scoring.rank-points.extra-seat';
  const source = 'scoring.md CAL2';
  const extra = step({ label, formula: `${grade}: bottom`, inputs: { bottom: value }, value, source });
  return { evaluationId, place, grade, points: round(value), steps: [extra] };
}
