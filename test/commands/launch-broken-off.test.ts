import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RUN_CHECKS } from '../../cli/invariants/runs.ts';
import type { Scene } from '../../cli/invariants/scene.ts';
import { launchNextPhase } from '../../commands/launch-phase.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { launchPage } from '../../db/runs.ts';
import { whileInFlight } from '../support/in-flight.ts';
import { order } from '../support/order.ts';
import { playPhase, playToResults } from '../support/play-phase.ts';
import { type CycleRecord, createRecord } from '../support/record.ts';
import { waitFor } from '../support/wait-for.ts';

const PEOPLE = 4;
let record: CycleRecord;
let processRunId: string;
beforeEach(async () => {
  record = await createRecord({ people: PEOPLE });
  const run = await record.db
    .insertInto('process_run')
    .values({ cycle_id: record.cycleId, phase: 'cycle', workflow_type: 'cycleWorkflow' })
    .returning('id')
    .executeTakeFirstOrThrow();
  processRunId = run.id;
});
afterEach(() => record.drop());

const runsOf = (phase: string) =>
  record.db.selectFrom('process_run').select(['outcome', 'reason']).where('phase', '=', phase).execute();
const launchedAt = async (phase: string) =>
  (await record.db.selectFrom('phase_window').select('launched_at').where('phase', '=', phase).executeTakeFirstOrThrow())
    .launched_at;
const brokenRules = async (): Promise<readonly string[]> => {
  const broken: string[] = [];
  for (const { name, check } of RUN_CHECKS) if ((await check(record as unknown as Scene)).length > 0) broken.push(name);
  return broken;
};
const HAS_A_RUN = 'everybody enrolled has exactly one live run per launched phase or a reason that was true then';

/** The connection of whoever launches ends when it has begun, before anybody of the page has a run. */
async function breakOff(): Promise<void> {
  await inTransaction(record.db, async (trx) => {
    await sql`select from evaluation for update`.execute(trx);
    const launched = expect(launchNextPhase(record.db, { processRunId })).rejects.toThrow();
    const waits = sql`
      select pg_terminate_backend(pid)
        from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock'`;
    await waitFor('the launch to wait', async () => (await waits.execute(record.db)).rows.length > 0);
    await launched;
  });
}

describe('a launch that is broken off', () => {
  test('row-9: is gone on with by the next try, and the phase counts as launched only then', async () => {
    await breakOff();
    expect(await launchedAt('goal-setting')).toBeNull();
    await launchNextPhase(record.db, { processRunId });
    expect(await runsOf('goal-setting')).toHaveLength(PEOPLE);
    expect(await launchedAt('goal-setting')).toBe('2026-01-19T00:00:00.000Z');
  });

  test('row-9: is not told as launched while the window passes, and nobody is skipped for it', async () => {
    await breakOff();
    await record.db.updateTable('phase_window').set({ newcomer_days: null }).where('phase', '=', 'goal-setting').execute();
    await record.setClock('2026-05-01T00:00:00.000Z');
    await launchNextPhase(record.db, { processRunId });
    expect(await runsOf('goal-setting')).toEqual(Array(PEOPLE).fill({ outcome: null, reason: null }));
    expect(await brokenRules()).not.toContain(HAS_A_RUN);
  });

  test('row-9: a page that another launch has taken first is not taken for the last one', async () => {
    const page = { cycleId: record.cycleId, phase: 'goal-setting', pageSize: 2 };
    const second = await whileInFlight(
      record.db,
      (trx) => launchPage(trx, page),
      () => inTransaction(record.db, (trx) => launchPage(trx, page)),
    );
    expect(second).toEqual({ missing: 2, started: 0 });
  });

  test('row-9: takes in whoever is enrolled at its last moment', async () => {
    await sql`
      insert into employee (employee_no, name, email, unit_id, grade, rater_id, reviewer_id)
      select 'L1', 'Late One', 'l1@city.example', unit_id, grade, rater_id, reviewer_id from employee
       where employee_no = 'P1'`.execute(record.db);
    await whileInFlight(
      record.db,
      (trx) => order({ ...record, db: trx }, { command: 'launch-missing' }),
      () => launchNextPhase(record.db, { processRunId }),
    );
    expect(await runsOf('goal-setting')).toHaveLength(PEOPLE + 1);
    expect(await brokenRules()).not.toContain(HAS_A_RUN);
  });
});

describe('who was lost in a launch', () => {
  test('row-9: gets the result’s notice also when HR launches who is missing after the publication', async () => {
    for (const phase of ['midterm-coaching', 'self-assessment'] as const) {
      await record.launch(phase);
      await sql`update process_run set state = 'done', outcome = 'done' where phase = ${phase}`.execute(record.db);
    }
    await playToResults(record);
    await sql`update cycle set published_at = cycle_now(id)`.execute(record.db);
    await sql`update phase_window set launched_at = cycle_now(cycle_id) where phase = 'result-notice'`.execute(record.db);
    await order(record, { command: 'launch-missing' });
    expect(await runsOf('result-notice')).toHaveLength(PEOPLE);
    await playPhase(record, 'result-notice');
    await expect(order(record, { command: 'launch-missing' })).rejects.toMatchObject({ code: 'launch-blocked' });
  });

  test('row-9: is found by the invariant also when they were skipped for a window that was open to them', async () => {
    await record.launch('midterm-coaching');
    expect(await brokenRules()).not.toContain(HAS_A_RUN);
    await sql`
      update process_run
         set state = 'done', outcome = 'skipped', reason = 'window-over'
       where phase = 'midterm-coaching'`.execute(record.db);
    expect(await brokenRules()).toContain(HAS_A_RUN);
  });
});

test('row-17: whoever is launched later is launched in pages of their own, and holds up no other command of the cycle', async () => {
  await record.launch('goal-setting');
  await sql`update process_run set state = 'void' where evaluation_id is not null`.execute(record.db);
  const launched = await inTransaction(record.db, async (trx) => {
    await sql`select from evaluation for no key update`.execute(trx);
    const launching = order(record, { command: 'launch-missing' });
    await waitFor('the launch to wait', async () => {
      const { rows } = await sql`
        select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(record.db);
      return rows.length > 0;
    });
    await sql`select from cycle for no key update nowait`.execute(record.db);
    return { launching };
  });
  await launched.launching;
  const runs = await record.db.selectFrom('process_run').select('id').where('state', '=', 'open').execute();
  expect(runs).toHaveLength(PEOPLE + 1);
});
