import { compare, div, exact, HUNDRED, mul, sub } from '../../exact.ts';
import type { Exact } from '../../exact.ts';
import { step } from '../../steps.ts';
import type { Step } from '../../steps.ts';
import type { BaselineFacts, NoAchievement } from './facts.ts';

/** How much of the way from baseline to target was gone, in either direction (F4). */
export function fromBaseline({ baseline, target, actual }: BaselineFacts, steps: Step[]): Exact | NoAchievement {
  if (actual === null || actual === undefined) return 'actual-missing';
  const from = exact(baseline);
  const way = sub(exact(target), from);
  if (compare(exact(target), from) === 0) return 'baseline-equals-target';
  const value = mul(div(sub(exact(actual), from), way), HUNDRED);
  const formula = '(actual − baseline) / (target − baseline) × 100';
  const inputs = { baseline, target, actual };
  steps.push(step({ label: 'scoring.from-baseline', formula, inputs, value, source: 'scoring.md F4' }));
  return value;
}
