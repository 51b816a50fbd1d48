import { compare, div, exact, mul, round, sub, whole } from '../exact.ts';
import { duplicateFaults } from '../faults.ts';
import type { Fault, ScoringKind } from '../faults.ts';
import { rangeFaults } from '../ranges.ts';
import { step } from '../steps.ts';
import type { Step } from '../steps.ts';

/** The points that a grade allows; `top` ≥ `bottom`, and a band's top is below the bottom of the better one. */
export interface Band {
  readonly grade: string;
  readonly top: string;
  readonly bottom: string;
}
export interface SeatedBand extends Band {
  readonly seats: number;
}
export interface RankPointsFacts {
  /** Best first. */
  readonly bands: readonly SeatedBand[];
}
export interface RankPointsAnswer {
  readonly points: readonly string[];
}

/** Far above any group of people; each seat becomes a line of the answer. */
const MOST_SEATS = 100_000;

/**
 * Points in rank order, best first, half-up to 2 places: inside a band equally spaced from top to bottom, one seat takes the top, no seat takes
 * nothing. W06; scoring.md RAN1.
 */
export const rankPoints: ScoringKind<RankPointsFacts, RankPointsAnswer> = {
  faults: ({ bands }) => [
    ...duplicateFaults(
      bands.map(({ grade }) => grade),
      (index) => `/bands/${index}/grade`,
    ),
    ...orderFaults(bands),
    ...tooManyFaults(bands),
  ],
  score: ({ bands }) => {
    let ahead = 0;
    const points = bands.flatMap((band) => {
      const before = ahead;
      ahead += band.seats;
      return Array.from({ length: band.seats }, (_, index) => pointOf(band, before, index));
    });
    return { answer: { points: points.map((one) => one.points) }, steps: points.map((one) => one.step) };
  },
};

function orderFaults(bands: readonly Band[]): readonly Fault[] {
  return bands.flatMap(({ top, bottom }, index) => {
    const better = bands[index - 1];
    const isBelowBetter = better === undefined || compare(exact(top), exact(better.bottom)) < 0;
    return [
      ...rangeFaults(isBelowBetter, `/bands/${index}/top`),
      ...rangeFaults(compare(exact(top), exact(bottom)) >= 0, `/bands/${index}/bottom`),
    ];
  });
}

function tooManyFaults(bands: readonly SeatedBand[]): readonly Fault[] {
  let total = 0;
  return bands.flatMap(({ seats }, index) => {
    total += seats;
    return rangeFaults(total <= MOST_SEATS, `/bands/${index}/seats`);
  });
}

interface SeatPoints {
  readonly points: string;
  readonly step: Step;
}

/** Of a seat inside a band, counted from 0, with so many seats of better bands `ahead`. */
function pointOf({ grade, top, bottom, seats }: SeatedBand, ahead: number, index: number): SeatPoints {
  const [best, least] = [exact(top), exact(bottom)];
  const value = seats === 1 ? best : sub(best, div(mul(sub(best, least), whole(index)), whole(seats - 1)));
  const inputs = { top: best, bottom: least, place: whole(ahead + index + 1), ahead: whole(ahead), seats: whole(seats) };
  const formula = `${grade}: ${seats === 1 ? 'top' : 'top − (top − bottom) × (place − ahead − 1) / (seats − 1)'}`;
  const source = '임용령 §31-2(5), scoring.md RAN1';
  return { points: round(value), step: step({ label: 'scoring.rank-points', formula, inputs, value, source }) };
}

/** The grade of a score where there is no quota: the first band whose bottom it reaches, else the lowest. Undefined without bands. */
export function gradeByBand(scaled: string, bands: readonly Band[]): string | undefined {
  const value = exact(scaled);
  return (bands.find(({ bottom }) => compare(value, exact(bottom)) >= 0) ?? bands.at(-1))?.grade;
}
