import { gradeByBand, rankPoints } from '../scoring/rank-points.ts';
import { seats } from '../scoring/seats.ts';
import type { SeatMethod, Seats } from '../scoring/seats.ts';
import type { Step } from '../scoring/steps.ts';
import type { Cap } from './changes.ts';

interface Target {
  readonly mode: 'guidance' | 'enforced';
  /** Smaller groups have no target. */
  readonly quotaFrom: number;
}
interface Shares extends Target {
  readonly by: 'shares';
  readonly method: SeatMethod;
  /** Best first. */
  readonly shares: readonly { readonly level: string; readonly share: number }[];
  readonly maySpareLowest: boolean;
}
interface CapTarget extends Target, Cap {
  readonly by: 'cap';
}

/** What calibration reads of a policy pack's distribution. */
export type Distribution = { readonly mode: 'none' } | Shares | CapTarget;

/** A level of the result, as far as numbers decide about it. */
export interface Band {
  readonly level: string;
  readonly bottom?: string | undefined;
  readonly top?: string | undefined;
}

/** What HR states for a group. */
export interface GroupSetting {
  readonly quota: boolean;
  /** Nobody deserves the lowest level. */
  readonly spareLowest: boolean;
}

/** Nobody gets the lowest level unless HR says so for the group. */
export const ORDINARY_GROUP: GroupSetting = { quota: true, spareLowest: true };

/** Seats for a group of `people`; undefined where the pack has no shares, or they are not meant for this group. */
export function seatsFor(distribution: Distribution, people: number, group: GroupSetting = ORDINARY_GROUP): Seats | undefined {
  if (distribution.mode === 'none' || distribution.by === 'cap') return undefined;
  const { method, quotaFrom, shares, maySpareLowest } = distribution;
  if (!group.quota || people < quotaFrom) return undefined;
  const graded = shares.map(({ level, share }) => ({ grade: level, share }));
  return seats({ people, shares: graded, method, spareLowest: maySpareLowest && group.spareLowest });
}

/** The cap that binds a group when its session is locked; undefined where none does. */
export function bindingCap(distribution: Distribution, group: GroupSetting): Cap | undefined {
  return distribution.mode === 'enforced' && distribution.by === 'cap' && group.quota ? distribution : undefined;
}

export interface Placed {
  readonly evaluationId: string;
  /** Scaled score, null where there is none. */
  readonly scaled: string | null;
  /** The level that a derivation, the rater or the committee gave; null where numbers decide. */
  readonly level: string | null;
}
export interface Result {
  readonly evaluationId: string;
  /** 1 is best. */
  readonly place: number;
  readonly grade: string | null;
  readonly points: string | null;
  readonly steps: readonly Step[];
}

export interface ResultsRequest {
  /** The group's final order, best first. */
  readonly order: readonly Placed[];
  readonly distribution: Distribution;
  /** Best first. */
  readonly levels: readonly Band[];
  readonly group?: GroupSetting;
}

/** Level and points of every place: by seats and bands under an enforced quota, else the person's own. */
export function resultsFor({ order, distribution, levels, group = ORDINARY_GROUP }: ResultsRequest): readonly Result[] {
  const quota = distribution.mode === 'enforced' ? seatsFor(distribution, order.length, group) : undefined;
  if (quota === undefined) return order.map((placed, index) => ownResult(placed, index + 1, levels));
  const bySeat = new Map(quota.seats.map((seat) => [seat.grade, seat.seats]));
  const points = rankPoints(bandsOf(levels).map((band) => ({ ...band, seats: bySeat.get(band.grade) ?? 0 })));
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

function ownResult({ evaluationId, scaled, level }: Placed, place: number, levels: readonly Band[]): Result {
  const own = { evaluationId, place, points: scaled };
  if (level !== null || scaled === null) return { ...own, grade: level, steps: [] };
  const grade = gradeByBand(scaled, bandsOf(levels)) ?? null;
  const bottom = levels.find((one) => one.level === grade)?.bottom ?? '0';
  const step: Step = {
    label: 'scoring.grade-by-band',
    formula: 'score ≥ bottom',
    inputs: { score: scaled, bottom },
    value: scaled,
    source: 'domain §2.5',
  };
  return { ...own, grade, steps: [step] };
}

/** Levels without a band have none to reach. */
function bandsOf(levels: readonly Band[]) {
  return levels.flatMap(({ level, bottom, top }) =>
    bottom === undefined ? [] : [{ grade: level, bottom, top: top ?? bottom }],
  );
}
