import { add, compare, div, exact, mul, round, sub, sum, ZERO } from '../exact.ts';
import type { Exact } from '../exact.ts';
import { duplicateFaults, sumFaults, weightFaults } from '../faults.ts';
import type { ScoringKind } from '../faults.ts';
import { negativeFaults, notAboveZeroFaults } from '../ranges.ts';
import { step } from '../steps.ts';
import type { Step } from '../steps.ts';

export interface CompositionFacts {
  /** Their weights sum to 100. */
  readonly components: readonly {
    readonly id: string;
    readonly score: string;
    readonly weight: string;
    /** What the score is out of; 100 if absent. */
    readonly outOf?: string;
  }[];
  readonly bonus?: string;
  readonly bonusCap?: string;
  readonly penalty?: string;
}

export interface CompositionAnswer {
  readonly score: string;
}

/**
 * Σ score / outOf × weight + min(bonus, bonusCap) − penalty, clamped at neither end, half-up to 2 places. W09, W10;
 * scoring.md COM1.
 */
export const composition: ScoringKind<CompositionFacts, CompositionAnswer> = {
  faults: ({ components, bonus, bonusCap, penalty }) => [
    ...duplicateFaults(
      components.map(({ id }) => id),
      (index) => `/components/${index}/id`,
    ),
    ...components.flatMap(({ weight, outOf }, index) => [
      ...weightFaults(weight, `/components/${index}/weight`),
      ...notAboveZeroFaults(outOf, `/components/${index}/outOf`),
    ]),
    ...negativeFaults(bonus, '/bonus'),
    ...negativeFaults(bonusCap, '/bonusCap'),
    ...negativeFaults(penalty, '/penalty'),
    ...sumFaults(
      components.map(({ weight }) => weight),
      'weights-do-not-sum',
      '/components',
    ),
  ],
  score: (facts) => {
    const steps: Step[] = [];
    const score = penalised(withBonus(composed(facts, steps), facts, steps), facts, steps);
    return { answer: { score: round(score) }, steps };
  },
};

const SOURCE = 'scoring.md COM1';

function composed({ components }: CompositionFacts, steps: Step[]): Exact {
  const parts = components.map(({ id, score, weight, outOf = '100' }) => {
    const value = div(mul(exact(score), exact(weight)), exact(outOf));
    const formula = `${id}: score / outOf × weight`;
    steps.push(step({ label: 'scoring.composition.part', formula, inputs: { score, outOf, weight }, value, source: SOURCE }));
    return [id, value] as const;
  });
  const value = sum(parts.map(([, part]) => part));
  const inputs = Object.fromEntries(parts);
  steps.push(step({ label: 'scoring.composition.total', formula: 'sum of the parts', inputs, value, source: SOURCE }));
  return value;
}

function withBonus(score: Exact, { bonus = '0', bonusCap }: CompositionFacts, steps: Step[]): Exact {
  let added = exact(bonus);
  if (bonusCap !== undefined && compare(added, exact(bonusCap)) > 0) {
    added = exact(bonusCap);
    const inputs = { bonus, bonusCap };
    const formula = 'min(bonus, bonusCap)';
    steps.push(step({ label: 'scoring.composition.bonus-cap', formula, inputs, value: added, source: SOURCE }));
  }
  if (compare(added, ZERO) === 0) return score;
  const value = add(score, added);
  const inputs = { score, bonus: added };
  steps.push(step({ label: 'scoring.composition.bonus', formula: 'score + bonus', inputs, value, source: SOURCE }));
  return value;
}

function penalised(score: Exact, { penalty = '0' }: CompositionFacts, steps: Step[]): Exact {
  if (exact(penalty).n === 0n) return score;
  const value = sub(score, exact(penalty));
  const inputs = { score, penalty };
  steps.push(step({ label: 'scoring.composition.penalty', formula: 'score − penalty', inputs, value, source: SOURCE }));
  return value;
}
