import { add, compare, div, exact, floorOf, HUNDRED, mul, sub, sum, whole, ZERO } from '../exact.ts';
import type { Exact } from '../exact.ts';
import { duplicateFaults, sumFaults } from '../faults.ts';
import type { Fault, ScoringKind } from '../faults.ts';
import { negativeFaults, rangeFaults } from '../ranges.ts';
import { step } from '../steps.ts';
import type { Step } from '../steps.ts';

/** A grade and its per cent. */
export type Share = readonly [grade: string, percent: string];
export type SeatMethod = 'largest-remainder' | 'cumulative' | 'never-exceed';

export interface SeatsFacts {
  readonly people: number;
  /** Best grade first; they sum to 100. */
  readonly shares: readonly Share[];
  readonly method: SeatMethod;
  /** People who are counted in `people` but get no seat; theirs come off the lowest grade first. */
  readonly excluded?: number;
  /** Nobody deserves the lowest grade: its share goes to the one before it. */
  readonly spareLowest?: boolean;
}
export interface SeatsAnswer {
  readonly seats: Readonly<Record<string, number>>;
}

const SOURCE = 'domain §10 W06';

/** Seats per grade; the counts sum to `people` less the excluded, always. Domain guide §10, W06; scoring.md SEA1 to SEA3. */
export const seats: ScoringKind<SeatsFacts, SeatsAnswer> = {
  faults: ({ people, shares, excluded = 0 }) => [
    ...shareFaults(shares, '/shares'),
    ...rangeFaults(excluded <= people, '/excluded'),
    ...sumFaults(
      shares.map(([, percent]) => percent),
      'shares-do-not-sum',
      '/shares',
    ),
  ],
  score: ({ people, shares, method, excluded = 0, spareLowest = false }) => {
    const grades = shares.map(([grade]) => grade);
    const given = shares.map(([, percent]) => exact(percent));
    const isSpared = spareLowest && shares.length > 1;
    const used = isSpared ? spared(given) : given;
    const steps = isSpared ? [sparedStep(shares, used)] : [];
    const rows = RULES[method](used, people);
    const counts = rows.map(({ seats }) => seats);
    rows.forEach(({ formula, inputs, seats }, index) => {
      steps.push(
        step({
          label: `scoring.seats.${method}`,
          formula: `${grades[index] ?? ''}: ${formula}`,
          inputs: { people: whole(people), ...inputs },
          value: whole(seats),
          source: SOURCE,
        }),
      );
    });
    const left = withoutExcluded(counts, excluded);
    left.forEach((seats, index) => {
      const count = counts[index] ?? 0;
      if (seats < count) steps.push(excludedStep(grades[index] ?? '', count, seats));
    });
    return { answer: { seats: Object.fromEntries(grades.map((grade, index) => [grade, left[index] ?? 0])) }, steps };
  },
};

/** Each grade once, no share below 0. */
export function shareFaults(shares: readonly Share[], path: string): readonly Fault[] {
  return [
    ...duplicateFaults(
      shares.map(([grade]) => grade),
      (index) => `${path}/${index}/0`,
    ),
    ...shares.flatMap(([, percent], index) => negativeFaults(percent, `${path}/${index}/1`)),
  ];
}

interface Row {
  readonly seats: number;
  readonly formula: string;
  readonly inputs: Readonly<Record<string, Exact>>;
}
/** Shares, best first → whole seats that sum to `people`. */
type SeatRule = (shares: readonly Exact[], people: number) => readonly Row[];

const HALF: Exact = { n: 1n, d: 2n };

const RULES: Readonly<Record<SeatMethod, SeatRule>> = {
  'largest-remainder': largestRemainder,
  cumulative: (shares, people) =>
    together({ shares, people, formula: '⌊people × cumulative / 100 + 1/2⌋ − better' }, (quota) => floorOf(add(quota, HALF))),
  'never-exceed': (shares, people) =>
    together({ shares, people, formula: '⌊people × cumulative / 100⌋ − better' }, (quota) => floorOf(quota)),
};

/** Whole parts first, the seats left over by the largest remainder; a tie goes to the better grade. */
function largestRemainder(shares: readonly Exact[], people: number): readonly Row[] {
  const quotas = shares.map((share) => quotaOf(people, share));
  const counts = quotas.map((quota) => Number(floorOf(quota)));
  const byRemainder = quotas
    .map((quota, index) => ({ index, remainder: sub(quota, whole(floorOf(quota))) }))
    .sort((a, b) => compare(b.remainder, a.remainder) || a.index - b.index);
  const leftOver = people - counts.reduce((total, count) => total + count, 0);
  const luckier = new Set(byRemainder.slice(0, leftOver).map(({ index }) => index));
  return shares.map((share, index) => {
    const extra = luckier.has(index) ? 1 : 0;
    const formula = extra === 1 ? '⌊people × share / 100⌋ + 1' : '⌊people × share / 100⌋';
    return { seats: (counts[index] ?? 0) + extra, formula, inputs: { share } };
  });
}

interface Together {
  readonly shares: readonly Exact[];
  readonly people: number;
  readonly formula: string;
}

/** A grade's seats are those of the best grades down to it, less those of the better ones (scoring.md, SEA3). */
function together({ shares, people, formula }: Together, roundQuota: (quota: Exact) => bigint): readonly Row[] {
  let [cumulative, better] = [ZERO, 0];
  return shares.map((share) => {
    cumulative = add(cumulative, share);
    const until = Number(roundQuota(quotaOf(people, cumulative)));
    const row = { seats: until - better, formula, inputs: { cumulative, better: whole(better) } };
    better = until;
    return row;
  });
}

/** What a share would get if people could be divided. */
function quotaOf(people: number, share: Exact): Exact {
  return div(mul(whole(people), share), HUNDRED);
}

/** The last share joins the one before it; the last grade stays with nothing. */
function spared(shares: readonly Exact[]): readonly Exact[] {
  return [...shares.slice(0, -2), sum(shares.slice(-2)), ZERO];
}

function sparedStep(shares: readonly Share[], used: readonly Exact[]): Step {
  return step({
    label: 'scoring.seats.spared',
    formula: shares
      .slice(-2)
      .map(([grade]) => grade)
      .join(' + '),
    inputs: Object.fromEntries(shares.slice(-2).map(([grade, percent]) => [grade, exact(percent)])),
    value: used.at(-2) ?? ZERO,
    source: '임용령 §31-2(5)',
  });
}

/** From the lowest grade upward. */
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

function excludedStep(grade: string, count: number, left: number): Step {
  return step({
    label: 'scoring.seats.excluded',
    formula: `${grade}: seats − excluded`,
    inputs: { seats: whole(count), excluded: whole(count - left) },
    value: whole(left),
    source: 'domain §2.8',
  });
}
