import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { answer, openTasks } from '../support/answers.ts';
import { waitFor } from '../support/wait-for.ts';
import { type World, createWorld } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
  await world.startWorker();
});
afterAll(() => world.drop());

interface Cost {
  readonly events: number;
  readonly workflowTasks: number;
}

/** Waits until a run's history has stopped growing, and counts it. */
async function settled(workflowId: string): Promise<Cost> {
  let before = -1;
  return waitFor(`the history of ${workflowId} to settle`, async () => {
    const { events = [] } = await world.handle(workflowId).fetchHistory();
    const now = events?.length ?? 0;
    const open = (events ?? []).filter((event) => event.workflowTaskScheduledEventAttributes).length;
    const done = (events ?? []).filter((event) => event.workflowTaskCompletedEventAttributes).length;
    const still = now === before && open === done;
    before = now;
    return still ? { events: now, workflowTasks: done } : undefined;
  });
}

async function live(phase: string): Promise<string> {
  const { rows } = await sql<{
    workflow_id: string;
  }>`select workflow_id from process_run where phase = ${phase} and state <> 'void' order by id limit 1`.execute(world.db);
  return rows[0]?.workflow_id ?? '';
}

async function closeNext(kind: string, given: Parameters<typeof answer>[2] = {}): Promise<void> {
  const task = await waitFor(kind, async () => (await openTasks(world)).find((one) => one.kind === kind));
  await settled(await workflowOf(task.process_run_id));
  await answer(world, task, given);
  await world.relay();
}

async function workflowOf(runId: string): Promise<string> {
  const { workflow_id } = await world.db
    .selectFrom('process_run')
    .select('workflow_id')
    .where('id', '=', runId)
    .executeTakeFirstOrThrow();
  return workflow_id;
}

async function finished(workflowId: string): Promise<Cost> {
  await world.handle(workflowId).result();
  return settled(workflowId);
}

describe('the undisturbed run of each phase costs what the design says', () => {
  test('goal setting: three tasks', async () => {
    await world.launch('goal-setting');
    await world.relay();
    for (const kind of ['goals.draft', 'goals.agree', 'goals.confirm']) await closeNext(kind);
    expect(await finished(await live('goal-setting'))).toEqual({ events: 6 + 7 * 3, workflowTasks: 1 + 3 });
  });
});
