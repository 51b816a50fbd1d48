import { achievementByRatio } from '../scoring/achievement.ts';
import { compare, exact, findExact, mul } from '../scoring/exact.ts';
import type { Exact } from '../scoring/exact.ts';
import type { Values } from '../words/message.ts';
import { sumOfWeights } from './weights.ts';

/** What hints look at; a goal that is being written may lack anything. */
export interface GoalText {
  readonly title?: string | undefined;
  readonly duty?: string | undefined;
  readonly indicatorId?: string | null | undefined;
  readonly measure?: string | undefined;
  readonly unitOfMeasure?: string | undefined;
  readonly direction?: 'higher' | 'lower' | null | undefined;
  readonly baseline?: string | null | undefined;
  readonly history?: readonly string[] | undefined;
  readonly target?: string | undefined;
  readonly method?: string | undefined;
  readonly source?: string | undefined;
  readonly frequency?: string | null | undefined;
  readonly influence?: string | null | undefined;
  readonly sharedWith?: readonly string[] | undefined;
}

type HintName =
  | 'no-number'
  | 'activity'
  | 'already'
  | 'worse-than-last-year'
  | 'beyond-best'
  | 'little-influence'
  | 'own-source'
  | 'once-a-year'
  | 'target-not-positive'
  | 'target-not-zero'
  | 'nothing-shared';

/** A hint as a sentence; its words are `hint.…`. Hints warn, they never block, and they never reach the rating. */
export interface Hint {
  readonly key: `hint.${HintName}`;
  readonly values?: Values;
}

const ACTIVITY = /실시|개최|추진|\d+\s*회(?!복)|\b(hold|held|conduct|attend|meetings?|patrols?)\b/iu;
const OWN_SOURCE = /^\s*(나|내|본인|직접|스스로|me|myself|own|my)(\s|$|의|가)/iu;
const NEARLY_FULL = exact('95');
const MUCH_BETTER = exact('1.3');
const MUCH_LOWER = exact('0.7');

/** What its author should look at again: ux 3.9. Nothing is said about a goal that has no title yet. */
export function goalHints(goal: GoalText): readonly Hint[] {
  if (!goal.title?.trim()) return [];
  return [...wordHints(goal), ...numberHints(goal)];
}

function wordHints({ title = '', measure = '', influence, source = '', frequency }: GoalText): readonly Hint[] {
  const hints: Hint[] = [];
  if (ACTIVITY.test(title) || ACTIVITY.test(measure)) hints.push({ key: 'hint.activity' });
  if (influence === 'low') hints.push({ key: 'hint.little-influence' });
  if (OWN_SOURCE.test(source)) hints.push({ key: 'hint.own-source' });
  if (frequency === 'yearly') hints.push({ key: 'hint.once-a-year' });
  return hints;
}

function numberHints(goal: GoalText): readonly Hint[] {
  const target = findExact(goal.target ?? '');
  if (target === undefined || !goal.unitOfMeasure?.trim()) return [{ key: 'hint.no-number' }];
  const isZeroRule = goal.method === 'full-or-nothing';
  if (isZeroRule && (target.n !== 0n || goal.direction !== 'lower')) return [{ key: 'hint.target-not-zero' }];
  if (target.n <= 0n && !isZeroRule && goal.method !== 'from-baseline') return [{ key: 'hint.target-not-positive' }];
  const hints: Hint[] = [];
  const points = pointsOfLastYear(goal);
  if (points !== undefined && compare(exact(points), NEARLY_FULL) >= 0) {
    hints.push({
      key: 'hint.already',
      values: { points, measure: goal.measure ?? '', baseline: goal.baseline ?? '', target: goal.target ?? '' },
    });
  }
  const baseline = findExact(goal.baseline ?? '');
  if (baseline !== undefined && isBetter(baseline, target, goal)) hints.push({ key: 'hint.worse-than-last-year' });
  // Nothing at all is far from any year in which something happened.
  if (isZeroRule) return hints;
  const best = bestOf([...(goal.history ?? []), goal.baseline ?? ''], goal);
  if (best !== undefined && isBetter(target, mul(best, goal.direction === 'lower' ? MUCH_LOWER : MUCH_BETTER), goal)) {
    hints.push({ key: 'hint.beyond-best' });
  }
  return hints;
}

function isBetter(a: Exact, b: Exact, { direction }: GoalText): boolean {
  return direction === 'lower' ? compare(a, b) < 0 : direction === 'higher' && compare(a, b) > 0;
}

function bestOf(values: readonly string[], goal: GoalText): Exact | undefined {
  const numbers = values.map(findExact).filter((value) => value !== undefined);
  return numbers.reduce<Exact | undefined>(
    (best, value) => (best === undefined || isBetter(value, best, goal) ? value : best),
    undefined,
  );
}

/** What last year's value would give against the target, in points of 100; undefined where there is nothing to compute. */
export function pointsOfLastYear({ direction, target = '', baseline, method }: GoalText): string | undefined {
  const zeroTarget = method === 'full-or-nothing' ? method : 'undefined';
  return achievementByRatio({ direction, target, actual: baseline, zeroTarget }).achievement ?? undefined;
}

/** What is to be looked at in the goals together. */
export function goalsHints(goals: readonly GoalText[]): readonly Hint[] {
  const shared = goals.some(({ sharedWith = [] }) => sharedWith.some((who) => who.trim() !== ''));
  return goals.length > 0 && !shared ? [{ key: 'hint.nothing-shared' }] : [];
}

export interface Meters {
  readonly validity: boolean;
  readonly measurability: boolean;
  readonly relevance: boolean;
}

/** The three questions to a goal: does it show a change, can it be measured, does it belong to the job. */
export function goalMeters(goal: GoalText): Meters {
  const keys = goalHints(goal).map(({ key }) => key);
  const without = (...hints: readonly Hint['key'][]) => !hints.some((hint) => keys.includes(hint));
  return {
    validity: Boolean(goal.title?.trim()) && without('hint.activity', 'hint.worse-than-last-year', 'hint.already'),
    measurability:
      Boolean(goal.measure?.trim() && goal.source?.trim()) &&
      without('hint.no-number', 'hint.target-not-positive', 'hint.target-not-zero', 'hint.own-source'),
    relevance: Boolean(goal.duty?.trim() && goal.indicatorId) && without('hint.little-influence'),
  };
}

/** The sum of the weights that are numbers, in plain notation. */
export function weightsSum(weights: readonly (string | undefined)[]): string {
  const sum = sumOfWeights(weights.map((weight) => weight ?? ''));
  const rest = sum % 100n;
  return rest === 0n ? String(sum / 100n) : `${sum / 100n}.${String(rest).padStart(2, '0')}`;
}
