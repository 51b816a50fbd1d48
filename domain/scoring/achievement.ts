import { compare, div, exact, findExact, mul, round, whole, ZERO } from './exact.ts';
import type { Exact } from './exact.ts';
import { step } from './steps.ts';
import type { Step } from './steps.ts';

/** Why there is no achievement; the first that holds in this order (scoring.md, GEN8). */
export type NoAchievement = 'direction-unknown' | 'actual-missing' | 'negative-value' | 'target-is-zero' | 'not-a-number';

export interface AchievementFacts {
  readonly direction: string | null | undefined;
  readonly target: string;
  readonly actual: string | null | undefined;
  readonly cap?: string | undefined;
  readonly floor?: string | undefined;
  /** Lower is better with a target of 0: actual 0 is full, above is nothing. */
  readonly zeroTarget?: 'undefined' | 'full-or-nothing' | undefined;
}

export type Achievement =
  | { readonly achievement: string; readonly exact: Exact; readonly steps: readonly Step[] }
  | { readonly achievement: null; readonly reason: NoAchievement; readonly steps: readonly Step[] };

const HUNDRED = whole(100);

/**
 * Achievement by ratio in per cent: actual / target where higher is better (F1), target / actual where lower is better (F2), clamped by cap
 * and floor, half-up to 2 places at the end. Null with a reason where the rule gives no number. Domain guide §2.4, W01.
 */
export function achievementByRatio(facts: AchievementFacts): Achievement {
  const { direction } = facts;
  if (direction !== 'higher' && direction !== 'lower') return none('direction-unknown');
  if (facts.actual === null || facts.actual === undefined) return none('actual-missing');
  const [target, actual] = [findExact(facts.target), findExact(facts.actual)];
  if (target === undefined || actual === undefined) return none('not-a-number');
  if (target.n < 0n || actual.n < 0n) return none('negative-value');
  const raw = target.n === 0n ? byZeroTarget(actual, facts) : ratio({ direction, target, actual, cap: facts.cap });
  return raw === undefined ? none('target-is-zero') : clamped(raw, facts);
}

interface Raw {
  readonly value: Exact;
  readonly step: Step;
}

function ratio(facts: { direction: 'higher' | 'lower'; target: Exact; actual: Exact; cap: string | undefined }): Raw {
  const { direction, target, actual } = facts;
  if (direction === 'lower' && actual.n === 0n) {
    const value = facts.cap === undefined ? HUNDRED : exact(facts.cap);
    return {
      value,
      step: step({
        label: 'scoring.ratio.nothing',
        formula: 'cap',
        inputs: { target, actual, cap: value },
        value,
        source: 'domain §2.4',
      }),
    };
  }
  const value = mul(direction === 'higher' ? div(actual, target) : div(target, actual), HUNDRED);
  const formula = direction === 'higher' ? 'actual / target × 100' : 'target / actual × 100';
  const source = direction === 'higher' ? 'domain §2.4 F1' : 'domain §2.4 F2';
  return { value, step: step({ label: `scoring.ratio.${direction}`, formula, inputs: { target, actual }, value, source }) };
}

function byZeroTarget(actual: Exact, { direction, zeroTarget }: AchievementFacts): Raw | undefined {
  if (zeroTarget !== 'full-or-nothing' || direction !== 'lower') return undefined;
  const value = actual.n === 0n ? HUNDRED : ZERO;
  const formula = 'actual = 0 ? 100 : 0';
  return {
    value,
    step: step({ label: 'scoring.ratio.zero-target', formula, inputs: { target: ZERO, actual }, value, source: 'domain §2.4' }),
  };
}

function clamped(raw: Raw, { cap, floor }: AchievementFacts): Achievement {
  const steps = [raw.step];
  let value = raw.value;
  const clamp = (name: 'cap' | 'floor', limit: Exact) => {
    const formula = name === 'cap' ? 'min(achievement, cap)' : 'max(achievement, floor)';
    steps.push(
      step({
        label: `scoring.${name}`,
        formula,
        inputs: { achievement: value, [name]: limit },
        value: limit,
        source: 'domain §2.4',
      }),
    );
    value = limit;
  };
  if (cap !== undefined && compare(value, exact(cap)) > 0) clamp('cap', exact(cap));
  if (floor !== undefined && compare(value, exact(floor)) < 0) clamp('floor', exact(floor));
  return { achievement: round(value), exact: value, steps };
}

function none(reason: NoAchievement): Achievement {
  return { achievement: null, reason, steps: [] };
}
