import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { proposeSeats } from '../../commands/propose-seats.ts';
import { publishCycle } from '../../commands/publish-cycle.ts';
import { whileInFlight } from '../support/in-flight.ts';
import { order } from '../support/order.ts';
import { playToResults } from '../support/play-phase.ts';
import { type CycleRecord, createRecord } from '../support/record.ts';

let record: CycleRecord;
let processRunId: string;
beforeEach(async () => {
  record = await createRecord({ people: 1 });
  const run = await record.db
    .insertInto('process_run')
    .values({ cycle_id: record.cycleId, phase: 'cycle', workflow_type: 'cycleWorkflow' })
    .returning('id')
    .executeTakeFirstOrThrow();
  processRunId = run.id;
  await playToResults(record);
});
afterEach(() => record.drop());

const publishedAt = async () =>
  (await record.db.selectFrom('cycle').select('published_at').executeTakeFirstOrThrow()).published_at;

test('row-6: a publication that waited for an enrolment counts who was enrolled', async () => {
  await order(record, { command: 'publish', arguments: { inMinutes: 0 } });
  await sql`
    insert into employee (employee_no, name, email, unit_id, grade, rater_id, reviewer_id, group_name)
    select 'L1', 'Late One', 'l1@city.example', unit_id, grade, rater_id, reviewer_id, 'Late' from employee
     where employee_no = 'P1'`.execute(record.db);
  const answered = await whileInFlight(
    record.db,
    (trx) => order({ ...record, db: trx }, { command: 'launch-missing' }),
    () => publishCycle(record.db, { processRunId }),
  );
  expect(answered).toEqual({ published: false });
  expect(await publishedAt()).toBeNull();
});

test('row-24a: a publication that waited for a late lock bears the instant at which it came, not the planned one', async () => {
  await order(record, { command: 'publish', arguments: { inMinutes: 0 } });
  const late = '2026-01-19T03:00:00.000Z';
  await sql`update result set decided_at = ${late}`.execute(record.db);
  await record.setClock(late);
  expect(await publishCycle(record.db, { processRunId })).toEqual({ published: true });
  expect(await publishedAt()).toBe(late);
});

test('row-6: seats that are proposed by two runs of one process at once are proposed once', async () => {
  const run = await record.db.selectFrom('process_run').select('id').where('phase', '=', 'calibration').executeTakeFirstOrThrow();
  await sql`delete from result`.execute(record.db);
  await sql`delete from calibration_place`.execute(record.db);
  await sql`delete from calibration_session`.execute(record.db);
  await sql`update process_run set state = 'open' where id = ${run.id}`.execute(record.db);
  await whileInFlight(
    record.db,
    (trx) => proposeSeats(trx, { processRunId: run.id }),
    () => proposeSeats(record.db, { processRunId: run.id }),
  );
  expect(await record.db.selectFrom('calibration_place').select('place').execute()).toHaveLength(1);
});
