import { div, exact, HUNDRED, mul, round } from '../exact.ts';
import { duplicateFaults, weightFaults } from '../faults.ts';
import type { ScoringKind } from '../faults.ts';
import { named, step } from '../steps.ts';
import type { Step } from '../steps.ts';
import { achieved } from './achievement.ts';

interface Owner {
  readonly id: string;
  /** Of the indicator on the owner's own card: owners' weights need not sum to 100. */
  readonly weight: string;
}
interface CommonFacts {
  readonly direction?: string | null;
  readonly cap?: string;
}
interface SameFacts extends CommonFacts {
  readonly mode: 'same';
  readonly target: string;
  readonly actual?: string | null;
  readonly owners: readonly (Owner & { readonly target?: string | null; readonly actual?: string | null })[];
}
interface ContributionFacts extends CommonFacts {
  readonly mode: 'contribution';
  readonly owners: readonly (Owner & { readonly target: string; readonly actual?: string | null })[];
}
export type SharedIndicatorFacts = SameFacts | ContributionFacts;

export interface SharedIndicatorAnswer {
  /** Points by owner; null without an achievement. */
  readonly owners: Readonly<Record<string, string | null>>;
}

/**
 * What an indicator of several owners gives each of them, by one common achievement or by each one's own; the method is the ratio. Half-up to 2
 * places. W18; scoring.md SHA1.
 */
export const sharedIndicator: ScoringKind<SharedIndicatorFacts, SharedIndicatorAnswer> = {
  faults: ({ owners }) => [
    ...duplicateFaults(
      (owners as readonly Owner[]).map(({ id }) => id),
      (index) => `/owners/${index}/id`,
    ),
    ...(owners as readonly Owner[]).flatMap(({ weight }, index) => weightFaults(weight, `/owners/${index}/weight`)),
  ],
  score: (facts) => {
    const steps: Step[] = [];
    return { answer: { owners: Object.fromEntries(points(facts, steps)) }, steps };
  },
};

type Points = readonly (readonly [string, string | null])[];

function points(facts: SharedIndicatorFacts, steps: Step[]): Points {
  if (facts.mode === 'contribution') {
    return facts.owners.map((owner) => {
      const own: Step[] = [];
      const contribution = achievementOf(facts, owner, own);
      steps.push(...named(owner.id, own));
      return [owner.id, pointsOf(owner, contribution, steps)];
    });
  }
  const common = achievementOf(facts, facts, steps);
  return facts.owners.map((owner) => [owner.id, pointsOf(owner, common, steps)]);
}

type Achieved = ReturnType<typeof achieved>;

function achievementOf(
  { direction, cap }: CommonFacts,
  { target, actual }: Pick<SameFacts, 'target' | 'actual'>,
  steps: Step[],
): Achieved {
  return achieved({ method: 'ratio', direction, target, actual, cap }, steps);
}

function pointsOf({ id, weight }: Owner, achievement: Achieved, steps: Step[]): string | null {
  if (typeof achievement === 'string') return null;
  const value = div(mul(achievement, exact(weight)), HUNDRED);
  const formula = `${id}: achievement × weight / 100`;
  const inputs = { achievement, weight };
  steps.push(step({ label: 'scoring.shared.points', formula, inputs, value, source: 'scoring.md SHA1' }));
  return round(value);
}
