import { gradeByBand, rankPoints } from '../scoring/rank-points.ts';
import { seats } from '../scoring/seats.ts';
import type { SeatMethod, Seats } from '../scoring/seats.ts';
import type { Step } from '../scoring/steps.ts';

/** What calibration reads of a policy pack's distribution. */
export interface Distribution {
  readonly mode: 'none' | 'guidance' | 'enforced';
  readonly method: SeatMethod;
  readonly quotaFrom: number;
  /** Best first. */
  readonly grades: readonly { readonly grade: string; readonly share: number; readonly top: string; readonly bottom: string }[];
  readonly maySpareLowest: boolean;
}

export interface GroupSetting {
  /** HR states for each group whether somebody deserves the lowest grade. */
  readonly spareLowest: boolean;
}

/** Nobody gets the lowest grade unless HR says so for the group. */
const SPARED: GroupSetting = { spareLowest: true };

/** Seats for a group of `people`; undefined where the pack has no quota for it: mode `none`, or fewer people than `quotaFrom`. */
export function seatsFor(distribution: Distribution, people: number, group: GroupSetting = SPARED): Seats | undefined {
  const { mode, method, quotaFrom, grades, maySpareLowest } = distribution;
  if (mode === 'none' || people < quotaFrom) return undefined;
  return seats({ people, shares: grades, method, spareLowest: maySpareLowest && group.spareLowest });
}

export interface Placed {
  readonly evaluationId: string;
  /** Scaled score, null where there is none. */
  readonly scaled: string | null;
}
export interface Result {
  readonly evaluationId: string;
  /** 1 is best. */
  readonly place: number;
  /** Null, like the points, only without a quota and without a score. */
  readonly grade: string | null;
  readonly points: string | null;
  readonly steps: readonly Step[];
}

export interface ResultsRequest {
  /** The group's final order, best first. */
  readonly order: readonly Placed[];
  readonly distribution: Distribution;
  readonly group?: GroupSetting;
}

/** Grade and points of every place: by seats and bands under a quota, else by the person's own score. */
export function resultsFor({ order, distribution, group = SPARED }: ResultsRequest): readonly Result[] {
  const quota = seatsFor(distribution, order.length, group);
  if (quota === undefined) return order.map((placed, index) => byOwnScore(placed, index + 1, distribution));
  const bySeat = new Map(quota.seats.map((seat) => [seat.grade, seat.seats]));
  const points = rankPoints(distribution.grades.map((band) => ({ ...band, seats: bySeat.get(band.grade) ?? 0 })));
  return order.map(({ evaluationId }, index) => {
    const point = points[index];
    return {
      evaluationId,
      place: index + 1,
      grade: point?.grade ?? null,
      points: point?.points ?? null,
      steps: point === undefined ? [] : [...quota.steps, point.step],
    };
  });
}

function byOwnScore({ evaluationId, scaled }: Placed, place: number, { grades }: Distribution): Result {
  if (scaled === null) return { evaluationId, place, grade: null, points: null, steps: [] };
  const grade = gradeByBand(scaled, grades) ?? null;
  const bottom = grades.find((band) => band.grade === grade)?.bottom ?? '0';
  const inputs = { score: scaled, bottom };
  const step: Step = {
    label: 'scoring.grade-by-band',
    formula: 'score ≥ bottom',
    inputs,
    value: scaled,
    source: 'domain §2.7 임용령 §31-2(5)',
  };
  return { evaluationId, place, grade, points: scaled, steps: [step] };
}
