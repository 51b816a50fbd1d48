import { expect, test } from 'vitest';
import { type GoalText, goalHints, goalMeters, goalsHints, pointsOfLastYear, weightsSum } from '../../../domain/goals/hints.ts';

const good: GoalText = {
  title: '도로 파임을 24시간 안에 고친다',
  duty: '도로 보수',
  indicatorId: '1',
  measure: '24시간 안에 고친 비율',
  unitOfMeasure: '%',
  direction: 'higher',
  baseline: '76',
  history: ['70', '72'],
  target: '85',
  source: '도로 관리 대장',
  frequency: 'monthly',
  influence: 'high',
  sharedWith: ['E33'],
};
const keys = (goal: GoalText) => goalHints(goal).map(({ key }) => key);

test('says nothing about a good goal, and nothing about one that has no title yet', () => {
  expect(keys(good)).toEqual([]);
  expect(keys({})).toEqual([]);
  expect(goalMeters(good)).toEqual({ validity: true, measurability: true, relevance: true });
});

test.each([
  ['a goal that counts what is done', { title: '도로 순찰 200회' }, 'hint.activity'],
  ['a goal without a number', { target: '' }, 'hint.no-number'],
  ['a goal without a unit of measure', { unitOfMeasure: '' }, 'hint.no-number'],
  ['a target that last year nearly reached', { baseline: '96.2', target: '96.8' }, 'hint.already'],
  ['a target below last year', { baseline: '90' }, 'hint.worse-than-last-year'],
  ['a lower-is-better target above last year', { direction: 'lower', baseline: '80' }, 'hint.worse-than-last-year'],
  ['a target far beyond the best of three years', { target: '99' }, 'hint.beyond-best'],
  ['little influence', { influence: 'low' }, 'hint.little-influence'],
  ['a source that nobody else sees', { source: '본인 기록' }, 'hint.own-source'],
  ['a value that comes once a year', { frequency: 'yearly' }, 'hint.once-a-year'],
  ['a target that no ratio can use', { target: '0' }, 'hint.target-not-positive'],
] as const)('warns of %s', (_, change, hint) => {
  expect(keys({ ...good, ...change })).toContain(hint);
});

test('row-36: says nothing of a target of 0 by the zero rule, and tells what last year would have given', () => {
  const none = { ...good, direction: 'lower', baseline: '2', history: [], target: '0', method: 'full-or-nothing' } as const;
  expect(keys(none)).toEqual([]);
  expect(goalMeters(none).measurability).toBe(true);
  expect(pointsOfLastYear(none)).toBe('0.00');
  expect(pointsOfLastYear({ ...none, baseline: '0' })).toBe('100.00');
  expect(keys({ ...none, target: '3' })).toContain('hint.target-not-zero');
  expect(keys({ ...none, direction: 'higher' })).toContain('hint.target-not-zero');
});

test('names the points that last year would give, rounded as scoring rounds', () => {
  expect(pointsOfLastYear({ direction: 'higher', baseline: '96.2', target: '96.8' })).toBe('99.38');
  expect(pointsOfLastYear({ direction: 'higher', baseline: null, target: '96.8' })).toBeUndefined();
});

test('misses a shared goal, and sums weights without floating point', () => {
  expect(goalsHints([good])).toEqual([]);
  expect(goalsHints([{ ...good, sharedWith: [] }]).map(({ key }) => key)).toEqual(['hint.nothing-shared']);
  expect(weightsSum(['33.33', '33.33', '33.34', 'x', undefined])).toBe('100');
});
