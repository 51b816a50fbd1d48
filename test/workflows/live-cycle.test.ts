import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { lookAtTask } from '../../commands/look-at-task.ts';
import { pokeRuns } from '../../db/outbox.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { type OpenTask, openTasks } from '../support/answers.ts';
import { finished, settled } from '../support/history.ts';
import { waitFor } from '../support/wait-for.ts';
import { type World, createWorld } from '../support/world.ts';

// Real timers: deadlines stand a few seconds ahead.
let world: World;
let people = 0;
beforeAll(async () => {
  world = await createWorld({
    live: true,
    people: 8,
    pack: (pack) => ({
      ...pack,
      phases: pack.phases.map((phase) => {
        const rule = phase.tasks['self-assessment.write'];
        if (rule === undefined) return phase;
        return { ...phase, tasks: { 'self-assessment.write': { ...rule, acceptedUntil: 'due' as const, leastWorkingDays: 0 } } };
      }),
    }),
  });
  await world.startWorker();
  await sql`update phase_window set opens_at = now() - interval '1 d', closes_at = now() + interval '1 d'`.execute(world.db);
});
afterAll(async () => {
  await world.drop();
  expect(world.failures).toEqual([]);
});

interface Run {
  readonly id: string;
  readonly workflow_id: string;
}

let run: Run;
/** The next person's self-assessment, due so many seconds from now; others stay unlaunched. */
async function openDue(seconds: number): Promise<OpenTask> {
  await sql`
    update task_rule set due_at = now() + make_interval(secs => ${seconds}) where kind = 'self-assessment.write'`.execute(
    world.db,
  );
  people += 1;
  const { rows } = await sql<Run>`
    insert into process_run (cycle_id, evaluation_id, phase, workflow_type, launched_at)
    select cycle_id, id, 'self-assessment', 'selfAssessmentWorkflow', now()
      from evaluation
     where employee_id = ${world.id(`P${people}`)}
    returning id, workflow_id`.execute(world.db);
  run = rows[0] as Run;
  await inTransaction(world.db, (trx) => pokeRuns(trx, [run.id]));
  await world.relay();
  return waitFor('the task', async () => (await openTasks(world)).find((task) => task.process_run_id === run.id));
}

const move = (task: OpenTask, seconds: number) =>
  sql`
    update task
       set accepted_until = now() + make_interval(secs => ${seconds}),
           due_at = now() + make_interval(secs => ${seconds})
     where id = ${task.id}`.execute(world.db);

async function state(task: OpenTask): Promise<{ outcome: string | null; inTime: boolean }> {
  const { rows } = await sql<{ outcome: string | null; inTime: boolean }>`
    select outcome, coalesce(closed_at < accepted_until, false) "inTime" from task where id = ${task.id}`.execute(world.db);
  return rows[0] ?? { outcome: null, inTime: false };
}

const expired = (task: OpenTask) => waitFor('the expiry', async () => (await state(task)).outcome === 'expired');
const pokes = async () =>
  (await world.db.selectFrom('outbox').select('id').where('workflow_id', '=', run.workflow_id).execute()).length;

describe('in a live cycle', () => {
  beforeEach(() => sql`update process_run set paused_at = null`.execute(world.db));

  test('a task ends by silence at its instant, not before, and costs what is written down', async () => {
    const task = await openDue(2);
    await expired(task);
    expect(await state(task)).toEqual({ outcome: 'expired', inTime: false });
    // The run came by a poke: one signal beside what an expiry costs (docs/performance.md, "What a history costs").
    expect(await finished(world, run.workflow_id)).toEqual({ events: 6 + 7 + 1, workflowTasks: 1 + 1 });
  });

  test('a longer deadline needs no poke: the timer fires, looks and waits again', async () => {
    const task = await openDue(3);
    await move(task, 7);
    const before = await settled(world, run.workflow_id);
    await waitFor('the old timer', async () => (await settled(world, run.workflow_id)).events > before.events);
    expect((await state(task)).outcome).toBeNull();
    await expired(task);
    expect(await state(task)).toEqual({ outcome: 'expired', inTime: false });
    expect(await pokes()).toBe(1);
  });

  test('a shorter deadline ends a task at its new instant once the run is poked', async () => {
    const task = await openDue(600);
    await settled(world, run.workflow_id);
    await move(task, 1);
    await inTransaction(world.db, (trx) => pokeRuns(trx, [run.id]));
    await world.relay();
    await expired(task);
    expect(await state(task)).toEqual({ outcome: 'expired', inTime: false });
  });

  test('a paused task does not end, and ends once it is resumed with a poke', async () => {
    const task = await openDue(3);
    await sql`update process_run set paused_at = now() where id = ${run.id}`.execute(world.db);
    const before = await settled(world, run.workflow_id);
    await waitFor('the timer', async () => (await settled(world, run.workflow_id)).events > before.events);
    expect((await state(task)).outcome).toBeNull();
    await sql`update process_run set paused_at = null where id = ${run.id}`.execute(world.db);
    await move(task, 1);
    await inTransaction(world.db, (trx) => pokeRuns(trx, [run.id]));
    await world.relay();
    await expired(task);
  });

  test('a look before the deadline says how long it is until then by the clock of the database', async () => {
    const task = await openDue(1_000);
    const { lookInMs, outcome } = await lookAtTask(world.db, { taskId: task.id });
    expect(outcome).toBeUndefined();
    expect(lookInMs).toBeGreaterThan(900_000);
    expect(lookInMs).toBeLessThanOrEqual(1_000_000);
  });

  test('a deadline that passed while nobody ran is found by the run that starts', async () => {
    const task = await openDue(600);
    await world.handle(run.workflow_id).terminate('lost');
    await move(task, -1);
    await inTransaction(world.db, (trx) => pokeRuns(trx, [run.id]));
    await world.relay();
    await expired(task);
  });
});
