import { compare, exact, mul, round, sum, whole } from '../../exact.ts';
import type { Exact } from '../../exact.ts';
import { duplicateFaults, sumFaults } from '../../faults.ts';
import type { Fault, ScoringKind } from '../../faults.ts';
import { rangeFaults } from '../../ranges.ts';
import { between } from '../between.ts';
import { step } from '../../steps.ts';
import type { Step } from '../../steps.ts';

export const SES_ELEMENTS = ['LC', 'LP', 'BA', 'BC', 'RD'] as const;
/** Results driven: the element that no other may outweigh. */
const RESULTS = 'RD';

export interface SesFacts {
  readonly rule: 'us-federal-ses';
  readonly elements: readonly {
    readonly id: (typeof SES_ELEMENTS)[number];
    /** Whole, 5 is best, 1 is worst. */
    readonly level: number;
    readonly weight: string;
  }[];
}
export interface SesAnswer {
  /** Of 500. */
  readonly score: string;
  readonly level: number;
}

const LEVELS = [
  { level: 5, minimum: whole(475) },
  { level: 4, minimum: whole(400) },
  { level: 3, minimum: whole(300) },
] as const;
/** Without an element at 1 no score is below 200. */
const LAST = { level: 2, minimum: whole(200) } as const;
const SOURCE = 'OPM SES, scoring.md SES1';

/**
 * Σ level × weight over the five elements of a senior executive, and the level it reaches; any element at 1 makes level 1 and leaves the score.
 * W12; scoring.md SES1.
 */
export const usFederalSes: ScoringKind<SesFacts, SesAnswer> = {
  faults: ({ elements }) => [
    ...idFaults(elements),
    ...elements.flatMap(({ level }, index) =>
      rangeFaults(Number.isInteger(level) && level >= 1 && level <= 5, `/elements/${index}/level`, 'level-out-of-range'),
    ),
    ...weightFaults(elements),
    ...sumFaults(
      elements.map(({ weight }) => weight),
      'weights-do-not-sum',
      '/elements',
    ),
  ],
  score: ({ elements }) => {
    const score = sum(elements.map(({ level, weight }) => mul(whole(level), exact(weight))));
    const first = step({
      label: 'scoring.us-federal-ses.score',
      formula: elements.map(({ id }) => `${id}.level × ${id}.weight`).join(' + '),
      inputs: Object.fromEntries(
        elements.flatMap(({ id, level, weight }) => [
          [`${id}.level`, whole(level)],
          [`${id}.weight`, exact(weight)],
        ]),
      ),
      value: score,
      source: SOURCE,
    });
    const lowest = Math.min(...elements.map(({ level }) => level));
    const { level, steps } = lowest === 1 ? levelOne() : byScore(score);
    return { answer: { score: round(score), level }, steps: [first, ...steps] };
  },
};

function idFaults(elements: SesFacts['elements']): readonly Fault[] {
  const ids = elements.map(({ id }) => id);
  const twice = duplicateFaults(ids, (index) => `/elements/${index}/id`);
  const isComplete = SES_ELEMENTS.every((id) => ids.includes(id));
  // An id that stands twice in the place of another is the one fault there is to see.
  return twice.length > 0 || isComplete ? twice : [{ stage: 'range', code: 'missing-field', path: '/elements' }];
}

function weightFaults(elements: SesFacts['elements']): readonly Fault[] {
  const results = elements.find(({ id }) => id === RESULTS);
  return elements.flatMap(({ id, weight }, index) => {
    const value = exact(weight);
    const fits = compare(value, whole(id === RESULTS ? 20 : 5)) >= 0;
    const isLighter = results === undefined || compare(value, exact(results.weight)) <= 0;
    return rangeFaults(fits && isLighter, `/elements/${index}/weight`, 'weight-out-of-range');
  });
}

interface Levelled {
  readonly level: number;
  readonly steps: readonly Step[];
}

function byScore(score: Exact): Levelled {
  const rank = LEVELS.findIndex((one) => compare(score, one.minimum) >= 0);
  const { level, minimum } = LEVELS[rank] ?? LAST;
  const better = rank === -1 ? LEVELS.at(-1) : LEVELS[rank - 1];
  const label = better === undefined ? 'scoring.us-federal-ses.best' : 'scoring.us-federal-ses.level';
  const reached = between({ score, minimum }, better?.minimum);
  return { level, steps: [step({ label, ...reached, value: whole(level), source: SOURCE })] };
}

function levelOne(): Levelled {
  const one = whole(1);
  const label = 'scoring.us-federal-ses.level-one';
  return {
    level: 1,
    steps: [step({ label, formula: 'lowest = 1 ? 1', inputs: { lowest: one }, value: one, source: SOURCE })],
  };
}
