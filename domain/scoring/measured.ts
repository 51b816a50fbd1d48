import { findExact, plain } from './exact.ts';
import { achieved } from './kinds/achievement.ts';
import type { Indicator } from './kinds/scorecard.ts';
import type { MeasuredGoal } from './rated-things.ts';
import { named } from './steps.ts';
import type { Step } from './steps.ts';

/** What was stored is a number or nothing. */
export function hasNumbers({ weight, baseline, target, actual }: MeasuredGoal): boolean {
  return [weight, baseline, target, actual].every((text) => text === null || findExact(text) !== undefined);
}

/** What was measured, as an indicator of a card; without a target, or a baseline that the method needs, it is not measured. */
export function indicatorOf({ id, weight, method, direction, baseline, target, actual }: MeasuredGoal): Indicator {
  const common = { id, weight, direction, actual };
  if (target === null) return { ...common, method: 'ratio', target: '0', notMeasured: true };
  if (method === 'full-or-nothing') return { ...common, method: 'ratio', target, zeroTarget: 'full-or-nothing' };
  if (method !== 'from-baseline') return { ...common, method: method === 'linear' ? 'linear' : 'ratio', target };
  return { ...common, method, target, baseline: baseline ?? target, notMeasured: baseline === null };
}

/** The steps of each goal's achievement by its own method. What has none, or was stored as no number, has no step. */
export function achievementSteps(goals: readonly MeasuredGoal[]): readonly Step[] {
  return goals.filter(hasNumbers).flatMap((goal) => {
    const { notMeasured, ...facts } = indicatorOf(goal);
    const steps: Step[] = [];
    if (notMeasured !== true) achieved(facts, steps);
    return named(goal.id, steps).map(inPlainNotation);
  });
}

/** Stored steps are compared with fresh ones as texts: 54.50 and 54.5 are one number, and have one notation. */
function inPlainNotation(step: Step): Step {
  const inputs = Object.entries(step.inputs).map(([name, text]) => {
    const value = findExact(text);
    return [name, value === undefined ? text : plain(value)] as const;
  });
  return { ...step, inputs: Object.fromEntries(inputs) };
}
