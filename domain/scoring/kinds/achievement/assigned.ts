import { add, compare, div, exact, HUNDRED, mean, mul, sqrt, sub, sum, whole } from '../../exact.ts';
import type { Exact } from '../../exact.ts';
import { listed, step } from '../../steps.ts';
import type { Step } from '../../steps.ts';
import { findDirection } from './facts.ts';
import type { AssignedFacts, Direction, NoAchievement } from './facts.ts';

const YEARS_OF_MEAN = 3;
const LEAST = whole(20);

interface Assigned {
  readonly direction: Direction;
  readonly actual: Exact;
  readonly history: readonly Exact[];
  readonly isMain: boolean;
}

/**
 * 20 to 100 by where the actual lies between a low and a high mark around the better of the last year and the mean of up to three: a fixed
 * part of that base (F5), or the spread of the whole history (F6). Without any spread F6 falls back to F5. scoring.md F5, F6; W03.
 */
export function byAssignedTarget(facts: AssignedFacts, steps: Step[]): Exact | NoAchievement {
  const direction = findDirection(facts.direction);
  if (direction === undefined) return 'direction-unknown';
  if (facts.actual === null || facts.actual === undefined) return 'actual-missing';
  const actual = exact(facts.actual);
  const history = (facts.history ?? []).map(exact);
  const last = history.at(-1);
  if (last === undefined) return 'no-history';
  if ([actual, ...history].some(({ n }) => n < 0n)) return 'negative-value';
  const assigned = { direction, actual, history, isMain: facts.main ?? true };
  const base = baseOf(assigned, last, steps);
  const spread = facts.method === 'assigned-deviation' ? deviation(assigned, facts.deviation === 'sample', steps) : undefined;
  if (spread !== undefined) return score(assigned, { base, spread, source: 'scoring.md F6' }, steps);
  if (base.n === 0n) return 'target-is-zero';
  const part = assigned.isMain ? exact('0.2') : exact('0.1');
  return score(assigned, { base, spread: mul(base, part), source: 'scoring.md F5' }, steps);
}

function baseOf({ direction, history }: Assigned, last: Exact, steps: Step[]): Exact {
  const recent = history.slice(-YEARS_OF_MEAN);
  const usual = mean(recent);
  const source = 'scoring.md F5, F6';
  const formula = 'mean of the last years, at most 3';
  steps.push(step({ label: 'scoring.assigned.mean', formula, inputs: listed('history', recent), value: usual, source }));
  const isLastBetter = direction === 'higher' ? compare(last, usual) > 0 : compare(last, usual) < 0;
  const base = isLastBetter ? last : usual;
  steps.push(
    step({
      label: 'scoring.assigned.base',
      formula: direction === 'higher' ? 'max(last, mean)' : 'min(last, mean)',
      inputs: { last, mean: usual },
      value: base,
      source,
    }),
  );
  return base;
}

/** How far the marks lie from the base: 2 σ for a main business, else 1 σ. Undefined where the history has no spread. */
function deviation({ history, isMain }: Assigned, isSample: boolean, steps: Step[]): Exact | undefined {
  const centre = mean(history);
  const squares = sum(history.map((value) => mul(sub(value, centre), sub(value, centre))));
  const source = 'scoring.md F6';
  if (squares.n === 0n) {
    const formula = 'σ = 0: limits as in F5';
    const inputs = { sigma: squares };
    steps.push(step({ label: 'scoring.deviation.fallback', formula, inputs, value: squares, source: 'scoring.md F6' }));
    return undefined;
  }
  const sigma = sqrt(div(squares, whole(isSample ? history.length - 1 : history.length)));
  const formula = isSample ? '√(Σ(history − mean)² / (n − 1))' : '√(Σ(history − mean)² / n)';
  steps.push(step({ label: 'scoring.deviation.sigma', formula, inputs: listed('history', history), value: sigma, source }));
  return isMain ? mul(whole(2), sigma) : sigma;
}

interface Limits {
  readonly base: Exact;
  readonly spread: Exact;
  readonly source: string;
}

function score({ direction, actual }: Assigned, { base, spread, source }: Limits, steps: Step[]): Exact {
  const [above, below] = [add(base, spread), sub(base, spread)];
  const [high, low] = direction === 'higher' ? [above, below] : [below, above];
  const sign = direction === 'higher' ? '+' : '−';
  const limit = { base, spread };
  steps.push(step({ label: 'scoring.assigned.limits', formula: `base ${sign} spread`, inputs: limit, value: high, source }));
  steps.push(
    step({
      label: 'scoring.assigned.limits',
      formula: `base ${sign === '+' ? '−' : '+'} spread`,
      inputs: limit,
      value: low,
      source,
    }),
  );
  const value = add(LEAST, mul(whole(80), div(sub(actual, low), sub(high, low))));
  const formula = '20 + 80 × (actual − low) / (high − low)';
  steps.push(step({ label: 'scoring.assigned.score', formula, inputs: { actual, low, high }, value, source }));
  const within = compare(value, LEAST) < 0 ? LEAST : compare(value, HUNDRED) > 0 ? HUNDRED : value;
  if (within !== value) {
    const clamp = { formula: 'at least 20, at most 100', inputs: { score: value }, value: within, source };
    steps.push(step({ label: 'scoring.assigned.clamp', ...clamp }));
  }
  return within;
}
