import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { retryRun } from '../../commands/retry-run.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { endRuns } from '../../db/runs.ts';
import { differences, sweep } from '../../worker/sweep.ts';
import { answer, openTasks } from '../support/answers.ts';
import { waitFor } from '../support/wait-for.ts';
import { type World, createWorld } from '../support/world.ts';

let world: World;
let run: { readonly id: string; readonly workflow_id: string };
beforeAll(async () => {
  world = await createWorld();
  await world.startWorker();
  await world.launch('goal-setting');
  await world.relay();
  run = await world.db.selectFrom('process_run').select(['id', 'workflow_id']).executeTakeFirstOrThrow();
  await asked('goals.draft');
});
afterAll(() => world.drop());
afterEach(async () => {
  await waitFor('record and Temporal to agree', async () => {
    const { notRunning, stillRunning, idle, undelivered } = await differences(world);
    return notRunning.length + stillRunning.length + idle.length + undelivered === 0;
  });
  expect(world.failures).toEqual([]);
});

const asked = (kind: string) => waitFor(kind, async () => (await openTasks(world)).find((task) => task.kind === kind));
const forget = () => sql`update outbox set delivered_at = now() where delivered_at is null`.execute(world.db);
const status = async () => (await world.handle(run.workflow_id).describe()).status.name;

async function sweepOnce() {
  const { namespace } = world;
  const swept = await sweep({ ...world, registration: { namespace, timeZone: 'Asia/Seoul' } }, '0 s');
  await world.relay();
  return swept;
}

describe('one sweep', () => {
  test('does nothing where record and Temporal agree', async () => {
    await waitFor('Temporal to list the run', async () => (await differences(world)).notRunning.length === 0);
    expect(await sweepOnce()).toEqual({ started: 0, poked: 0, ended: 0, digests: 0 });
  });

  test('starts a run that Temporal has lost, also when its signal was lost with it', async () => {
    await world.handle(run.workflow_id).terminate('lost');
    await answer(world, await asked('goals.draft'));
    await forget();
    await waitFor('Temporal to list it no more', async () => (await differences(world)).notRunning.length === 1);
    expect(await sweepOnce()).toMatchObject({ started: 1 });
    await asked('goals.agree');
  });

  test('pokes a run whose signal was lost', async () => {
    await answer(world, await asked('goals.agree'));
    await forget();
    expect((await differences(world)).idle).toEqual([run.id]);
    expect(await sweepOnce()).toMatchObject({ poked: 1 });
    await asked('goals.confirm');
  });

  test('row-24a: writes nothing anew for a run whose start Temporal refuses, until somebody has it tried again', async () => {
    const refused = await world.db
      .insertInto('process_run')
      .values({
        cycle_id: world.cycleId,
        phase: 'x'.repeat(1_100), // longer than an id of Temporal's may be
        workflow_type: 'goalSettingWorkflow',
        look_at: '2026-01-01T00:00:00Z',
      })
      .returning(['id', 'workflow_id'])
      .executeTakeFirstOrThrow();
    const rows = async () =>
      (await world.db.selectFrom('outbox').select('dead_why').where('workflow_id', '=', refused.workflow_id).execute()).map(
        ({ dead_why }) => dead_why,
      );
    await sweepOnce();
    expect(new Set(await rows())).toEqual(new Set(['refused-by-temporal']));
    const before = (await rows()).length;
    await sweepOnce();
    await sweepOnce();
    expect(await rows()).toHaveLength(before);
    await retryRun(world.db, { runId: refused.id });
    expect(await rows()).toContain(null);
    await sql`delete from outbox where workflow_id = ${refused.workflow_id}`.execute(world.db);
    await sql`delete from process_run where id = ${refused.id}`.execute(world.db);
    world.failures.splice(0);
  });

  test('ends a run that is over in the record and still runs in Temporal', async () => {
    await inTransaction(world.db, (trx) => endRuns(trx, { runIds: [run.id], state: 'void', outcome: 'withdrawn' }));
    await forget();
    expect(await status()).toBe('RUNNING');
    expect(await sweepOnce()).toMatchObject({ ended: 1 });
    await waitFor('its end', async () => (await status()) === 'COMPLETED');
  });

  test('row-17: launches whoever a launch of newcomers that was broken off left without a run', async () => {
    const live = () => world.db.selectFrom('process_run').select('id').where('state', '=', 'open').execute();
    for (const { id } of await live())
      await inTransaction(world.db, (trx) => endRuns(trx, { runIds: [id], state: 'void', outcome: 'rewound' }));
    expect(await live()).toEqual([]);
    await sweepOnce();
    expect(await live()).toHaveLength(1);
    await asked('goals.draft');
  });
});
