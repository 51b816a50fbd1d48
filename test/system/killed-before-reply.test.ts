import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { goodGoals } from '../support/goals.ts';
import { type SmallCycle, type SmallStack, createSmallCycle, startSmallStack } from '../support/stack.ts';
import { waitFor } from '../support/wait-for.ts';

const preload = join(import.meta.dirname, '../support/preload/die-before-reply.ts');
const folder = mkdtempSync(join(tmpdir(), 'dure-die-'));
const dieFile = join(folder, 'die');

let stack: SmallStack;
let cycle: SmallCycle;
beforeAll(async () => {
  stack = await startSmallStack({
    partEnvironment: { api: { NODE_OPTIONS: `--import=${preload}`, DURE_TEST_DIE_FILE: dieFile } },
  });
  cycle = await createSmallCycle(stack);
});
afterAll(async () => {
  await stack.drop();
  rmSync(folder, { recursive: true, force: true });
});

test('a closing whose reply was lost with the API is answered the same when it is sent again, and happened once', async () => {
  await cycle.launch('goal-setting');
  const task = await waitFor('the first task', () =>
    stack.db.selectFrom('task').select('id').where('state', '=', 'open').executeTakeFirst(),
  );
  const account = cycle.account('P1');
  const version = await account.use('/tasks', async (api) => {
    const params = { id: task.id };
    const { draft } = await api.call('getTask', { params });
    return (await api.call('saveDraft', { params, body: { version: draft?.version ?? 0, content: goodGoals() } })).version;
  });
  const before = stack.pid('api');
  writeFileSync(dieFile, '');

  // The client asks again until somebody answers, as a browser's user does.
  const close = () =>
    account.use('/tasks', (api) => api.call('closeTask', { params: { id: task.id }, body: { outcome: 'done', version } }));
  const answer = await close();
  await stack.ready('api');
  expect(stack.pid('api')).not.toBe(before);
  expect(answer).toMatchObject({ taskId: task.id, kind: 'goals.draft', outcome: 'done' });
  expect(await close()).toEqual(answer);

  const events = await stack.db
    .selectFrom('audit_event')
    .select('id')
    .where('what', '=', 'task.closed')
    .where('subject', '=', task.id)
    .execute();
  expect(events).toHaveLength(1);
  const submissions = await stack.db.selectFrom('submission').select('task_id').execute();
  expect(submissions).toHaveLength(1);
  await waitFor('the next task', async () =>
    stack.db.selectFrom('task').select('id').where('kind', '=', 'goals.agree').where('state', '=', 'open').executeTakeFirst(),
  );
});
