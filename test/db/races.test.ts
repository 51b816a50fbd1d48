import { sql } from 'kysely';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { closeTask } from '../../commands/close-task.ts';
import { lookAtTask } from '../../commands/look-at-task.ts';
import { lookAtWait } from '../../commands/look-at-wait.ts';
import { openTask } from '../../commands/open-task.ts';
import { enrol } from '../../db/enrolment.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { endRuns } from '../../db/runs.ts';
import { fill, openTasks } from '../support/answers.ts';
import { whileInFlight } from '../support/in-flight.ts';
import { order } from '../support/order.ts';
import { type CycleRecord, createRecord } from '../support/record.ts';
import { waitFor } from '../support/wait-for.ts';

const records: CycleRecord[] = [];
let record: CycleRecord;
beforeEach(async () => {
  record = await createRecord({ people: 2 });
  records.push(record);
});
afterAll(async () => void (await Promise.all(records.map((one) => one.drop()))));

async function runOf(phase: string): Promise<string> {
  await record.launch(phase);
  const run = await record.db
    .selectFrom('process_run')
    .select('id')
    .where('phase', '=', phase)
    .orderBy('id')
    .executeTakeFirstOrThrow();
  return run.id;
}
const draft = (processRunId: string) => ({ processRunId, kind: 'goals.draft', round: 1, seat: 1 });
const taskOf = (taskId: string) => record.db.selectFrom('task').selectAll().where('id', '=', taskId).executeTakeFirstOrThrow();

