import { DomainError } from '../errors.ts';
import { compare, div, exact, mul, round, sub, whole } from './exact.ts';
import { step } from './steps.ts';
import type { Step } from './steps.ts';

/** The points that a grade allows; `top` ≥ `bottom`, and a band's top is below the bottom of the better one. */
export interface Band {
  readonly grade: string;
  readonly top: string;
  readonly bottom: string;
}
export interface SeatedBand extends Band {
  readonly seats: number;
}
export interface RankPoint {
  readonly grade: string;
  /** Half-up to 2 places. */
  readonly points: string;
  readonly step: Step;
}

/**
 * Points in rank order, best first: inside a band equally spaced from top to bottom, one seat takes the top, no seat takes nothing.
 *
 * @throws DomainError 'pack-invalid' where bands overlap — domain guide §10 W06, scoring.md RAN1
 */
export function rankPoints(bands: readonly SeatedBand[]): readonly RankPoint[] {
  assertInOrder(bands);
  return bands.flatMap((band) => Array.from({ length: band.seats }, (_, index) => pointOf(band, index)));
}

function pointOf({ grade, top, bottom, seats }: SeatedBand, index: number): RankPoint {
  const [best, least] = [exact(top), exact(bottom)];
  const value = seats === 1 ? best : sub(best, div(mul(sub(best, least), whole(index)), whole(seats - 1)));
  const inputs = { top: best, bottom: least, seat: whole(index + 1), seats: whole(seats) };
  const formula = seats === 1 ? 'top' : 'top − (top − bottom) × (seat − 1) / (seats − 1)';
  const source = 'domain §10 W06, §2.7 임용령 §31-2(5)';
  return { grade, points: round(value), step: step({ label: 'scoring.rank-points', formula, inputs, value, source }) };
}

function assertInOrder(bands: readonly Band[]): void {
  bands.forEach(({ grade, top, bottom }, index) => {
    const better = bands[index - 1];
    const isTurned = compare(exact(top), exact(bottom)) < 0;
    if (isTurned || (better !== undefined && compare(exact(top), exact(better.bottom)) >= 0)) {
      throw new DomainError('pack-invalid', { reason: 'bands-overlap', grade });
    }
  });
}

/** The grade of a score where there is no quota: the first band whose bottom it reaches, else the lowest. Undefined without bands. */
export function gradeByBand(scaled: string, bands: readonly Band[]): string | undefined {
  const value = exact(scaled);
  return (bands.find(({ bottom }) => compare(value, exact(bottom)) >= 0) ?? bands.at(-1))?.grade;
}
