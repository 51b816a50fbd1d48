import { afterAll, beforeAll, expect, test } from 'vitest';
import { TEMPORAL_CHECKS } from '../../../cli/invariants/temporal.ts';
import { answer, openTasks } from '../../support/answers.ts';
import { waitFor } from '../../support/wait-for.ts';
import { type World, createWorld } from '../../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld({ people: 2 });
  await world.startWorker();
  await world.launch('goal-setting');
  await world.relay();
  for (const kind of ['goals.draft', 'goals.agree', 'goals.confirm']) {
    await answer(world, await waitFor(kind, async () => (await openTasks(world)).find((task) => task.kind === kind)));
    await world.relay();
  }
  await listed(await waitFor('the record of its end', () => runThatIs('done')), 'Completed');
});
afterAll(() => world.drop());

async function runThatIs(state: 'done' | 'open'): Promise<string | undefined> {
  const run = await world.db
    .selectFrom('process_run')
    .select('workflow_id')
    .where('phase', '=', 'goal-setting')
    .where('state', '=', state)
    .executeTakeFirst();
  return run?.workflow_id;
}

async function listed(workflowId: string, status: 'Completed' | 'Terminated'): Promise<void> {
  const query = `WorkflowId = '${workflowId}' AND ExecutionStatus = '${status}'`;
  await waitFor(`${workflowId}: ${status}`, async () => (await world.client.workflow.count(query)).count > 0);
}

async function found(workflowId: string): Promise<readonly unknown[]> {
  const { db, client, cycleId } = world;
  const all = await TEMPORAL_CHECKS[0]?.check({ db, client, cycleId, settlesMs: 0 });
  return (all as { workflowId: string; status: string }[]).filter((one) => one.workflowId === workflowId);
}

/** As a run looks that was terminated between the record of its end and the end itself. */
async function terminatedAgain(workflowId: string): Promise<void> {
  await world.client.workflow.start('late', { workflowId, taskQueue: 'nobody' });
  await world.handle(workflowId).terminate('from outside');
  await listed(workflowId, 'Terminated');
}

test('a run that was terminated after the record of its end has lost nothing; one that was open has', async () => {
  const [over, open] = [(await runThatIs('done')) ?? '', (await runThatIs('open')) ?? ''];
  await terminatedAgain(over);
  expect(await found(over)).toEqual([]);
  expect(await found(open)).toEqual([{ workflowId: open, status: 'RUNNING' }]);
  await world.handle(open).terminate('from outside');
  await listed(open, 'Terminated');
  expect(await found(open)).toEqual([{ workflowId: open, status: 'TERMINATED' }]);
});
