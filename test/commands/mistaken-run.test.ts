import { afterEach, beforeEach, expect, test } from 'vitest';
import { failProcess, finishProcess } from '../../commands/finish-process.ts';
import { lookAtTask } from '../../commands/look-at-task.ts';
import { lookAtWait } from '../../commands/look-at-wait.ts';
import { openTask } from '../../commands/open-task.ts';
import { answer, openTasks } from '../support/answers.ts';
import { type CycleRecord, createRecord } from '../support/record.ts';

// What a run in Temporal knows may be of a record that is no more: one that was restored to a moment before its last commits.
let record: CycleRecord;
let runs: readonly { readonly id: string; readonly workflow_id: string; readonly state: string }[];
beforeEach(async () => {
  record = await createRecord({ people: 2 });
  await record.launch('goal-setting');
  runs = await readRuns();
});
afterEach(() => record.drop());

const readRuns = () => record.db.selectFrom('process_run').select(['id', 'workflow_id', 'state']).orderBy('id').execute();
const [mine, others] = [() => runs[0]?.id ?? '', () => runs[1]?.id ?? ''];
const open = (processRunId: string, kind = 'goals.draft', more: object = {}) =>
  openTask(record.db, { processRunId, kind, round: 1, seat: 1, ...more });

test('row-19: a run that takes a task for over that is open in the record is told so, and nothing is opened', async () => {
  const { taskId } = await open(mine());
  const over = [{ taskId, outcome: 'done' as const }];
  expect(await open(mine(), 'goals.agree', { over })).toMatchObject({ mistaken: true });
  expect(await finishProcess(record.db, { processRunId: mine(), outcome: 'agreed', over })).toEqual({ mistaken: true });
  expect(await openTasks(record)).toHaveLength(1);
  expect((await readRuns())[0]?.state).toBe('open');
  const [task] = await openTasks(record);
  if (task !== undefined) await answer(record, task);
  expect(await open(mine(), 'goals.agree', { over })).not.toHaveProperty('mistaken');
});

test('row-19: so is one that takes another’s task for its own, or one that ended otherwise', async () => {
  const { taskId } = await open(others());
  const [task] = await openTasks(record);
  if (task !== undefined) await answer(record, task);
  const over = [{ taskId, outcome: 'done' as const }];
  expect(await open(mine(), 'goals.agree', { over })).toMatchObject({ mistaken: true });
  expect(await open(others(), 'goals.agree', { over: [{ taskId, outcome: 'skipped' }] })).toMatchObject({ mistaken: true });
  expect(await open(others(), 'goals.agree', { over })).not.toHaveProperty('mistaken');
});

test('row-19: a look at another’s task, or at one that is no more, says nothing of it', async () => {
  const { taskId } = await open(others());
  expect(await lookAtTask(record.db, { taskId, processRunId: mine() })).toMatchObject({ mistaken: true });
  expect(await lookAtTask(record.db, { taskId: '999999', processRunId: mine() })).toMatchObject({ mistaken: true });
  expect(await lookAtTask(record.db, { taskId, processRunId: others() })).not.toHaveProperty('mistaken');
});

test('row-19: a run whose number was given out again belongs to no other workflow', async () => {
  const workflowId = runs[1]?.workflow_id ?? '';
  const unknown = { code: 'not-found' };
  await expect(open(mine(), 'goals.draft', { workflowId })).rejects.toMatchObject(unknown);
  await expect(lookAtWait(record.db, { processRunId: mine(), wait: 'window', workflowId })).rejects.toMatchObject(unknown);
  await expect(finishProcess(record.db, { processRunId: mine(), outcome: 'agreed', workflowId })).rejects.toMatchObject(unknown);
  await failProcess(record.db, { processRunId: mine(), code: 'not-found', workflowId });
  expect((await readRuns())[0]?.state).toBe('open');
});
