import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pokeRuns, startRuns } from '../../db/outbox.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { type SmallCycle, type SmallStack, createSmallCycle, startSmallStack } from '../support/stack.ts';
import { waitFor } from '../support/wait-for.ts';

const PEOPLE = 8;
const LAUNCH_MS = 180_000;

let stack: SmallStack;
let cycle: SmallCycle;
let cycleRun: string;
beforeAll(async () => {
  stack = await startSmallStack();
  cycle = await createSmallCycle(stack, { people: PEOPLE });
  const run = await stack.db
    .insertInto('process_run')
    .values({ cycle_id: cycle.cycleId, phase: 'cycle', workflow_type: 'cycleWorkflow' })
    .returning('id')
    .executeTakeFirstOrThrow();
  cycleRun = run.id;
});
afterAll(() => stack.drop());

/** The worker's own launch has begun and waits for the people's rows; then `disturb`, and the program goes on by itself. */
async function launchDisturbed(phase: string, disturb: (pid: number) => Promise<unknown>): Promise<void> {
  const { opens_at } = await stack.db
    .selectFrom('phase_window')
    .select('opens_at')
    .where('phase', '=', phase)
    .executeTakeFirstOrThrow();
  await cycle.setClock(opens_at);
  await inTransaction(stack.db, async (trx) => {
    await sql`select from evaluation for update`.execute(trx);
    await inTransaction(stack.db, (other) =>
      phase === 'goal-setting' ? startRuns(other, [cycleRun]) : pokeRuns(other, [cycleRun]),
    );
    const pid = await waitFor('the launch to wait', waitingLaunch, LAUNCH_MS);
    await disturb(pid);
  });
  await waitFor(`everybody's run of ${phase}`, async () => (await count(phase)) === PEOPLE, LAUNCH_MS);
  await waitFor(`the mark of ${phase}`, () => launchedAt(phase), LAUNCH_MS);
  expect(await count(phase)).toBe(PEOPLE);
}

async function waitingLaunch(): Promise<number | undefined> {
  const { rows } = await sql<{ pid: number }>`
    select pid from pg_stat_activity
     where datname = current_database() and application_name like 'dure-worker%' and wait_event_type = 'Lock'`.execute(stack.db);
  return rows[0]?.pid;
}

const launchedAt = async (phase: string) =>
  (await stack.db.selectFrom('phase_window').select('launched_at').where('phase', '=', phase).executeTakeFirstOrThrow())
    .launched_at;
const count = async (phase: string) =>
  (await stack.db.selectFrom('process_run').select('id').where('phase', '=', phase).where('state', '=', 'open').execute()).length;

test('row-9: a worker that is killed while it launches a phase leaves it to the next one', async () => {
  await launchDisturbed('goal-setting', async () => {
    stack.kill('worker', 'SIGKILL');
    await stack.down('worker');
  });
});

test('row-9: so does one that is stopped', async () => {
  await launchDisturbed('midterm-coaching', () => {
    stack.kill('worker', 'SIGTERM');
    return Promise.resolve();
  });
});

test('row-9: and one whose connection to the database ends', async () => {
  await launchDisturbed('self-assessment', (pid) => sql`select pg_terminate_backend(${pid}::int)`.execute(stack.db));
});

test('row-9: afterwards the process of the cycle waits for its next window', async () => {
  await waitFor('the wait', async () => {
    const run = await stack.db.selectFrom('process_run').select('waits_for').where('id', '=', cycleRun).executeTakeFirstOrThrow();
    return run.waits_for === 'window';
  });
});
