import { compare, div, exact, round, whole } from '../../exact.ts';
import type { Exact } from '../../exact.ts';
import { duplicateFaults } from '../../faults.ts';
import type { ScoringKind } from '../../faults.ts';
import { rangeFaults } from '../../ranges.ts';
import { between } from '../between.ts';
import { step } from '../../steps.ts';
import type { Step } from '../../steps.ts';

export const DOI_LEVELS = ['exceptional', 'superior', 'fully-successful', 'minimally-successful', 'unsatisfactory'] as const;
export type DoiLevel = (typeof DOI_LEVELS)[number];

export interface DoiFacts {
  readonly rule: 'us-doi';
  readonly elements: readonly {
    readonly id: string;
    /** 5, 4, 3, 2 or 0. */
    readonly level: number;
    /** Only a critical element, as one is unless it says otherwise, sets the lowest level. */
    readonly critical?: boolean;
  }[];
}
export interface DoiAnswer {
  readonly score: string;
  readonly level: DoiLevel;
}

const POINTS = [5, 4, 3, 2, 0];

interface Rule {
  readonly level: DoiLevel;
  readonly points: number;
  readonly average: Exact;
  readonly lowest: number;
}
/** Best first; the last one has neither minimum nor floor. */
const RULES: readonly Rule[] = [
  { level: 'exceptional', points: 5, average: exact('4.60'), lowest: 4 },
  { level: 'superior', points: 4, average: exact('3.60'), lowest: 3 },
  { level: 'fully-successful', points: 3, average: exact('3.00'), lowest: 3 },
  { level: 'minimally-successful', points: 2, average: whole(0), lowest: 2 },
];
const UNSATISFACTORY: Rule = { level: 'unsatisfactory', points: 0, average: whole(0), lowest: 0 };
const SOURCE = 'DOI EPAP, scoring.md DOI1';

/**
 * The best level whose minimum the unrounded average of all elements reaches and whose floor the lowest critical one reaches; a critical
 * element at 0 makes unsatisfactory. Without a critical element the average alone decides. W13; scoring.md DOI1, DOI2.
 */
export const usDoi: ScoringKind<DoiFacts, DoiAnswer> = {
  faults: ({ elements }) => [
    ...duplicateFaults(
      elements.map(({ id }) => id),
      (index) => `/elements/${index}/id`,
    ),
    ...elements.flatMap(({ level }, index) =>
      rangeFaults(POINTS.includes(level), `/elements/${index}/level`, 'level-out-of-range'),
    ),
  ],
  score: ({ elements }) => {
    const total = whole(elements.reduce((sum, { level }) => sum + level, 0));
    const count = whole(elements.length);
    const average = div(total, count);
    const lowest = elements.reduce((least, { level, critical = true }) => (critical ? Math.min(least, level) : least), 5);
    const byAverage = levelOf(average, 5);
    const final = levelOf(average, lowest);
    const better = RULES[RULES.indexOf(byAverage) - 1];
    const reached = between({ average, minimum: byAverage.average }, better?.average, 'average');
    const steps = [
      step({
        label: 'scoring.us-doi.average',
        formula: `(${elements.map(({ id }) => `${id}.level`).join(' + ')}) / count`,
        inputs: { ...Object.fromEntries(elements.map(({ id, level }) => [`${id}.level`, whole(level)])), count },
        value: average,
        source: SOURCE,
      }),
      step({
        label: better === undefined ? 'scoring.us-doi.best-by-average' : 'scoring.us-doi.by-average',
        formula: `${reached.formula}: ${byAverage.level}`,
        inputs: reached.inputs,
        value: whole(byAverage.points),
        source: SOURCE,
      }),
      ...(final === byAverage ? [] : [floorStep(final, lowest)]),
    ];
    return { answer: { score: round(average), level: final.level }, steps };
  },
};

/** The best level that the lowest critical element allows, whatever the average. */
export function bestAllowed(lowest: number): DoiLevel {
  return levelOf(whole(5), lowest).level;
}

function levelOf(average: Exact, lowest: number): Rule {
  const reached = RULES.find((rule) => compare(average, rule.average) >= 0 && lowest >= rule.lowest);
  return reached ?? UNSATISFACTORY;
}

function floorStep({ level, points, lowest: floor }: Rule, lowest: number): Step {
  const isFailed = level === 'unsatisfactory';
  return step({
    label: isFailed ? 'scoring.us-doi.unsatisfactory' : 'scoring.us-doi.lowest',
    formula: isFailed ? `lowest = floor: ${level}` : `lowest ≥ floor: ${level}`,
    inputs: { lowest: whole(lowest), floor: whole(floor) },
    value: whole(points),
    source: SOURCE,
  });
}
