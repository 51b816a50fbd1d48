import { DomainError } from '../errors.ts';
import { compare, exact } from '../scoring/exact.ts';
import type { Exact } from '../scoring/exact.ts';
import type { Scored, ScoringKind } from '../scoring/faults.ts';
import { gradeByBand, rankPoints } from '../scoring/kinds/rank-points.ts';
import type { Band as RankBand, SeatedBand } from '../scoring/kinds/rank-points.ts';
import { seats } from '../scoring/kinds/seats.ts';
import type { SeatMethod, SeatsFacts } from '../scoring/kinds/seats.ts';
import { step } from '../scoring/steps.ts';
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

/** From how many people on a group has a target; 1 where the pack has none. */
export function targetFrom(distribution: Distribution): number {
  return distribution.mode === 'none' ? 1 : distribution.quotaFrom;
}

export interface Seats {
  /** Best first. */
  readonly seats: readonly { readonly grade: string; readonly seats: number }[];
  readonly steps: readonly Step[];
}

/** What the rule of seats is asked about a group of `people`; undefined where the pack has no shares, or they are not meant for this group. */
export function seatFacts(
  distribution: Distribution,
  people: number,
  group: GroupSetting = ORDINARY_GROUP,
): SeatsFacts | undefined {
  if (distribution.mode === 'none' || distribution.by === 'cap') return undefined;
  const { method, quotaFrom, shares, maySpareLowest } = distribution;
  if (!group.quota || people < quotaFrom) return undefined;
  const percents = shares.map(({ level, share }) => [level, `${share}`] as const);
  return { people, shares: percents, method, spareLowest: maySpareLowest && group.spareLowest };
}

/**
 * Seats for a group of `people`; undefined where the pack has no shares, or they are not meant for this group.
 * @throws DomainError 'pack-invalid'
 */
export function seatsFor(distribution: Distribution, people: number, group: GroupSetting = ORDINARY_GROUP): Seats | undefined {
  const facts = seatFacts(distribution, people, group);
  if (facts === undefined) return undefined;
  const { answer, steps } = byPack(seats, facts);
  return { seats: facts.shares.map(([grade]) => ({ grade, seats: answer.seats[grade] ?? 0 })), steps };
}

/** Seats that bind: places, not scores, give level and points. Undefined where they do not. @throws DomainError 'pack-invalid' */
export function bindingSeats(
  distribution: Distribution,
  people: number,
  group: GroupSetting = ORDINARY_GROUP,
): Seats | undefined {
  return distribution.mode === 'enforced' ? seatsFor(distribution, people, group) : undefined;
}

/** The bands inside which the places of a group are spaced. */
export function seatedBands(levels: readonly Band[], { seats: given }: Pick<Seats, 'seats'>): readonly SeatedBand[] {
  const bySeat = new Map(given.map((seat) => [seat.grade, seat.seats]));
  return bandsOf(levels).map((band) => ({ ...band, seats: bySeat.get(band.grade) ?? 0 }));
}

function byPack<F, A>({ faults, score }: ScoringKind<F, A>, facts: F): Scored<A> {
  const [fault] = faults(facts);
  if (fault !== undefined) throw new DomainError('pack-invalid', { reason: fault.code, path: fault.path });
  return score(facts);
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

/** The level that somebody has by themselves: given, or by the band that the score reaches; null where there is neither. */
export function levelReached({ level, scaled }: Pick<Placed, 'level' | 'scaled'>, levels: readonly Band[]): string | null {
  return level ?? (scaled === null ? null : (gradeByBand(scaled, bandsOf(levels)) ?? null));
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

/**
 * Level and points of every place: by seats and bands under an enforced quota, else the person's own.
 * @throws DomainError 'pack-invalid'
 */
export function resultsFor({ order, distribution, levels, group = ORDINARY_GROUP }: ResultsRequest): readonly Result[] {
  const quota = bindingSeats(distribution, order.length, group);
  if (quota === undefined) return order.map((placed, index) => ownResult(placed, index + 1, levels));
  const bands = seatedBands(levels, quota);
  const { answer, steps } = byPack(rankPoints, { bands });
  const grades = bands.flatMap(({ grade, seats: count }) => Array<string>(count).fill(grade));
  return order.map(({ evaluationId }, index) => {
    const own = steps[index];
    return {
      evaluationId,
      place: index + 1,
      grade: grades[index] ?? null,
      points: answer.points[index] ?? null,
      steps: own === undefined ? [] : [...quota.steps, own],
    };
  });
}

/** The result where no seats bind: the level that was given or that the score reaches, with the score as points. */
export function ownResult({ evaluationId, scaled, level }: Placed, place: number, levels: readonly Band[]): Result {
  const own = { evaluationId, place, points: scaled };
  if (level !== null || scaled === null) return { ...own, grade: level, steps: [] };
  const bands = bandsOf(levels);
  const grade = gradeByBand(scaled, bands) ?? null;
  const band = bands.find((one) => one.grade === grade);
  if (band === undefined) return { ...own, grade, steps: [] };
  return { ...own, grade, steps: [bandStep(exact(scaled), band, bands[bands.indexOf(band) - 1])] };
}

/** Why a score has its grade: it reaches the bottom of that one, and not the bottom of the better one. */
function bandStep(score: Exact, { grade, bottom: least }: RankBand, betterBand: RankBand | undefined): Step {
  const bottom = exact(least);
  const facts = { value: score, source: 'scoring.md CAL1' };
  const inputs = { score, bottom };
  if (compare(score, bottom) < 0)
    return step({ label: 'scoring.grade-by-band.below-all', formula: `${grade}: score < bottom`, inputs, ...facts });
  if (betterBand === undefined)
    return step({ label: 'scoring.grade-by-band.best', formula: `${grade}: score ≥ bottom`, inputs, ...facts });
  const better = exact(betterBand.bottom);
  const formula = `${grade}: bottom ≤ score < better`;
  return step({ label: 'scoring.grade-by-band', formula, inputs: { ...inputs, better }, ...facts });
}

/** The levels as bands of points, best first; those without a bottom have none to reach. */
export function bandsOf(levels: readonly Band[]) {
  return levels.flatMap(({ level, bottom, top }) => (bottom === undefined ? [] : [{ grade: level, bottom, top: top ?? bottom }]));
}
