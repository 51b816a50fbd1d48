import { compare, exact } from '../scoring/exact.ts';

/** A person of a rating group as the committee finds them. */
export interface Member {
  readonly evaluationId: string;
  readonly unit: string;
  /** The rater's score; null where there is none, which counts as rated and stands last. */
  readonly score: string | null;
  /** Place in the unit's own list, where the unit handed one in: it decides ties. */
  readonly unitOrder?: number | undefined;
}

/**
 * The proposed order, best first: by score; ties by the place in the unit's list, then by evaluation id, so that the same input always
 * gives the same order. Members without a score stand last.
 */
export function propose<M extends Member>(members: readonly M[]): readonly M[] {
  return members.toSorted(
    (a, b) => byScore(a.score, b.score) || byPlace(a.unitOrder, b.unitOrder) || byId(a.evaluationId, b.evaluationId),
  );
}

/** Who of the same unit stands before whom: the scored members of each unit in the given order. The others have no place in their unit's order. */
export function unitOrders(order: readonly Member[]): ReadonlyMap<string, readonly string[]> {
  const units = new Map<string, string[]>();
  for (const { evaluationId, unit, score } of order) {
    if (score === null) continue;
    const before = units.get(unit);
    if (before === undefined) units.set(unit, [evaluationId]);
    else before.push(evaluationId);
  }
  return units;
}

export interface PlaceInUnit {
  readonly place: number;
  readonly of: number;
}

/** Where each stands in the own unit, "1st of 2", by evaluation; who has no score stands nowhere. */
export function placesInUnits(order: readonly Member[]): ReadonlyMap<string, PlaceInUnit> {
  const units = [...unitOrders(order).values()];
  return new Map(
    units.flatMap((inUnit) =>
      inUnit.map((evaluationId, index) => [evaluationId, { place: index + 1, of: inUnit.length }] as const),
    ),
  );
}

function byScore(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return compare(exact(b), exact(a));
}

function byPlace(a = Number.MAX_SAFE_INTEGER, b = Number.MAX_SAFE_INTEGER): number {
  return a - b;
}

/** Ids are decimal strings: the shorter one is the smaller number. */
function byId(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : Number(a > b));
}

const FEWEST_FOR_PLACES = 4;

/** Whether somebody may read their place: in a smaller group it would tell about the others. */
export function showsPlaces(groupSize: number | null): groupSize is number {
  return groupSize !== null && groupSize >= FEWEST_FOR_PLACES;
}
