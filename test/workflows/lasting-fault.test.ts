import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { retryRun } from '../../commands/retry-run.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { pokeRuns } from '../../db/outbox.ts';
import { openTasks } from '../support/answers.ts';
import { waitFor } from '../support/wait-for.ts';
import { type World, createWorld } from '../support/world.ts';

const TRIES = 3;
let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.drop());

const run = () =>
  world.db.selectFrom('process_run').select(['id', 'workflow_id', 'state', 'why_failed']).executeTakeFirstOrThrow();

test('row-24a: a fault that does not pass ends its process as failed, in sight, and it goes on once that is mended', async () => {
  const { time_zone } = await world.db.selectFrom('cycle').select('time_zone').executeTakeFirstOrThrow();
  await sql`update cycle set time_zone = 'Nowhere/Land'`.execute(world.db);
  await world.startWorker(TRIES);
  await world.launch('goal-setting');
  await world.relay();
  await waitFor('the process to fail', async () => (await run()).state === 'failed');
  expect(await run()).toMatchObject({ why_failed: 'unexpected' });
  expect(world.failures).toHaveLength(TRIES);
  const { id, workflow_id } = await run();
  // row-13: a log says of which run.
  expect(world.metBy.at(-1)).toEqual({ activity: 'openTask', workflowId: workflow_id, processRunId: id });
  await waitFor('its end', async () => (await world.handle(workflow_id).describe()).status.name === 'COMPLETED');

  await sql`update cycle set time_zone = ${time_zone}`.execute(world.db);
  await retryRun(world.db, { runId: id });
  await world.relay();
  await waitFor('its first task', async () => (await openTasks(world)).length === 1);
  expect((await run()).state).toBe('open');
});

test('row-24a: one that passes is tried again for as long as it lasts', async () => {
  const before = world.failures.length;
  await world.stopWorker();
  await sql`
    create function away() returns trigger language plpgsql as $$
      begin raise exception 'away' using errcode = '57P03'; end $$`.execute(world.db);
  await sql`create trigger away before update on process_run for each row execute function away()`.execute(world.db);
  const { id } = await run();
  await inTransaction(world.db, (trx) => pokeRuns(trx, [id]));
  await world.relay();
  await world.startWorker(TRIES);
  await waitFor('more tries than a lasting fault has', () => Promise.resolve(world.failures.length > before + TRIES));
  expect((await run()).state).toBe('open');
  await sql`drop trigger away on process_run`.execute(world.db);
});
