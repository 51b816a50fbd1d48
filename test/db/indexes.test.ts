import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCycle } from '../../commands/create-cycle.ts';
import { openTask } from '../../commands/open-task.ts';
import { claimMails } from '../../db/mail-ledger.ts';
import { isRatedIn } from '../../db/own-case.ts';
import { mailsOf } from '../../db/reading/board-people.ts';
import { listEmployees } from '../../db/reading/employees.ts';
import { resultVersions } from '../../db/reading/results.ts';
import { findRun } from '../../db/reading/runs.ts';
import { claimOutbox } from '../../db/relay.ts';
import { blocksRead } from '../support/blocks-read.ts';
import { playToResults } from '../support/play-phase.ts';
import { type CycleRecord, createRecord } from '../support/record.ts';

const MANY = 60_000;
/** More than any of these looks at when it goes by an index, and far less than the blocks of the table. */
const FEW_BLOCKS = 400;

let record: CycleRecord;
beforeAll(async () => {
  record = await createRecord({ people: 2, live: true });
});
afterAll(() => record.drop());

/** Vacuumed too: blocks of rows that a test before has deleted are read until somebody does, at a time of its own otherwise. */
const analyze = () => sql`vacuum analyze`.execute(record.db);
const blocks = (work: () => Promise<unknown>) => blocksRead(record.db, work);

const claim = (lane: 'first' | 'again') => () => claimMails(record.db, { lane, limit: 8, notTo: [], leaseSeconds: 60 });

test('row-39: looking for mails reads what is due, and nothing of the thousands that wait for the morning or were tried a moment ago', async () => {
  const waiting = (attempts: number) => sql`
    insert into notification (key, cycle_id, employee_id, mail_kind, urgency, send_at, try_at, attempts)
    select ${`waits/${attempts}/`} || n, ${record.cycleId}, ${record.id('P1')}, 'digest', 5,
           now() + interval '9 hours' * ${attempts === 0 ? 1 : -1},
           now() + interval '1 hour' * ${attempts === 0 ? 0 : 1}, ${attempts}
      from generate_series(1, ${MANY}) n`;
  await waiting(0).execute(record.db);
  await waiting(3).execute(record.db);
  await analyze();
  expect(await blocks(claim('first'))).toBeLessThan(FEW_BLOCKS);
  expect(await blocks(claim('again'))).toBeLessThan(FEW_BLOCKS);
});

test('row-39: when the thousands are due, the first of them are found as fast, urgent ones first', async () => {
  await sql`update notification set send_at = now() - interval '1 minute' where attempts = 0`.execute(record.db);
  await sql`
    insert into notification (key, employee_id, mail_kind, urgency, send_at)
    values ('urgent', ${record.id('P2')}, 'sign-in', 1, now())`.execute(record.db);
  await sql`vacuum analyze notification`.execute(record.db);
  expect(await blocks(claim('first'))).toBeLessThan(FEW_BLOCKS);
  await sql`update notification set state = 'queued', attempts = 0, try_at = now() where state = 'sending'`.execute(record.db);
  const taken = await claim('first')();
  expect(taken).toHaveLength(8);
  const urgent = await record.db.selectFrom('notification').select('state').where('key', '=', 'urgent').executeTakeFirst();
  expect(urgent).toEqual({ state: 'sending' });
});

test('row-39: looking for messages to Temporal reads none of those that were tried a moment ago', async () => {
  await sql`
    insert into outbox (workflow_type, workflow_id, input, try_at, attempts)
    select 'selfAssessmentWorkflow', 'w' || n, '{}', now() + interval '1 minute', 1 from generate_series(1, ${MANY}) n`.execute(
    record.db,
  );
  await analyze();
  expect(await blocks(() => claimOutbox(record.db, { limit: 32, below: 9 }))).toBeLessThan(FEW_BLOCKS);
});

test('row-39: messages that are due are taken people’s own first, also where they were tried before', async () => {
  await sql`delete from outbox`.execute(record.db);
  await sql`
    insert into outbox (urgency, workflow_type, workflow_id, input, attempts, try_at)
    values (5, 'selfAssessmentWorkflow', 'bulk', '{}', 0, now()),
    (2, 'selfAssessmentWorkflow', 'again', '{}', 2, now()),
           (1, 'selfAssessmentWorkflow', 'own', '{}', 0, now()), (1, 'selfAssessmentWorkflow', 'later', '{}', 1,
                                                                  now() + interval '1 hour')`.execute(record.db);
  const claimed = await claimOutbox(record.db, { limit: 2, below: 9 });
  expect(claimed.map((row) => row.workflow_id)).toEqual(['own', 'again']);
  expect((await claimOutbox(record.db, { limit: 2, below: 9 })).map((row) => row.workflow_id)).toEqual(['bulk']);
});

