import { compare, div, exact, HUNDRED, mul, round, sum, whole } from '../../exact.ts';
import type { Exact } from '../../exact.ts';
import { duplicateFaults, sumFaults, weightFaults } from '../../faults.ts';
import type { Fault, ScoringKind } from '../../faults.ts';
import { rangeFaults } from '../../ranges.ts';
import { between } from '../between.ts';
import { step } from '../../steps.ts';
import type { StepFacts } from '../../steps.ts';

interface Level {
  readonly level: number;
  /** The score from which the level is reached. */
  readonly minimum: string;
}
export interface ArizonaFacts {
  readonly rule: 'arizona';
  readonly elements: readonly { readonly id: string; readonly level: number; readonly weight: string }[];
  /** Best first: their minimums fall. */
  readonly levels: readonly Level[];
}
export interface ArizonaAnswer {
  readonly score: string;
  readonly level: number;
}

const SOURCE = 'scoring.md ARI1';

/** Σ level × weight / 100 and the first level whose minimum it reaches unrounded, else the last. scoring.md ARI1. */
export const arizona: ScoringKind<ArizonaFacts, ArizonaAnswer> = {
  faults: ({ elements, levels }) => [
    ...elementFaults(elements, levels),
    ...levels.flatMap(({ minimum }, index) => {
      const better = levels[index - 1];
      const falls = better === undefined || compare(exact(minimum), exact(better.minimum)) < 0;
      return rangeFaults(falls, `/levels/${index}/minimum`);
    }),
    ...sumFaults(
      elements.map(({ weight }) => weight),
      'weights-do-not-sum',
      '/elements',
    ),
  ],
  score: ({ elements, levels }) => {
    const score = div(sum(elements.map(({ level, weight }) => mul(whole(level), exact(weight)))), HUNDRED);
    const { level, ...reached } = levelOf(score, levels);
    const steps = [
      step({
        label: 'scoring.arizona.score',
        formula: `(${elements.map(({ id }) => `${id}.level × ${id}.weight`).join(' + ')}) / 100`,
        inputs: Object.fromEntries(
          elements.flatMap(({ id, level: given, weight }) => [
            [`${id}.level`, whole(given)],
            [`${id}.weight`, exact(weight)],
          ]),
        ),
        value: score,
        source: SOURCE,
      }),
      step({ ...reached, value: whole(level), source: SOURCE }),
    ];
    return { answer: { score: round(score), level }, steps };
  },
};

function elementFaults(elements: ArizonaFacts['elements'], levels: readonly Level[]): readonly Fault[] {
  const known = new Set(levels.map(({ level }) => level));
  return [
    ...duplicateFaults(
      elements.map(({ id }) => id),
      (index) => `/elements/${index}/id`,
    ),
    ...elements.flatMap(({ level, weight }, index) => [
      ...rangeFaults(known.has(level), `/elements/${index}/level`, 'level-out-of-range'),
      ...weightFaults(weight, `/elements/${index}/weight`),
    ]),
  ];
}

function levelOf(score: Exact, levels: readonly Level[]): Omit<StepFacts, 'value' | 'source'> & { readonly level: number } {
  const rank = levels.findIndex(({ minimum }) => compare(score, exact(minimum)) >= 0);
  const { level, minimum } = levels.at(rank) ?? { level: 0, minimum: '0' };
  const inputs = { score, minimum: exact(minimum) };
  if (rank === -1) return { level, label: 'scoring.arizona.below-all', formula: 'score < minimum', inputs };
  const better = levels[rank - 1];
  const label = better === undefined ? 'scoring.arizona.best' : 'scoring.arizona.level';
  return { level, label, ...between(inputs, better && exact(better.minimum)) };
}
