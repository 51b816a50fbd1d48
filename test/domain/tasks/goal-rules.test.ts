import { describe, expect, it } from 'vitest';
import { DomainError } from '../../../domain/errors.ts';
import { type DraftedGoal, assertGoals } from '../../../domain/tasks/goal-rules.ts';
import { shippedPack } from '../../support/packs.ts';

const goal = (given: Partial<DraftedGoal> = {}): DraftedGoal => ({
  id: 'g1',
  indicatorId: '7',
  weight: '100',
  direction: 'higher',
  baseline: '60',
  target: '80',
  method: 'ratio',
  designation: null,
  sharedWith: [],
  ...given,
});
const { goals: grade5 } = shippedPack('kr-local-grade5');
const { goals: grade4 } = shippedPack('kr-local-grade4');
const { goals: oklahoma } = shippedPack('oklahoma');
const { goals: coaching } = shippedPack('coaching-first');

function refusal(...[goals, rules, indicatorIds = ['7']]: [readonly DraftedGoal[], typeof grade5, (readonly string[])?]) {
  try {
    assertGoals(goals, rules, indicatorIds);
  } catch (error) {
    if (error instanceof DomainError) return { code: error.code, ...error.details };
    throw error;
  }
  return undefined;
}

describe('a set of goals', () => {
  it('has as many goals as the pack wants', () => {
    expect(refusal([], grade5)).toMatchObject({ code: 'goal-count', path: '/goals', fewest: 1, most: 8, count: 0 });
    expect(refusal([goal()], grade5)).toBeUndefined();
  });

  it('has every id once', () => {
    expect(refusal([goal({ weight: '50' }), goal({ weight: '50' })], grade5)).toMatchObject({
      path: '/goals/1/id',
      reason: 'duplicate-id',
    });
  });

  it('has weights that sum to 100 where the pack weighs goals, and whatever stands there where it does not', () => {
    expect(refusal([goal({ weight: '99.5' })], grade5)).toMatchObject({
      code: 'weights-do-not-sum',
      path: '/goals',
      sum: '99.50',
    });
    expect(refusal([goal({ weight: '0' })], grade5)).toMatchObject({ path: '/goals/0/weight', reason: 'weight-out-of-range' });
    expect(refusal([goal({ weight: '0', designation: 'critical' })], oklahoma)).toBeUndefined();
  });

  it('serves the unit with every goal, with one or with none, as the pack says', () => {
    const own = goal({ id: 'g2', indicatorId: null, weight: '50' });
    expect(refusal([goal({ weight: '50' }), own], grade5)).toMatchObject({
      path: '/goals/1/indicatorId',
      reason: 'not-of-the-unit',
    });
    expect(refusal([goal({ weight: '50' }), own], grade4)).toBeUndefined();
    expect(refusal([{ ...own, id: 'g1' }, own], grade4)).toMatchObject({ code: 'goals-not-aligned', path: '/goals' });
    expect(refusal([{ ...own, id: 'g1' }, own], grade4, [])).toBeUndefined();
    expect(refusal([goal({ indicatorId: '8' })], grade4)).toMatchObject({ code: 'goal-count' });
    expect(refusal([goal({ weight: '50', indicatorId: '8' }), own], grade4)).toMatchObject({ path: '/goals/0/indicatorId' });
  });

  it('can be computed: no ratio to nothing, no baseline without a way to go', () => {
    for (const target of ['0', '-3'])
      expect(refusal([goal({ target })], grade5)).toMatchObject({ path: '/goals/0/target', reason: 'target-not-positive' });
    expect(refusal([goal({ target: '0', method: 'from-baseline' })], grade5)).toBeUndefined();
    for (const baseline of [null, '80.0'])
      expect(refusal([goal({ baseline, method: 'from-baseline' })], grade5)).toMatchObject({
        path: '/goals/0/baseline',
        reason: 'baseline-needed',
      });
    expect(refusal([goal({ method: 'trend' })], grade5)).toMatchObject({ path: '/goals/0/method', reason: 'method-not-in-pack' });
  });

  it('row-36: takes "0 accidents" by the zero rule, and offers the rule where another method cannot compute it', () => {
    const none = goal({ direction: 'lower', target: '0', method: 'full-or-nothing' });
    for (const rules of [grade5, grade4, oklahoma]) expect(rules.methods).toContain('full-or-nothing');
    expect(refusal([none], grade5)).toBeUndefined();
    expect(refusal([{ ...none, target: '0.00' }], grade5)).toBeUndefined();
    expect(refusal([{ ...none, target: '1' }], grade5)).toMatchObject({ path: '/goals/0/target', reason: 'target-not-zero' });
    expect(refusal([{ ...none, direction: 'higher' }], grade5)).toMatchObject({
      path: '/goals/0/direction',
      reason: 'direction-not-lower',
    });
    expect(refusal([{ ...none, method: 'ratio' }], grade5)).toMatchObject({ reason: 'target-not-positive' });
  });

  it('designates goals only where the pack does, and enough of them as critical', () => {
    expect(refusal([goal({ designation: 'critical' })], grade5)).toMatchObject({
      path: '/goals/0/designation',
      reason: 'not-asked',
    });
    expect(refusal([goal()], oklahoma)).toMatchObject({ path: '/goals/0/designation', reason: 'required' });
    expect(refusal([goal({ designation: 'important' })], oklahoma)).toMatchObject({
      code: 'goals-not-critical',
      fewest: 1,
      count: 0,
    });
  });

  it('is shared with others as often as the pack wants', () => {
    const two = [goal(), goal({ id: 'g2' })];
    expect(refusal(two, coaching)).toMatchObject({ code: 'goals-not-together', path: '/goals', fewest: 1, count: 0 });
    expect(refusal([goal(), goal({ id: 'g2', sharedWith: ['E12'] })], coaching)).toBeUndefined();
  });
});
