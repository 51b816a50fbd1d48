import { DomainError } from '../errors.ts';
import type { Scored, ScoringKind } from '../scoring/faults.ts';
import { gradeByBand, rankPoints } from '../scoring/kinds/rank-points.ts';
import { seats } from '../scoring/kinds/seats.ts';
import type { SeatMethod } from '../scoring/kinds/seats.ts';
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

export interface Seats {
  /** Best grade first. */
  readonly seats: readonly { readonly grade: string; readonly seats: number }[];
  readonly steps: readonly Step[];
}

/**
 * Seats for a group of `people`; undefined where the pack has no quota for it: mode `none`, or fewer people than `quotaFrom`.
 * @throws DomainError 'pack-invalid'
 */
export function seatsFor(distribution: Distribution, people: number, group: GroupSetting = SPARED): Seats | undefined {
  const { mode, method, quotaFrom, grades, maySpareLowest } = distribution;
  if (mode === 'none' || people < quotaFrom) return undefined;
  const shares = grades.map(({ grade, share }) => [grade, `${share}`] as const);
  const { answer, steps } = byPack(seats, { people, shares, method, spareLowest: maySpareLowest && group.spareLowest });
  return { seats: grades.map(({ grade }) => ({ grade, seats: answer.seats[grade] ?? 0 })), steps };
}

function byPack<F, A>({ faults, score }: ScoringKind<F, A>, facts: F): Scored<A> {
  const [fault] = faults(facts);
  if (fault !== undefined) throw new DomainError('pack-invalid', { reason: fault.code, path: fault.path });
  return score(facts);
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

/**
 * Grade and points of every place: by seats and bands under a quota, else by the person's own score.
 * @throws DomainError 'pack-invalid'
 */
export function resultsFor({ order, distribution, group = SPARED }: ResultsRequest): readonly Result[] {
  const quota = seatsFor(distribution, order.length, group);
  if (quota === undefined) return order.map((placed, index) => byOwnScore(placed, index + 1, distribution));
  const bands = distribution.grades.map(({ grade, top, bottom }, index) => ({
    grade,
    top,
    bottom,
    seats: quota.seats[index]?.seats ?? 0,
  }));
  const { answer, steps } = byPack(rankPoints, { bands });
  const grades = quota.seats.flatMap(({ grade, seats }) => Array<string>(seats).fill(grade));
  return order.map(({ evaluationId }, index) => {
    const step = steps[index];
    return {
      evaluationId,
      place: index + 1,
      grade: grades[index] ?? null,
      points: answer.points[index] ?? null,
      steps: step === undefined ? [] : [...quota.steps, step],
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
