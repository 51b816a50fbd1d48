import { afterAll, beforeAll, expect, test } from 'vitest';
import { goodGoals } from '../support/goals.ts';
import { type SmallCycle, type SmallStack, createSmallCycle, startSmallStack } from '../support/stack.ts';
import { waitFor } from '../support/wait-for.ts';

let stack: SmallStack;
let cycle: SmallCycle;
beforeAll(async () => {
  stack = await startSmallStack();
  cycle = await createSmallCycle(stack);
});
afterAll(() => stack.drop());

async function openKinds(): Promise<readonly string[]> {
  const rows = await stack.db.selectFrom('task').select('kind').where('state', '=', 'open').execute();
  return rows.map(({ kind }) => kind);
}

test('people sign in and hand in while Temporal is stopped, and the next task opens after its start', async () => {
  await cycle.launch('goal-setting');
  await waitFor('the first task', async () => (await openKinds()).includes('goals.draft'));

  await stack.halt('temporal');
  const closed = await cycle.account('P1').use('/tasks', async (api) => {
    const { items } = await api.call('listTasks', { query: { group: 'mine' } });
    const id = items[0]?.id ?? '';
    const { draft } = await api.call('getTask', { params: { id } });
    const { version } = await api.call('saveDraft', {
      params: { id },
      body: { version: draft?.version ?? 0, content: goodGoals() },
    });
    return api.call('closeTask', { params: { id }, body: { outcome: 'done', version } });
  });
  expect(closed).toMatchObject({ kind: 'goals.draft', outcome: 'done' });
  expect(await openKinds()).toEqual([]);
  const check = await stack.dure('ops', 'sweep', '--check');
  expect(check.status).not.toBe(0);
  expect(check.stderr).toContain('Temporal does not answer');

  await stack.resume('temporal');
  await waitFor('the next task', async () => (await openKinds()).includes('goals.agree'));
  await waitFor('database and Temporal to agree', async () => (await stack.dure('ops', 'sweep', '--check')).status === 0);
});
