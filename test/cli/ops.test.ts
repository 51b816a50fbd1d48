import { sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { readFailed } from '../../cli/ops/failed.ts';
import { restartOpen } from '../../cli/ops/mend.ts';
import { readWaiting } from '../../cli/ops/waiting.ts';
import { retryRun } from '../../commands/retry-run.ts';
import { runDure } from '../support/stack.ts';
import { answer, openTasks } from '../support/answers.ts';
import { waitFor } from '../support/wait-for.ts';
import { type World, createWorld } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld({ people: 2 });
  await world.startWorker();
  await world.launch('manager-evaluation');
  await world.relay();
  await waitFor('the ratings', async () => (await openTasks(world)).filter(({ kind }) => kind === 'rating.write').length >= 2);
});
afterAll(() => world.drop());

const dure = (...args: readonly string[]) =>
  runDure({ DATABASE_URL: world.url, TEMPORAL_ADDRESS: inject('temporalAddress'), TEMPORAL_NAMESPACE: world.namespace }, args);

async function runOf(employeeNo: string): Promise<{ readonly id: string; readonly workflow_id: string; readonly state: string }> {
  return world.db
    .selectFrom('process_run as p')
    .innerJoin('evaluation as e', 'e.id', 'p.evaluation_id')
    .select(['p.id', 'p.workflow_id', 'p.state'])
    .where('e.employee_id', '=', world.id(employeeNo))
    .executeTakeFirstOrThrow();
}

test('says what waits by kind and unit, what waits longest, and by number who holds up a group', async () => {
  const { kinds, longest, heldUp } = await readWaiting(world.db);
  expect(kinds).toContainEqual(expect.objectContaining({ kind: 'rating.write', unit: 'Roads', count: 2 }));
  expect(longest.map(({ employeeNo }) => employeeNo)).toContain('H1');
  expect(heldUp).toContainEqual(
    expect.objectContaining({ turnOf: 'H1', kind: 'rating.write', count: 2, openMembers: 2, members: ['P1', 'P2'] }),
  );
  expect(JSON.stringify({ kinds, longest, heldUp })).not.toMatch(/Person|Head One|@/);
});

test('shows a failed process with its code, and opens it again where it was', async () => {
  const run = await runOf('P1');
  await world.handle(run.workflow_id).terminate('a fault');
  await world.db.updateTable('process_run').set({ state: 'failed', why_failed: 'unexpected' }).where('id', '=', run.id).execute();
  expect((await readFailed(world.db)).runs).toEqual([
    { run: run.id, cycle: world.cycleId, isRehearsal: true, workflow: run.workflow_id, unit: 'Roads', why: 'unexpected' },
  ]);

  expect(await retryRun(world.db, { runId: run.id })).toEqual({ processRunId: run.id, did: 'retried' });
  await world.relay();
  await waitFor('the run', async () => (await world.handle(run.workflow_id).describe()).status.name === 'RUNNING');
  expect((await runOf('P1')).state).toBe('open');
  expect((await readFailed(world.db)).runs).toEqual([]);
  expect((await retryRun(world.db, { runId: run.id })).did).toBe('poked');
  await expect(retryRun(world.db, { runId: '999999' })).rejects.toThrow('not-found');
});

test('sends again what Temporal had refused when its run is retried', async () => {
  const run = await runOf('P1');
  await world.db
    .insertInto('outbox')
    .values({
      workflow_type: 'managerEvaluationWorkflow',
      workflow_id: run.workflow_id,
      input: JSON.stringify({ processRunId: run.id }),
      dead_why: 'refused-by-temporal',
    })
    .execute();
  expect((await readFailed(world.db)).outbox).toHaveLength(1);
  await retryRun(world.db, { runId: run.id });
  await world.relay();
  expect((await readFailed(world.db)).outbox).toEqual([]);
});