test('row-39: what belongs to one task, and a page of people, is found by an index', async () => {
  await record.launch('goal-setting');
  const run = await record.db
    .selectFrom('process_run')
    .select('id')
    .where('evaluation_id', 'is not', null)
    .executeTakeFirstOrThrow();
  await openTask(record.db, { processRunId: run.id, kind: 'goals.draft', round: 1, seat: 1 });
  await sql`
    insert into employee (employee_no, name, email, unit_id)
    select 'N' || n, 'Name ' || n, 'n' || n || '@city.example', (select min(id) from unit)
      from generate_series(1, ${MANY}) n`.execute(record.db);
  await analyze();
  expect(await blocks(() => findRun(record.db, run.id))).toBeLessThan(FEW_BLOCKS);
  expect(await blocks(() => listEmployees(record.db, { limit: 20 }))).toBeLessThan(FEW_BLOCKS);
  const after = { sort: 'Name 5', id: '0' };
  expect(await blocks(() => listEmployees(record.db, { limit: 20, after }))).toBeLessThan(FEW_BLOCKS);
});

test('row-40: whether somebody is rated in a group of four thousand, by any account of theirs, is found by their accounts', async () => {
  const { rows } = await sql<{ id: string }>`
    insert into rating_group (cycle_id, name) values (${record.cycleId}, 'Four thousand') returning id`.execute(record.db);
  const groupId = sql`${rows[0]?.id}::bigint`;
  await sql`
    insert into evaluation (cycle_id, employee_id, unit_id, rating_group_id, name, unit_name, enrolled_at)
    select ${record.cycleId}, e.id, e.unit_id, ${groupId}, e.name, 'Unit', now()
      from employee e where e.employee_no like 'N%' order by e.id limit 4000`.execute(record.db);
  await sql`
    update employee e set proven_email = 'before-' || e.email
      from evaluation v where v.employee_id = e.id and v.rating_group_id = ${groupId}`.execute(record.db);
  await analyze();
  const isRated = async (no: string) => {
    const who = sql`${record.id(no)}::bigint`;
    const { rows: answers } = await sql<{ rated: boolean }>`
      select ${isRatedIn(sql`g.id`, who)} rated from rating_group g where g.id = ${groupId}`.execute(record.db);
    return answers[0]?.rated;
  };
  expect(await isRated('P1')).toBe(false);
  expect(await blocks(() => isRated('P1'))).toBeLessThan(FEW_BLOCKS);
  await sql`update employee set proven_email = 'before-n7@city.example' where employee_no = 'P1'`.execute(record.db);
  expect(await isRated('P1')).toBe(true);
});

test('row-39: the mails of one cycle are found among those of another', async () => {
  const { id: cycleId } = await createCycle(record.db, {
    name: 'other',
    year: 2027,
    packName: 'kr-local-grade5',
    committee: { chair: 'C1', members: ['V1', 'H1'] },
  });
  await sql`
    insert into notification (key, cycle_id, employee_id, mail_kind, send_at)
    select 'other/' || n, ${cycleId}, ${record.id('P1')}, 'digest', now() from generate_series(1, 3) n`.execute(record.db);
  await sql`
    insert into notification (key, cycle_id, employee_id, mail_kind, send_at)
    select 'later/' || n, ${record.cycleId}, ${record.id('P1')}, 'digest', now() from generate_series(1, ${MANY}) n`.execute(
    record.db,
  );
  await sql`vacuum analyze notification`.execute(record.db);
  const mails = () => mailsOf(record.db, { cycleId, heldBack: [], state: 'queued', limit: 20 });
  expect(await mails()).toHaveLength(3);
  expect(await blocks(mails)).toBeLessThan(FEW_BLOCKS);
});

test('row-39: the answer to one result is found among those to all others', async () => {
  const other = await createRecord({ people: 1 });
  try {
    await playToResults(other);
    await sql`update cycle set published_at = cycle_now(id)`.execute(other.db);
    const { evaluation_id: evaluationId } = await other.db.selectFrom('result').select('evaluation_id').executeTakeFirstOrThrow();
    await other.db.transaction().execute(async (trx) => {
      // Of results that need not be there.
      await sql`set local session_replication_role = replica`.execute(trx);
      await sql`
        insert into acknowledgement (task_id, result_id, answer, at)
        select 1000000 + n, 1000000 + n, 'confirmed', now() from generate_series(1, ${MANY}) n`.execute(trx);
    });
    await sql`vacuum analyze acknowledgement`.execute(other.db);
    const versions = () => resultVersions(other.db, evaluationId);
    expect(await versions()).toHaveLength(1);
    expect(await blocksRead(other.db, versions)).toBeLessThan(FEW_BLOCKS);
  } finally {
    await other.drop();
  }
});
