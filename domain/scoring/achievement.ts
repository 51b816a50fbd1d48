import { findExact, round } from './exact.ts';
import type { Exact } from './exact.ts';
import { achieved } from './kinds/achievement.ts';
import type { NoAchievement } from './kinds/achievement.ts';
import type { Step } from './steps.ts';

export interface WrittenRatio {
  readonly direction: string | null | undefined;
  readonly target: string;
  readonly actual: string | null | undefined;
  readonly cap?: string;
  readonly floor?: string;
  /** Lower is better with a target of 0: actual 0 is full, above is nothing. */
  readonly zeroTarget?: 'undefined' | 'full-or-nothing';
}

export type Achievement =
  | { readonly achievement: string; readonly exact: Exact; readonly steps: readonly Step[] }
  | { readonly achievement: null; readonly reason: NoAchievement | 'not-a-number'; readonly steps: readonly Step[] };

/**
 * Achievement by ratio of what people wrote down, half-up to 2 places. Null with a reason where the rule gives no number or a text is none; data
 * never make it throw. scoring.md F1 to F3, W01.
 */
export function achievementByRatio({ direction, target, actual, ...limits }: WrittenRatio): Achievement {
  if ([target, actual ?? '0'].some((text) => findExact(text) === undefined)) {
    return { achievement: null, reason: 'not-a-number', steps: [] };
  }
  const steps: Step[] = [];
  const value = achieved({ method: 'ratio', direction, target, actual, ...limits }, steps);
  return typeof value === 'string'
    ? { achievement: null, reason: value, steps }
    : { achievement: round(value), exact: value, steps };
}