describe('a task', () => {
  test('is closed by one of fifty who close it at once', async () => {
    const { taskId } = await openTask(record.db, draft(await runOf('goal-setting')));
    const version = await fill(record, { id: taskId, kind: 'goals.draft' });
    const closing = Array.from({ length: 50 }, (_, i) => {
      const outcome = i % 2 === 0 ? 'done' : 'returned';
      return closeTask(record.db, { taskId, actorId: record.id('P1'), outcome, version });
    });
    const settled = await Promise.allSettled(closing);
    const answers = new Set(settled.flatMap((one) => (one.status === 'fulfilled' ? [JSON.stringify(one.value)] : [])));
    const refusals = new Set(
      settled.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code: string }).code] : [])),
    );
    expect(answers.size).toBe(1);
    expect([...refusals].every((code) => ['task-closed', 'answer-does-not-fit'].includes(code))).toBe(true);
    const { rows } = await sql<{ what: string; n: string }>`
      select 'submissions' what, count(*) n
        from submission
      union all
      select 'events', count(*)
        from audit_event
       where what = 'task.closed'
      union all
      select 'signatures', count(*)
        from signature
      union all
      select 'signals', count(*)
        from outbox
       where signal is not null`.execute(record.db);
    expect(rows.map(({ what, n }) => `${what} ${n}`)).toEqual(['submissions 1', 'events 1', 'signatures 1', 'signals 1']);
  });

  test('is decided once when half of fifty agree and half return', async () => {
    const processRunId = await runOf('goal-setting');
    const { taskId } = await openTask(record.db, { ...draft(processRunId), kind: 'goals.agree' });
    await sql`update task_draft set content = '{"reason": "이유"}'`.execute(record.db);
    const actorId = record.id('H1');
    const settled = await Promise.allSettled(
      Array.from({ length: 50 }, (_, i) =>
        closeTask(record.db, { taskId, actorId, outcome: i % 2 === 0 ? 'done' : 'returned', version: 0 }),
      ),
    );
    const won = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value.outcome] : []));
    expect(won).toHaveLength(25);
    expect(new Set(won).size).toBe(1);
    expect((await taskOf(taskId)).outcome).toBe(won[0]);
  });

  test('is opened once by two runs of one process that ask at once', async () => {
    const key = draft(await runOf('goal-setting'));
    let first: unknown;
    const second = await whileInFlight(
      record.db,
      async (trx) => (first = await openTask(trx, key)),
      () => openTask(record.db, key),
    );
    expect(second).toEqual(first);
    expect(await openTasks(record)).toHaveLength(1);
  });

  test('does not expire when it is extended while the look waits', async () => {
    const processRunId = await runOf('self-assessment');
    const { taskId } = await openTask(record.db, { ...draft(processRunId), kind: 'self-assessment.write' });
    await sql`update task set accepted_until = cycle_now(${record.cycleId}) where id = ${taskId}`.execute(record.db);
    const extend = sql`
      update task set accepted_until = cycle_now(${record.cycleId}) + interval '1 d' where id = ${taskId}`;
    const looked = await whileInFlight(
      record.db,
      async (trx) => {
        await sql`select from process_run where id = ${processRunId} for no key update`.execute(trx);
        await extend.execute(trx);
      },
      () => lookAtTask(record.db, { taskId }),
    );
    expect(looked).toEqual({ taskId, lookInMs: 1_000 });
    expect((await taskOf(taskId)).state).toBe('open');
  });

  test('does not expire when its run is paused while the look waits', async () => {
    const processRunId = await runOf('self-assessment');
    const { taskId } = await openTask(record.db, { ...draft(processRunId), kind: 'self-assessment.write' });
    await sql`update task set accepted_until = cycle_now(${record.cycleId}) where id = ${taskId}`.execute(record.db);
    const looked = await whileInFlight(
      record.db,
      (trx) => sql`update process_run set paused_at = cycle_now(cycle_id) where id = ${processRunId}`.execute(trx),
      () => lookAtTask(record.db, { taskId }),
    );
    expect(looked.outcome).toBeUndefined();
    expect((await taskOf(taskId)).state).toBe('open');
  });

  test('is void also when it was opened while its run was being ended', async () => {
    const processRunId = await runOf('goal-setting');
    await whileInFlight(
      record.db,
      (trx) => openTask(trx, draft(processRunId)),
      () => inTransaction(record.db, (trx) => endRuns(trx, { runIds: [processRunId], state: 'void', outcome: 'withdrawn' })),
    );
    const tasks = await record.db.selectFrom('task').select(['state', 'outcome']).execute();
    expect(tasks).toEqual([{ state: 'closed', outcome: 'void' }]);
  });

  test('goes to the substitute who was named while it was being opened', async () => {
    const processRunId = await runOf('goal-setting');
    const substitute = record.id('C1');
    const { taskId } = await whileInFlight(
      record.db,
      async (trx) => {
        await sql`update evaluation set rater_id = ${substitute}`.execute(trx);
        await sql`select from process_run where id = ${processRunId} for no key update`.execute(trx);
      },
      () => openTask(record.db, { ...draft(processRunId), kind: 'goals.agree' }),
    );
    expect((await taskOf(taskId)).assignee_id).toBe(substitute);
  });

  test('goes to the substitute also when it was being opened while the substitute was named', async () => {
    const processRunId = await runOf('goal-setting');
    const evaluations = await record.db.selectFrom('evaluation').select('id').execute();
    const { rows } = await sql<{ id: string }>`
      insert into employee (employee_no, name, email, unit_id, hired_on)
      select 'C2', 'Chair Two', 'c2@city.example', unit_id, hired_on from employee where employee_no = 'C1'
      returning id`.execute(record.db);
    await whileInFlight(
      record.db,
      (trx) => openTask(trx, { ...draft(processRunId), kind: 'goals.agree' }),
      () =>
        order(record, {
          command: 'reassign',
          selection: { evaluationIds: evaluations.map(({ id }) => id) },
          arguments: { as: 'rater', employeeNo: 'C2' },
        }),
    );
    expect(await record.db.selectFrom('task').select('assignee_id').execute()).toEqual([{ assignee_id: rows[0]?.id }]);
  });

  test('stays whose it was when it is closed while a substitute is named', async () => {
    const { taskId } = await openTask(record.db, { ...draft(await runOf('goal-setting')), kind: 'goals.agree' });
    const actorId = (await taskOf(taskId)).assignee_id ?? '';
    await sql`
      insert into employee (employee_no, name, email, unit_id)
      select 'H2', 'Head Two', 'h2@city.example', unit_id from employee where employee_no = 'H1'`.execute(record.db);
    await whileInFlight(
      record.db,
      (trx) => closeTask(trx, { taskId, actorId, outcome: 'done', version: 0 }),
      () => order(record, { command: 'reassign', selection: { taskIds: [taskId] }, arguments: { as: 'task', employeeNo: 'H2' } }),
    );
    expect(await taskOf(taskId)).toMatchObject({ assignee_id: actorId, state: 'closed' });
    const told = await record.db.selectFrom('notification').select('id').where('mail_kind', '=', 'task.assigned').execute();
    expect(told).toEqual([]);
  });
});

