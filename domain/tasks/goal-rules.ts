import { DomainError } from '../errors.ts';
import { hundredths, sumOfWeights } from '../goals/weights.ts';
import { compare, findExact } from '../scoring/exact.ts';

/** What a pack says about a set of goals. */
export interface GoalRules {
  readonly fewest: number;
  readonly most: number;
  /** Null: goals have no weights. */
  readonly weightsSum: number | null;
  readonly aligned: 'every' | 'one' | 'none';
  readonly methods: readonly string[];
  /** Null: goals are not told apart as critical or important. */
  readonly fewestCritical: number | null;
  readonly fewestTogether: number;
}

export interface DraftedGoal {
  readonly id: string;
  readonly indicatorId: string | null;
  readonly weight: string;
  readonly direction: string;
  readonly baseline: string | null;
  readonly target: string;
  readonly method: string;
  readonly designation: string | null;
  readonly sharedWith: readonly string[];
}

/**
 * A set of goals as the pack wants it. `indicatorIds` are those of the unit and its parts: where there are none, no goal can serve one.
 *
 * @throws DomainError 'goal-count' | 'weights-do-not-sum' | 'goals-not-aligned' | 'goals-not-critical' | 'goals-not-together' | 'invalid-input'
 */
export function assertGoals(goals: readonly DraftedGoal[], rules: GoalRules, indicatorIds: readonly string[]): void {
  const { fewest, most } = rules;
  if (goals.length < fewest || goals.length > most)
    throw new DomainError('goal-count', { path: '/goals', fewest, most, count: goals.length });
  goals.forEach((goal, index) => {
    const path = `/goals/${index}`;
    if (goals.findIndex(({ id }) => id === goal.id) < index)
      throw new DomainError('invalid-input', { path: `${path}/id`, reason: 'duplicate-id' });
    assertServes(goal, { path, rules, indicatorIds });
    assertMeasurable(goal, path, rules);
    assertDesignated(goal, path, rules);
  });
  assertSet(goals, rules, indicatorIds);
}

interface Serving {
  readonly path: string;
  readonly rules: GoalRules;
  readonly indicatorIds: readonly string[];
}

function assertServes({ indicatorId }: DraftedGoal, { path, rules, indicatorIds }: Serving): void {
  const served =
    indicatorId === null ? indicatorIds.length === 0 || rules.aligned !== 'every' : indicatorIds.includes(indicatorId);
  if (!served) throw new DomainError('invalid-input', { path: `${path}/indicatorId`, reason: 'not-of-the-unit' });
}

function assertMeasurable(goal: DraftedGoal, path: string, { methods, weightsSum }: GoalRules): void {
  const { method, baseline, target, weight } = goal;
  const refuse = (field: string, reason: string, more: object = {}) => {
    throw new DomainError('invalid-input', { path: `${path}/${field}`, reason, ...more });
  };
  if (!methods.includes(method)) refuse('method', 'method-not-in-pack', { methods });
  if (method === 'full-or-nothing') assertZero(goal, refuse);
  // A ratio to nothing, or to a negative number, says nothing.
  else if (method !== 'from-baseline' && (findExact(target)?.n ?? 0n) <= 0n) refuse('target', 'target-not-positive');
  if (method === 'from-baseline' && (baseline === null || isSame(baseline, target))) refuse('baseline', 'baseline-needed');
  // One with more than two decimals counts as out of range.
  if (weightsSum !== null && (hundredths(weight) ?? 0n) <= 0n) refuse('weight', 'weight-out-of-range');
}

/** The zero rule asks whether anything happened at all: W01 of the domain guide, scoring.md ACH6. */
function assertZero({ target, direction }: DraftedGoal, refuse: (field: string, reason: string) => void): void {
  if (!isSame(target, '0')) refuse('target', 'target-not-zero');
  if (direction !== 'lower') refuse('direction', 'direction-not-lower');
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [findExact(a), findExact(b)];
  return left !== undefined && right !== undefined && compare(left, right) === 0;
}

function assertDesignated({ designation }: DraftedGoal, path: string, { fewestCritical }: GoalRules): void {
  if ((fewestCritical === null) !== (designation === null))
    throw new DomainError('invalid-input', {
      path: `${path}/designation`,
      reason: fewestCritical === null ? 'not-asked' : 'required',
    });
}

function assertSet(goals: readonly DraftedGoal[], rules: GoalRules, indicatorIds: readonly string[]): void {
  const { weightsSum, aligned, fewestCritical, fewestTogether } = rules;
  if (weightsSum !== null) {
    const sum = sumOfWeights(goals.map(({ weight }) => weight));
    if (sum !== BigInt(weightsSum) * 100n)
      throw new DomainError('weights-do-not-sum', {
        path: '/goals',
        sum: `${sum / 100n}.${String(sum % 100n).padStart(2, '0')}`,
      });
  }
  if (aligned === 'one' && indicatorIds.length > 0 && goals.every(({ indicatorId }) => indicatorId === null))
    throw new DomainError('goals-not-aligned', { path: '/goals' });
  const critical = goals.filter(({ designation }) => designation === 'critical').length;
  if (fewestCritical !== null && critical < fewestCritical)
    throw new DomainError('goals-not-critical', { path: '/goals', fewest: fewestCritical, count: critical });
  const together = goals.filter(({ sharedWith }) => sharedWith.length > 0).length;
  if (together < fewestTogether)
    throw new DomainError('goals-not-together', { path: '/goals', fewest: fewestTogether, count: together });
}
