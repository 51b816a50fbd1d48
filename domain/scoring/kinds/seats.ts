import { add, compare, div, exact, floorOf, HUNDRED, mul, sub, whole, ZERO } from '../exact.ts';
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

const SOURCE = 'scoring.md SEA1';

/** Seats per grade; the counts sum to `people` less the excluded, always. W06; scoring.md SEA1 to SEA3. */
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
    const steps: Step[] = [];
    const given = shares.map(([grade, percent]) => ({ grade, share: exact(percent) }));
    const rows = RULES[method](spareLowest ? spared(given, steps) : given, people);
    for (const { grade, formula, inputs, seats } of rows) {
      steps.push(
        step({
          label: `scoring.seats.${method}`,
          formula: `${grade}: ${formula}`,
          inputs: { people: whole(people), ...inputs },
          value: whole(seats),
          source: SOURCE,
        }),
      );
    }
    return { answer: { seats: Object.fromEntries(withoutExcluded(rows, excluded, steps)) }, steps };
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

interface Given {
  readonly grade: string;
  readonly share: Exact;
}
interface Row {
  readonly grade: string;
  readonly seats: number;
  readonly formula: string;
  readonly inputs: Readonly<Record<string, Exact>>;
}
/** Shares, best first → whole seats that sum to `people`. */
type SeatRule = (given: readonly Given[], people: number) => readonly Row[];

const HALF: Exact = { n: 1n, d: 2n };

const RULES: Readonly<Record<SeatMethod, SeatRule>> = {
  'largest-remainder': largestRemainder,
  cumulative: (given, people) =>
    together({ given, people, formula: '⌊people × cumulative / 100 + 1/2⌋ − ahead' }, (quota) => floorOf(add(quota, HALF))),
  'never-exceed': (given, people) => together({ given, people, formula: '⌊people × cumulative / 100⌋ − ahead' }, floorOf),
};

/** Whole parts first, the seats left over by the largest remainder; a tie goes to the better grade. */
function largestRemainder(given: readonly Given[], people: number): readonly Row[] {
  const quotas = given.map(({ grade, share }) => {
    const quota = quotaOf(people, share);
    const least = floorOf(quota);
    return { grade, share, least: Number(least), remainder: sub(quota, whole(least)) };
  });
  const leftOver = people - quotas.reduce((total, { least }) => total + least, 0);
  // Sorting keeps equal ones as they are, best grade first.
  const luckier = new Set(quotas.toSorted((a, b) => compare(b.remainder, a.remainder)).slice(0, leftOver));
  return quotas.map((quota) => {
    const { grade, share, least } = quota;
    const isLucky = luckier.has(quota);
    const formula = isLucky ? '⌊people × share / 100⌋ + 1' : '⌊people × share / 100⌋';
    return { grade, seats: isLucky ? least + 1 : least, formula, inputs: { share } };
  });
}

interface Together {
  readonly given: readonly Given[];
  readonly people: number;
  readonly formula: string;
}

/** A grade's seats are those of the best grades down to it, less those of the better ones (scoring.md SEA3). */
function together({ given, people, formula }: Together, roundQuota: (quota: Exact) => bigint): readonly Row[] {
  let [cumulative, ahead] = [ZERO, 0];
  return given.map(({ grade, share }) => {
    cumulative = add(cumulative, share);
    const until = Number(roundQuota(quotaOf(people, cumulative)));
    const row = { grade, seats: until - ahead, formula, inputs: { cumulative, ahead: whole(ahead) } };
    ahead = until;
    return row;
  });
}

/** What a share would get if people could be divided. */
function quotaOf(people: number, share: Exact): Exact {
  return div(mul(whole(people), share), HUNDRED);
}

/** The last share joins the one before it; the last grade stays with nothing. A grade that is alone cannot be spared. */
function spared(given: readonly Given[], steps: Step[]): readonly Given[] {
  const [before, lowest] = given.slice(-2);
  if (before === undefined || lowest === undefined) return given;
  const share = add(before.share, lowest.share);
  const formula = `${before.grade} + ${lowest.grade}`;
  const inputs = { [before.grade]: before.share, [lowest.grade]: lowest.share };
  steps.push(step({ label: 'scoring.seats.spared', formula, inputs, value: share, source: '임용령 §31-2(5)' }));
  return [...given.slice(0, -2), { ...before, share }, { ...lowest, share: ZERO }];
}

/** The seats of each grade when those of excluded people came off from the lowest grade upward. */
function withoutExcluded(rows: readonly Row[], excluded: number, steps: Step[]): readonly (readonly [string, number])[] {
  let rest = excluded;
  const fromLowest = rows.toReversed().map(({ grade, seats }) => {
    const taken = Math.min(seats, rest);
    rest -= taken;
    return { grade, seats, taken, left: seats - taken };
  });
  const left = fromLowest.toReversed();
  for (const one of left) if (one.taken > 0) steps.push(excludedStep(one));
  return left.map((one) => [one.grade, one.left]);
}

type Taken = Readonly<{ grade: string; seats: number; taken: number; left: number }>;

function excludedStep({ grade, seats, taken, left }: Taken): Step {
  return step({
    label: 'scoring.seats.excluded',
    formula: `${grade}: seats − excluded`,
    inputs: { seats: whole(seats), excluded: whole(taken) },
    value: whole(left),
    source: 'scoring.md SEA1',
  });
}