test('starts open processes again from nothing, and they arrive at the task where they were', async () => {
  const run = await runOf('P2');
  const before = await world.handle(run.workflow_id).describe();
  const tasks = (await openTasks(world)).map(({ id }) => id);
  expect(await restartOpen(world.db, { type: 'managerEvaluationWorkflow' })).toContain(run.id);
  await world.relay();
  await waitFor('a new execution', async () => {
    const { runId, status } = await world.handle(run.workflow_id).describe();
    return runId !== before.runId && status.name === 'RUNNING';
  });
  const task = (await openTasks(world)).find(({ process_run_id }) => process_run_id === run.id);
  if (task === undefined) throw new Error('no task');
  await answer(world, task, { content: { goals: [] } });
  await world.relay();
  await waitFor('the review', async () =>
    (await openTasks(world)).some(({ kind, process_run_id }) => kind === 'rating.review' && process_run_id === run.id),
  );
  expect((await openTasks(world)).map(({ id }) => id)).toEqual(expect.arrayContaining(tasks.filter((id) => id !== task.id)));
});

test('the sweep says by its status whether database and Temporal agree, and mends what differs', async () => {
  await world.relay();
  expect(await dure('ops', 'sweep', '--check')).toMatchObject({ status: 0, stdout: 'Database and Temporal agree.\n' });

  const run = await runOf('P1');
  await world.handle(run.workflow_id).terminate('lost');
  const differs = await waitFor('the difference to be listed', async () => {
    const check = await dure('ops', 'sweep', '--check', '--json');
    return check.status === 1 ? check : undefined;
  });
  expect(JSON.parse(differs.stdout)).toMatchObject({ agree: false, notRunning: [run.id] });

  const swept = await dure('ops', 'sweep', '--json');
  expect(JSON.parse(swept.stdout)).toMatchObject({ started: 1 });
  await world.relay();
  await waitFor('both to agree', async () => (await dure('ops', 'sweep', '--check')).status === 0);
});

test('refuses what it cannot read with a line that says so', async () => {
  const wrong = await dure('ops', 'retry', 'P1');
  expect(wrong.status).not.toBe(0);
  expect(wrong.stderr).toContain('P1 is not the number of a run');
  expect((await dure('ops', 'restart')).stderr).toContain('say --type TYPE or --run RUN');
  const unset = await runDure({ DATABASE_URL: '' }, ['ops', 'waiting']);
  expect(unset.stderr).toContain('DATABASE_URL is not set');
});

test('row-37: marks in every list of what waits or failed what is of a rehearsal, by whose clock its dates are', async () => {
  const { db, cycleId } = world;
  const run = await runOf('P1');
  await db.updateTable('process_run').set({ state: 'failed', why_failed: 'unexpected' }).where('id', '=', run.id).execute();
  await sql`
    insert into outbox (cycle_id, workflow_type, workflow_id, input, dead_why)
    values (${cycleId}, 'managerEvaluationWorkflow', ${run.workflow_id}, '{}', 'refused-by-temporal')`.execute(db);
  await sql`
    insert into notification (key, cycle_id, employee_id, mail_kind, send_at, state, failing_since)
    select state, ${cycleId}, ${world.id('H1')}, 'digest', now() + interval '1 day', state, now()
      from unnest('{dead,queued}'::text[]) state`.execute(db);
  await sql`
    insert into command_request (cycle_id, command, reason, idempotency_key, needs_approval, requested_at, dead_why)
    values (${cycleId}, 'publish', 'a test', 'row-37', false, now(), '22P02')`.execute(db);
  const rows = async () => Object.values<readonly Marked[]>({ ...(await readFailed(db)), ...(await readWaiting(db)) });
  for (const list of await rows()) expect(new Set(list.map(({ isRehearsal }) => isRehearsal))).toEqual(new Set([true]));
  for (const list of ['waiting', 'failed']) {
    const { stdout } = await dure('ops', list);
    const tables = stdout.split('\n\n').map((table) => table.includes(`${cycleId} (rehearsal)`));
    expect(tables, stdout).toEqual(tables.map(() => true));
  }
  await sql`update cycle set rehearsal_id = null`.execute(db);
  for (const list of await rows()) expect(new Set(list.map(({ isRehearsal }) => isRehearsal))).toEqual(new Set([false]));
  expect((await dure('ops', 'failed')).stdout).not.toContain('rehearsal');
  await sql`update cycle set rehearsal_id = (select id from rehearsal)`.execute(db);
});

interface Marked {
  readonly isRehearsal: boolean;
}

test('shows every list as words and as JSON', async () => {
  for (const list of ['waiting', 'failed']) {
    const words = await dure('ops', list);
    expect(words).toMatchObject({ status: 0, stderr: '' });
    const json = await dure('ops', list, '--json');
    expect(JSON.parse(json.stdout)).toBeTypeOf('object');
  }
});
