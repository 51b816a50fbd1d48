import { DomainError } from '../errors.ts';
import { compare, div, exact, floorOf, mul, sub, sum, whole } from './exact.ts';
import type { Exact } from './exact.ts';
import { step } from './steps.ts';
import type { Step } from './steps.ts';

export interface Share {
  readonly grade: string;
  /** Per cent; all shares sum to 100. */
  readonly share: number | string;
}
export interface Seat {
  readonly grade: string;
  readonly seats: number;
}

export interface SeatsFacts {
  readonly people: number;
  /** Best grade first. */
  readonly shares: readonly Share[];
  readonly method: SeatMethod;
  /** People who are counted in `people` but get no seat; theirs come off the lowest grade first. */
  readonly excluded?: number;
  /** Nobody deserves the lowest grade: its share goes to the one before it. */
  readonly spareLowest?: boolean;
}
export interface Seats {
  readonly seats: readonly Seat[];
  readonly steps: readonly Step[];
}

/** What each grade would get if people could be divided, best first → whole seats that sum to the same. */
type SeatRule = (quotas: readonly Exact[], people: number) => readonly number[];

const RULES = { 'largest-remainder': largestRemainder } as const satisfies Record<string, SeatRule>;
export type SeatMethod = keyof typeof RULES;

/**
 * Seats per grade. The counts sum to `people` less the excluded, always.
 *
 * @throws DomainError 'shares-do-not-sum' — domain guide §10, W06; scoring.md SEA1, SEA2
 */
export function seats({ people, shares, method, excluded = 0, spareLowest = false }: SeatsFacts): Seats {
  const given = shares.map(({ share }) => exact(String(share)));
  if (compare(sum(given), whole(100)) !== 0)
    throw new DomainError('shares-do-not-sum', { shares: shares.map(({ share }) => share) });
  const steps: Step[] = [];
  const used = spareLowest && shares.length > 1 ? spared(given) : given;
  const named = (values: readonly Exact[]) =>
    Object.fromEntries(shares.map(({ grade }, index) => [grade, values[index] ?? whole(0)]));
  if (used !== given) {
    const formula = 'share of the lowest → the one before it';
    steps.push(
      step({
        label: 'scoring.seats.spared',
        formula,
        inputs: named(given),
        value: used.at(-2) ?? whole(0),
        source: '임용령 §31-2(5)',
      }),
    );
  }
  const counts = RULES[method](
    used.map((share) => div(mul(whole(people), share), whole(100))),
    people,
  );
  shares.forEach(({ grade }, index) => {
    const inputs = { people: whole(people), share: used[index] ?? whole(0) };
    const value = whole(counts[index] ?? 0);
    steps.push(
      step({
        label: `scoring.seats.${method}`,
        formula: `${grade}: people × share / 100`,
        inputs,
        value,
        source: 'domain §10 W06',
      }),
    );
  });
  const left = withoutExcluded(counts, excluded);
  if (excluded > 0) {
    const inputs = { people: whole(people), excluded: whole(excluded) };
    steps.push(
      step({
        label: 'scoring.seats.excluded',
        formula: 'people − excluded, from the lowest',
        inputs,
        value: whole(people - excluded),
        source: 'domain §2.8',
      }),
    );
  }
  return { seats: shares.map(({ grade }, index) => ({ grade, seats: left[index] ?? 0 })), steps };
}

/** The last share joins the one before it; the last grade stays with nothing. */
function spared(shares: readonly Exact[]): readonly Exact[] {
  return [...shares.slice(0, -2), sum(shares.slice(-2)), whole(0)];
}

/** Whole parts first, the seats left over by the largest remainder; a tie goes to the better grade. */
function largestRemainder(quotas: readonly Exact[], people: number): readonly number[] {
  const counts = quotas.map((quota) => Number(floorOf(quota)));
  const byRemainder = quotas
    .map((quota, index) => ({ index, remainder: sub(quota, whole(floorOf(quota))) }))
    .sort((a, b) => compare(b.remainder, a.remainder) || a.index - b.index);
  const leftOver = people - counts.reduce((total, count) => total + count, 0);
  for (const { index } of byRemainder.slice(0, leftOver)) counts[index] = (counts[index] ?? 0) + 1;
  return counts;
}

function withoutExcluded(counts: readonly number[], excluded: number): readonly number[] {
  let rest = excluded;
  return counts
    .toReversed()
    .map((count) => {
      const taken = Math.min(count, rest);
      rest -= taken;
      return count - taken;
    })
    .toReversed();
}