describe('a group', () => {
  const lockWaits = sql`
    select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  async function waiting(): Promise<string> {
    await record.launch('manager-evaluation');
    const processRunId = await runOf('calibration');
    const runs = await record.db.selectFrom('process_run').select('id').where('phase', '=', 'manager-evaluation').execute();
    for (const { id } of runs) await openTask(record.db, { processRunId: id, kind: 'rating.write', round: 1, seat: 1 });
    await inTransaction(record.db, (trx) => endRuns(trx, { runIds: runs.map(({ id }) => id), state: 'done', outcome: 'rated' }));
    return processRunId;
  }
  const newcomer = sql`
    insert into employee (employee_no, name, email, unit_id, grade, rater_id, reviewer_id)
    select 'L1', 'Late One', 'l1@city.example', unit_id, grade, rater_id, reviewer_id
      from employee
     where employee_no = 'P1'`;
  const quotaFrom = 4;

  test('is not complete without a newcomer who is being enrolled', async () => {
    const processRunId = await waiting();
    await newcomer.execute(record.db);
    const looked = await whileInFlight(
      record.db,
      (trx) => enrol(trx, { cycleId: record.cycleId, quotaFrom }),
      () => lookAtWait(record.db, { processRunId, wait: 'group-complete' }),
    );
    expect(looked.over).toBe(false);
  });

  test('row-24a: that an import names while people are being enrolled leaves nobody of them out', async () => {
    await newcomer.execute(record.db);
    await sql`update employee set group_name = 'Before' where employee_no = 'L1'`.execute(record.db);
    const held = sql`insert into rating_group (cycle_id, name) values (${record.cycleId}, 'Before')`;
    let enrolled: Promise<unknown> | undefined;
    await inTransaction(record.db, async (trx) => {
      await held.execute(trx);
      enrolled = inTransaction(record.db, (other) => enrol(other, { cycleId: record.cycleId, quotaFrom }));
      enrolled.catch(() => undefined); // told below, when it is awaited
      await waitFor('the enrolment to wait', async () => (await lockWaits.execute(record.db)).rows.length > 0);
      await sql`update employee set group_name = 'After' where employee_no = 'L1'`.execute(record.db);
      await sql`delete from rating_group where name = 'Before'`.execute(trx);
    });
    expect(await enrolled).toEqual({ enrolled: 1, tooLate: 0 });
    const groups = await record.db
      .selectFrom('evaluation as e')
      .innerJoin('rating_group as g', 'g.id', 'e.rating_group_id')
      .select('g.name')
      .where('e.employee_id', '=', record.db.selectFrom('employee').select('id').where('employee_no', '=', 'L1'))
      .execute();
    expect(groups).toEqual([{ name: 'Before' }]);
  });

  test('that is being locked takes nobody in', async () => {
    const processRunId = await waiting();
    await newcomer.execute(record.db);
    const enrolled = await whileInFlight(
      record.db,
      (trx) => lookAtWait(trx, { processRunId, wait: 'group-complete' }),
      () => inTransaction(record.db, (trx) => enrol(trx, { cycleId: record.cycleId, quotaFrom })),
    );
    expect(enrolled).toEqual({ enrolled: 0, tooLate: 1 });
    const late = await record.db
      .selectFrom('evaluation')
      .select(['state', 'reason'])
      .where('employee_id', '=', record.db.selectFrom('employee').select('id').where('employee_no', '=', 'L1'))
      .execute();
    expect(late).toEqual([{ state: 'excluded', reason: 'group-locked' }]);
  });

  test('falls to zero once when fifty end at once, and wakes its calibration once', async () => {
    const many = await createRecord({ people: 50 });
    records.push(many);
    await many.launch('manager-evaluation');
    await many.launch('calibration');
    const runs = await many.db.selectFrom('process_run').select('id').where('phase', '=', 'manager-evaluation').execute();
    const end = ({ id }: { id: string }) =>
      inTransaction(many.db, (trx) => endRuns(trx, { runIds: [id], state: 'done', outcome: 'rated' }));
    await Promise.all([...runs, ...runs].map(end));
    const group = await many.db.selectFrom('rating_group').select('open_members').execute();
    expect(group).toEqual([{ open_members: 0 }]);
    const pokes = await many.db
      .selectFrom('outbox')
      .select('id')
      .where('workflow_type', '=', 'calibrationWorkflow')
      .where('signal', 'is not', null)
      .execute();
    expect(pokes).toHaveLength(1);
  });

  test('that is being locked lets no rating be taken back', async () => {
    const processRunId = await waiting();
    const rewound = whileInFlight(
      record.db,
      (trx) => lookAtWait(trx, { processRunId, wait: 'group-complete' }),
      () =>
        order(record, {
          command: 'rewind',
          selection: { phase: 'manager-evaluation' },
          arguments: { toKind: 'rating.write' },
        }),
    );
    await expect(rewound).rejects.toMatchObject({ code: 'group-locked' });
    const group = await record.db.selectFrom('rating_group').select('open_members').execute();
    expect(group).toEqual([{ open_members: 0 }]);
  });
});
