import { add, compare, div, exact, mean, mul, round } from '../exact.ts';
import type { Exact } from '../exact.ts';
import { duplicateFaults } from '../faults.ts';
import type { Fault, ScoringKind } from '../faults.ts';
import { negativeFaults, notAboveZeroFaults, rangeFaults } from '../ranges.ts';
import { step } from '../steps.ts';
import type { Step } from '../steps.ts';
import { yearValues } from './roster/year-values.ts';

export interface RosterYear {
  readonly year: number;
  /** Null where a half-year has no rating. */
  readonly halves: readonly [string | null, string | null];
  /** False for a year that is only there as a neighbour; a year counts unless it says so. */
  readonly counted?: boolean;
}
export interface RosterFacts {
  /** Of a rating, above 0. */
  readonly fullMarks: string;
  /** In the order of years, either way. */
  readonly years: readonly RosterYear[];
  readonly career: string;
  readonly bonus?: string;
  /** What rating and career count for after a legal shift between them. */
  readonly shift?: { readonly rating: string; readonly career: string };
  /** Above 0; 30 if absent. */
  readonly careerFullMarks?: string;
}
export interface RosterAnswer {
  /** On `fullMarks`, with a shift too. */
  readonly rating: string;
  readonly roster: string;
  readonly years: Readonly<Record<string, string>>;
}

const SOURCE = '평정규칙 §27, 임용령 §32(1), scoring.md ROS1';

/**
 * The place value of the promotion list: the mean of the counted years with career and bonus, half-up to 2 places at the end; with a shift
 * rating and career are each brought to their new full marks and rounded before adding. W08; scoring.md ROS1 to ROS4.
 */
export const roster: ScoringKind<RosterFacts, RosterAnswer> = {
  faults: ({ fullMarks, years, career, bonus, shift, careerFullMarks }) => [
    ...notAboveZeroFaults(fullMarks, '/fullMarks'),
    ...yearFaults(years, exact(fullMarks)),
    ...negativeFaults(career, '/career'),
    ...negativeFaults(bonus, '/bonus'),
    ...negativeFaults(shift?.rating, '/shift/rating'),
    ...negativeFaults(shift?.career, '/shift/career'),
    ...notAboveZeroFaults(careerFullMarks, '/careerFullMarks'),
  ],
  score: (facts) => {
    const { years, steps: yearSteps } = yearValues(facts.years, exact(facts.fullMarks));
    const counted = years.filter((one) => one.counted);
    const rating = mean(counted.map(({ value }) => value));
    const ratingStep = step({
      label: 'scoring.roster.rating',
      formula: `(${counted.map(({ year }) => year).join(' + ')}) / ${counted.length}`,
      inputs: Object.fromEntries(counted.map(({ year, value }) => [`${year}`, value])),
      value: rating,
      source: SOURCE,
    });
    const { value, steps } = total(facts, rating);
    return {
      answer: {
        rating: round(rating),
        roster: round(value),
        years: Object.fromEntries(years.map((one) => [one.year, round(one.value)])),
      },
      steps: [...yearSteps, ratingStep, ...steps],
    };
  },
};

/** There are years, and none of them is one of the list whose mean is asked for. */
const NOTHING_COUNTED: Fault = { stage: 'range', code: 'empty-list', path: '/years' };

function yearFaults(years: readonly RosterYear[], fullMarks: Exact): readonly Fault[] {
  const first = years[0]?.year ?? 0;
  const isFalling = (years.find(({ year }) => year !== first)?.year ?? first) < first;
  const isBetween = (half: string | null) => half === null || (exact(half).n >= 0n && compare(exact(half), fullMarks) <= 0);
  return [
    ...duplicateFaults(
      years.map(({ year }) => year),
      (index) => `/years/${index}/year`,
    ),
    ...years.flatMap(({ year, halves }, index) => [
      ...rangeFaults(inOrder(years[index - 1]?.year, year, isFalling), `/years/${index}/year`),
      ...halves.flatMap((half, side) => rangeFaults(isBetween(half), `/years/${index}/halves/${side}`)),
    ]),
    ...(years.some(({ counted = true }) => counted) ? [] : [NOTHING_COUNTED]),
  ];
}

/** A year that stands twice is a fault of its own. */
function inOrder(before: number | undefined, year: number, isFalling: boolean): boolean {
  return before === undefined || before === year || before > year === isFalling;
}

interface Total {
  readonly value: Exact;
  readonly steps: readonly Step[];
}

function total({ career, bonus = '0', shift, careerFullMarks = '30', fullMarks }: RosterFacts, rating: Exact): Total {
  const parts =
    shift === undefined
      ? { rating, career: exact(career), steps: [] }
      : shifted({ rating, fullMarks: exact(fullMarks), career: exact(career), careerFullMarks: exact(careerFullMarks) }, shift);
  const value = add(add(parts.rating, parts.career), exact(bonus));
  const inputs = { rating: parts.rating, career: parts.career, bonus: exact(bonus) };
  const label = 'scoring.roster.total';
  const last = step({ label, formula: 'rating + career + bonus', inputs, value, source: SOURCE });
  return { value, steps: [...parts.steps, last] };
}

type Shifted = Readonly<Record<'rating' | 'fullMarks' | 'career' | 'careerFullMarks', Exact>>;

function shifted({ rating, fullMarks, career, careerFullMarks }: Shifted, shift: NonNullable<RosterFacts['shift']>) {
  const [ratingShare, careerShare] = [exact(shift.rating), exact(shift.career)];
  const [newRating, newCareer] = [
    exact(round(div(mul(rating, ratingShare), fullMarks))),
    exact(round(div(mul(career, careerShare), careerFullMarks))),
  ];
  const steps = [
    step({
      label: 'scoring.roster.shifted-rating',
      formula: 'round(rating × share / fullMarks)',
      inputs: { rating, share: ratingShare, fullMarks },
      value: newRating,
      source: SOURCE,
    }),
    step({
      label: 'scoring.roster.shifted-career',
      formula: 'round(career × share / careerFullMarks)',
      inputs: { career, share: careerShare, careerFullMarks },
      value: newCareer,
      source: SOURCE,
    }),
  ];
  return { rating: newRating, career: newCareer, steps };
}
