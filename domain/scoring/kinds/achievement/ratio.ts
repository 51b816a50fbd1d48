import { compare, div, exact, HUNDRED, mul, sub, whole, ZERO } from '../../exact.ts';
import type { Exact } from '../../exact.ts';
import { step } from '../../steps.ts';
import type { Step } from '../../steps.ts';
import { findDirection } from './facts.ts';
import type { Direction, NoAchievement, RatioFacts, StepTableFacts } from './facts.ts';

interface Measure {
  readonly direction: Direction;
  readonly target: Exact;
  readonly actual: Exact;
  /** As they were written, for the steps. */
  readonly inputs: { readonly target: string; readonly actual: string };
}

/** Actual to target where higher is better (F1), target to actual where lower is better (F2), or straight down from 200 (F3). */
export function byRatio(facts: RatioFacts, steps: Step[]): Exact | NoAchievement {
  return rateOf(facts, steps);
}

/** The points of the step that the ratio reaches, unrounded; nothing below the lowest (F8; scoring.md ACH9). */
export function bySteps(facts: StepTableFacts, steps: Step[]): Exact | NoAchievement {
  const rate = rateOf(facts, steps);
  if (typeof rate === 'string') return rate;
  const falling = facts.steps
    .map(([from, points]) => ({ from: exact(from), points: exact(points) }))
    .sort((a, b) => compare(b.from, a.from));
  const reached = falling.find(({ from }) => compare(rate, from) >= 0);
  const source = 'scoring.md F8';
  if (reached === undefined) {
    const lowest = falling.at(-1)?.from ?? ZERO;
    steps.push(
      step({ label: 'scoring.steps.below', formula: 'rate < lowest ? 0', inputs: { rate, lowest }, value: ZERO, source }),
    );
    return ZERO;
  }
  const inputs = { rate, from: reached.from };
  const formula = 'points of the highest step with from ≤ rate';
  steps.push(step({ label: 'scoring.steps.points', formula, inputs, value: reached.points, source }));
  return reached.points;
}

function rateOf(facts: RatioFacts | StepTableFacts, steps: Step[]): Exact | NoAchievement {
  const direction = findDirection(facts.direction);
  if (direction === undefined) return 'direction-unknown';
  if (facts.actual === null || facts.actual === undefined) return 'actual-missing';
  const inputs = { target: facts.target, actual: facts.actual };
  const measure = { direction, target: exact(facts.target), actual: exact(facts.actual), inputs };
  if (measure.target.n < 0n || measure.actual.n < 0n) return 'negative-value';
  if (measure.target.n === 0n) return zeroTarget(measure, facts, steps);
  if (facts.method === 'linear' && direction === 'lower') return linear(measure, steps);
  if (direction === 'lower' && measure.actual.n === 0n) return nothingLeft(measure, facts, steps);
  return ratio(measure, steps);
}

function ratio({ direction, target, actual, inputs }: Measure, steps: Step[]): Exact {
  const isHigher = direction === 'higher';
  const value = mul(isHigher ? div(actual, target) : div(target, actual), HUNDRED);
  steps.push(
    step({
      label: isHigher ? 'scoring.ratio.higher' : 'scoring.ratio.lower',
      formula: isHigher ? 'actual / target × 100' : 'target / actual × 100',
      inputs,
      value,
      source: isHigher ? 'scoring.md F1' : 'scoring.md F2',
    }),
  );
  return value;
}

function linear({ target, actual, inputs }: Measure, steps: Step[]): Exact {
  const value = mul(sub(whole(2), div(actual, target)), HUNDRED);
  const formula = '(2 − actual / target) × 100';
  steps.push(step({ label: 'scoring.linear', formula, inputs, value, source: 'scoring.md F3' }));
  return value;
}

/** The ratio has no bound where nothing is left of what should be low: the cap in force, else 100. */
function nothingLeft({ inputs }: Measure, { cap = '100' }: RatioFacts | StepTableFacts, steps: Step[]): Exact {
  const value = exact(cap);
  steps.push(
    step({ label: 'scoring.ratio.nothing', formula: 'cap', inputs: { ...inputs, cap }, value, source: 'scoring.md ACH7' }),
  );
  return value;
}

function zeroTarget(measure: Measure, facts: RatioFacts | StepTableFacts, steps: Step[]): Exact | NoAchievement {
  if (facts.zeroTarget !== 'full-or-nothing' || measure.direction !== 'lower') return 'target-is-zero';
  const value = measure.actual.n === 0n ? HUNDRED : ZERO;
  const formula = 'actual = 0 ? 100 : 0';
  const { inputs } = measure;
  steps.push(step({ label: 'scoring.ratio.zero-target', formula, inputs, value, source: 'scoring.md ACH6' }));
  return value;
}
