import { expect, test } from 'vitest';
import { draftedBefore } from '../../../domain/tasks/drafted-goals.ts';

const draft = (taskId: string, id: string) => ({ taskId, kind: 'goals.draft' as const, content: { goals: [{ id }] } });
const agreed = (taskId: string) => ({ taskId, kind: 'goals.agree' as const, content: {} });

test('the goals of a decision are those of the draft that it answers, not of a later one', () => {
  const answers = [draft('1', 'a'), agreed('2'), draft('3', 'b'), agreed('4')];
  expect(['2', '4'].map((taskId) => draftedBefore(answers, taskId).map(({ key }) => key))).toEqual([['a'], ['b']]);
  expect(draftedBefore([agreed('1')], '1')).toEqual([]);
});
