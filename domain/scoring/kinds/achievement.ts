import { compare, exact, round } from '../exact.ts';
import type { Exact } from '../exact.ts';
import type { ScoringKind } from '../faults.ts';
import { step } from '../steps.ts';
import type { Step } from '../steps.ts';
import { byAssignedTarget } from './achievement/assigned.ts';
import { fromBaseline } from './achievement/baseline.ts';
import type { AchievementFacts, NoAchievement } from './achievement/facts.ts';
import { achievementFaults } from './achievement/faults.ts';
import { byMilestones, byPanel } from './achievement/parts.ts';
import { byRatio, bySteps } from './achievement/ratio.ts';
import { byTrend } from './achievement/trend.ts';

export type { AchievementFacts, NoAchievement } from './achievement/facts.ts';

export type AchievementAnswer = { readonly achievement: string } | { readonly achievement: null; readonly reason: NoAchievement };

/** Achievement in per cent by one of ten methods, half-up to 2 places. W01, W03, W04; scoring.md ACH1 to ACH12. */
export const achievement: ScoringKind<AchievementFacts, AchievementAnswer> = {
  faults: (facts) => achievementFaults(facts),
  score: (facts) => {
    const steps: Step[] = [];
    const value = achieved(facts, steps);
    return { answer: typeof value === 'string' ? { achievement: null, reason: value } : { achievement: round(value) }, steps };
  },
};

/** The achievement, clamped by cap and floor and unrounded, or why there is none; pushes its steps. */
export function achieved(facts: AchievementFacts, steps: Step[]): Exact | NoAchievement {
  const value = measured(facts, steps);
  return typeof value === 'string' ? value : clamped(value, facts, steps);
}

function measured(facts: AchievementFacts, steps: Step[]): Exact | NoAchievement {
  switch (facts.method) {
    case 'ratio':
    case 'linear':
      return byRatio(facts, steps);
    case 'steps':
      return bySteps(facts, steps);
    case 'from-baseline':
      return fromBaseline(facts, steps);
    case 'assigned-ratio':
    case 'assigned-deviation':
      return byAssignedTarget(facts, steps);
    case 'trend':
      return byTrend(facts, steps);
    case 'milestones':
      return byMilestones(facts, steps);
    case 'panel':
      return byPanel(facts, steps);
  }
}

function clamped(value: Exact, { cap, floor }: AchievementFacts, steps: Step[]): Exact {
  const source = 'scoring.md ACH12';
  if (cap !== undefined && compare(value, exact(cap)) > 0) {
    const most = exact(cap);
    const inputs = { achievement: value, cap };
    steps.push(step({ label: 'scoring.cap', formula: 'min(achievement, cap)', inputs, value: most, source }));
    return most;
  }
  if (floor !== undefined && compare(value, exact(floor)) < 0) {
    const least = exact(floor);
    const inputs = { achievement: value, floor };
    steps.push(step({ label: 'scoring.floor', formula: 'max(achievement, floor)', inputs, value: least, source }));
    return least;
  }
  return value;
}
