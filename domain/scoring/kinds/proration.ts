import { div, exact, mul, round, sum, whole } from '../exact.ts';
import type { Exact } from '../exact.ts';
import type { Fault, ScoringKind } from '../faults.ts';
import { step } from '../steps.ts';
import type { Step } from '../steps.ts';
import { lengthOf, sortedLeaves, stretchesOf, wholeMonths } from './proration/stretches.ts';
import type { Span, Stretch } from './proration/stretches.ts';

export interface Posting extends Span {
  readonly score: string;
}
export interface ProrationFacts {
  /** What a posting is counted in. */
  readonly method: 'days' | 'months';
  /** They do not overlap. */
  readonly postings: readonly Posting[];
  /** They may overlap each other and the ends of postings. */
  readonly leaves?: readonly Span[];
  /** With fewer days after its leaves a posting is left out. */
  readonly minimumDays?: number;
}
export interface ProrationAnswer {
  /** Null where nothing counted. */
  readonly score: string | null;
  readonly postings: readonly { readonly counted: number }[];
}

const SOURCE = 'scoring.md PRO1';
/** So many days left over are one month more. */
const NEARLY_A_MONTH = 15;

/** The mean of the postings' scores by their days or months without leave. W11; scoring.md PRO1 to PRO3, Civil Act art. 160. */
export const proration: ScoringKind<ProrationFacts, ProrationAnswer> = {
  faults: ({ postings, leaves = [] }) => [
    ...turnedFaults(postings, '/postings'),
    ...turnedFaults(leaves, '/leaves'),
    ...overlapFaults(postings),
  ],
  score: ({ method, postings, leaves = [], minimumDays = 0 }) => {
    const steps: Step[] = [];
    const sorted = sortedLeaves(leaves);
    const counted = postings.map((posting) => {
      const stretches = stretchesOf(posting, sorted);
      const days = daysLeft(posting, stretches, steps);
      if (days < minimumDays) {
        steps.push(leftOut(posting, days, minimumDays));
        return { ...posting, counted: 0 };
      }
      const months = () => stretches.reduce((total, stretch) => total + monthsOf(stretch, posting, steps), 0);
      return { ...posting, counted: method === 'days' ? days : months() };
    });
    const score = weighted(counted, steps);
    return {
      answer: {
        score: score === undefined ? null : round(score),
        postings: counted.map((one) => ({ counted: one.counted })),
      },
      steps,
    };
  },
};

// ISO dates have the order of their texts.
function turnedFaults(spans: readonly Span[], path: string): readonly Fault[] {
  return spans.flatMap(({ from, to }, index): readonly Fault[] =>
    to < from ? [{ stage: 'range', code: 'date-invalid', path: `${path}/${index}/to` }] : [],
  );
}

/** The first one in the list: what overlaps behind it may only follow from it. */
function overlapFaults(postings: readonly Posting[]): readonly Fault[] {
  // In the order of the calendar, so that each posting is held against one other.
  const apart: Posting[] = [];
  for (const [index, posting] of postings.entries()) {
    const place = apart.findLastIndex(({ from }) => from <= posting.to) + 1;
    const before = apart[place - 1];
    if (before !== undefined && before.to >= posting.from) {
      return [{ stage: 'overlap', code: 'dates-overlap', path: `/postings/${index}` }];
    }
    apart.splice(place, 0, posting);
  }
  return [];
}

function named({ from, to }: Span): string {
  return `${from} – ${to}`;
}

function daysLeft(posting: Posting, stretches: readonly Stretch[], steps: Step[]): number {
  const all = lengthOf(posting);
  const left = stretches.reduce((total, { days }) => total + days, 0);
  const days = whole(all);
  steps.push(
    step({ label: 'scoring.proration.days', formula: `${named(posting)}: days`, inputs: { days }, value: days, source: SOURCE }),
  );
  if (left < all) {
    const formula = `${named(posting)}: days − leave`;
    const inputs = { days, leave: whole(all - left) };
    steps.push(step({ label: 'scoring.proration.leaves', formula, inputs, value: whole(left), source: SOURCE }));
  }
  return left;
}

function leftOut(posting: Posting, days: number, minimumDays: number): Step {
  return step({
    label: 'scoring.proration.left-out',
    formula: `${named(posting)}: days < minimumDays ? 0`,
    inputs: { days: whole(days), minimumDays: whole(minimumDays) },
    value: whole(0),
    source: SOURCE,
  });
}

function monthsOf(stretch: Stretch, posting: Posting, steps: Step[]): number {
  const { months, left } = wholeMonths(stretch);
  const isNearlyOne = left >= NEARLY_A_MONTH;
  const counted = isNearlyOne ? months + 1 : months;
  const formula = `${named(posting)}: ${isNearlyOne ? `months + 1 (left ≥ ${NEARLY_A_MONTH})` : 'months'}`;
  const inputs = { months: whole(months), left: whole(left) };
  steps.push(step({ label: 'scoring.proration.months', formula, inputs, value: whole(counted), source: '민법 §160, W11' }));
  return counted;
}

/** Undefined where nothing counted. */
function weighted(postings: readonly (Posting & { readonly counted: number })[], steps: Step[]): Exact | undefined {
  const parts = postings.flatMap(({ score, counted }, index) =>
    counted === 0 ? [] : [{ place: index + 1, score: exact(score), times: whole(counted) }],
  );
  if (parts.length === 0) return undefined;
  const value = div(sum(parts.map(({ score, times }) => mul(score, times))), sum(parts.map(({ times }) => times)));
  const top = parts.map(({ place }) => `${place}.counted × ${place}.score`).join(' + ');
  const bottom = parts.map(({ place }) => `${place}.counted`).join(' + ');
  const inputs = Object.fromEntries(
    parts.flatMap(({ place, score, times }) => [
      [`${place}.counted`, times],
      [`${place}.score`, score],
    ]),
  );
  steps.push(step({ label: 'scoring.proration.score', formula: `(${top}) / (${bottom})`, inputs, value, source: SOURCE }));
  return value;
}
