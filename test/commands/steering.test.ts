import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { advanceRehearsalClock } from '../../commands/advance-rehearsal-clock.ts';
import { closeTask } from '../../commands/close-task.ts';
import { failProcess } from '../../commands/finish-process.ts';
import { launchPhase } from '../../commands/launch-phase.ts';
import { lookAtTask } from '../../commands/look-at-task.ts';
import { mendEmail } from '../../commands/mend-email.ts';
import { openTask } from '../../commands/open-task.ts';
import { previewCommand, requestCommand } from '../../commands/run-request.ts';
import { saveDraft } from '../../commands/save-draft.ts';
import type { Selection } from '../../contracts/commands.ts';
import { asHr1, evaluationOf, launchedCity, opened, order, runOf, STAFF, type SmallCity, leaves } from './small-city.ts';

let city: SmallCity;
beforeEach(async () => {
  city = await launchedCity();
});
afterEach(() => city.drop());

const moveTo = (to: string) => advanceRehearsalClock(city.db, { rehearsalId: city.rehearsalId, to });
const task = (id: string) => city.db.selectFrom('task').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const mails = () =>
  city.db.selectFrom('notification').select(['mail_kind', 'employee_id', 'send_at', 'key']).orderBy('id').execute();
const pokes = async () =>
  (await city.db.selectFrom('outbox').select('workflow_id').where('signal', 'is not', null).orderBy('id').execute()).map(
    (row) => row.workflow_id,
  );
const of = async (...employeeNos: string[]): Promise<Selection> => ({
  evaluationIds: await Promise.all(employeeNos.map((no) => evaluationOf(city, no))),
});
const events = (what: string) =>
  city.db.selectFrom('audit_event').select(['subject', 'actor']).where('what', '=', what).orderBy('id').execute();

describe('extend-tasks', () => {
  test('moves the deadline of whoever has the task open and wakes nobody', async () => {
    const { id } = await opened(city, 'S1', { kind: 'goals.draft' });
    const { outcome } = await order(city, {
      command: 'extend-tasks',
      selection: await of('S1'),
      arguments: { dueOn: '2026-02-10' },
    });
    expect(outcome).toEqual({ tasks: 1, poked: 0, mails: 1 });
    expect(await task(id)).toMatchObject({ due_at: '2026-02-10T09:00:00.000Z', accepted_until: 'infinity' });
    expect(await pokes()).toEqual([]);
    expect(await mails()).toContainEqual(
      expect.objectContaining({ mail_kind: 'due.changed', employee_id: city.ids['S1'], send_at: '2026-01-19T00:10:00.000Z' }),
    );
    expect(await events('task.due-changed')).toEqual([{ subject: id, actor: city.ids['HR1'] }]);
  });

  test('keeps what is written so far', async () => {
    const { id } = await opened(city, 'S1', { kind: 'goals.draft' });
    const draft = () => city.db.selectFrom('task_draft').selectAll().where('task_id', '=', id).executeTakeFirstOrThrow();
    await saveDraft(city.db, { taskId: id, actorId: city.ids['S1'] ?? '', version: 0, content: { goals: [] } });
    const before = await draft();
    await order(city, { command: 'extend-tasks', selection: await of('S1'), arguments: { dueOn: '2026-02-10' } });
    expect(before.content).toEqual({ goals: [] });
    expect(await draft()).toEqual(before);
  });

  test('counts working days, and the instant until which closing is accepted follows', async () => {
    await launchPhase(city.db, { cycleId: city.cycleId, phase: 'self-assessment' });
    const { id } = await opened(city, 'S1', { kind: 'self-assessment.write', phase: 'self-assessment' });
    await order(city, { command: 'extend-tasks', selection: { taskIds: [id] }, arguments: { workingDays: 2 } });
    // 30 December 2026 is a Wednesday, 1 January a holiday, then a weekend.
    expect(await task(id)).toMatchObject({ due_at: '2027-01-04T09:00:00.000Z', accepted_until: '2027-01-04T15:00:00.000Z' });
  });

  test('a shorter deadline pokes', async () => {
    await opened(city, 'S1', { kind: 'goals.draft' });
    await order(city, { command: 'extend-tasks', selection: await of('S1'), arguments: { dueOn: '2026-01-30' } });
    expect(await pokes()).toEqual([(await runOf(city, 'S1')).workflow_id]);
  });

  test('for a whole phase the people who come to the step later have the new day too', async () => {
    await opened(city, 'S1', { kind: 'goals.draft' });
    await order(city, {
      command: 'extend-tasks',
      selection: { phase: 'goal-setting', kind: 'goals.draft' },
      arguments: { dueOn: '2026-02-11' },
    });
    expect(await opened(city, 'S2', { kind: 'goals.draft' })).toMatchObject({ due_at: '2026-02-11T09:00:00.000Z' });
    expect(await opened(city, 'S2', { kind: 'goals.agree' })).toMatchObject({ due_at: '2026-02-13T09:00:00.000Z' });
  });

  test('says who had the deadline of the phase extended before; a shorter one is no extension', async () => {
    await opened(city, 'S1', { kind: 'goals.draft' });
    await opened(city, 'S2', { kind: 'goals.draft' });
    const extend = async (who: string, given: object) => ({
      command: 'extend-tasks',
      selection: await of(who),
      arguments: given,
    });
    const looks = async (given: object) =>
      (await previewCommand(city.db, asHr1(city, { ...(await extend('S1', given)), selection: await of('S1', 'S2') })))
        .pleaseLook;
    await order(city, await extend('S1', { dueOn: '2026-01-30' }));
    expect(await looks({ workingDays: 1 })).toEqual([]);
    await order(city, await extend('S1', { dueOn: '2026-02-09' }));
    const found = [{ code: 'extended-before', details: { evaluationIds: [await evaluationOf(city, 'S1')] } }];
    expect(await looks({ workingDays: 1 })).toEqual(found);
    expect(await looks({ dueOn: '2026-01-29' })).toEqual([]);
    // It is HR's to decide.
    expect((await order(city, await extend('S1', { workingDays: 1 }))).outcome).toMatchObject({ tasks: 1 });
  });

  test('refuses a day in the past, more than ten working days for staff, and both or neither way to say it', async () => {
    await opened(city, 'S1', { kind: 'goals.draft' });
    const ask = async (given: object) =>
      requestCommand(city.db, asHr1(city, { command: 'extend-tasks', selection: await of('S1'), arguments: given }));
    await expect(ask({ dueOn: '2026-01-16' })).rejects.toMatchObject({
      code: 'invalid-input',
      details: { reason: 'in-the-past' },
    });
    await expect(ask({ dueOn: '2026-03-02' })).rejects.toMatchObject({
      code: 'invalid-input',
      details: { reason: 'too-long', most: 10 },
    });
    await expect(ask({ workingDays: 11 })).rejects.toMatchObject({ code: 'invalid-input', details: { reason: 'too-long' } });
    await expect(ask({})).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(ask({ dueOn: '2026-02-10', workingDays: 1 })).rejects.toMatchObject({ code: 'invalid-input' });
  });
});

describe('pause and resume', () => {
  test('nothing is closed or expires while paused; deadlines move by the days of the pause to a working day', async () => {
    await launchPhase(city.db, { cycleId: city.cycleId, phase: 'midterm-coaching' });
    const { id } = await opened(city, 'S1', { kind: 'coaching.acknowledge', phase: 'midterm-coaching' });
    const selection = { ...(await of('S1')), phase: 'midterm-coaching' };
    await moveTo('2026-07-14T00:00:00.000Z');
    expect((await order(city, { command: 'pause', selection })).outcome).toEqual({ runs: 1 });
    await moveTo('2026-07-24T00:00:00.000Z');
    expect((await lookAtTask(city.db, { taskId: id })).outcome).toBeUndefined();
    const closing = closeTask(city.db, { taskId: id, actorId: city.ids['S1'] ?? '', outcome: 'done', version: 0 });
    await expect(closing).rejects.toMatchObject({ code: 'task-paused' });
    expect((await order(city, { command: 'resume', selection })).outcome).toEqual({ runs: 1, tasks: 1, mails: 1 });
    // 20 July and ten days: Thursday 30 July.
    expect(await task(id)).toMatchObject({
      due_at: '2026-07-30T09:00:00.000Z',
      accepted_until: '2026-07-30T15:00:00.000Z',
      state: 'open',
    });
    expect(await pokes()).toContain((await runOf(city, 'S1', 'midterm-coaching')).workflow_id);
    await expect(requestCommand(city.db, asHr1(city, { command: 'resume', selection }))).rejects.toMatchObject({
      code: 'nothing-selected',
    });
  });

  test('row-24a: a task that opens while its process is paused gains only what is left of the pause', async () => {
    await launchPhase(city.db, { cycleId: city.cycleId, phase: 'midterm-coaching' });
    const selection = { ...(await of('S1')), phase: 'midterm-coaching' };
    await moveTo('2026-07-14T00:00:00.000Z');
    await order(city, { command: 'pause', selection });
    await moveTo('2026-07-21T00:00:00.000Z');
    const { id } = await opened(city, 'S1', { kind: 'coaching.acknowledge', phase: 'midterm-coaching' });
    // Five working days from its opening.
    expect(await task(id)).toMatchObject({ due_at: '2026-07-28T09:00:00.000Z' });
    await moveTo('2026-07-24T00:00:00.000Z');
    await order(city, { command: 'resume', selection });
    // And the three days after it.
    expect(await task(id)).toMatchObject({ due_at: '2026-07-31T09:00:00.000Z' });
  });

  test('a statutory deadline stays', async () => {
    await city.db.updateTable('task_rule').set({ statutory: true }).where('kind', '=', 'goals.draft').execute();
    const { id, due_at } = await opened(city, 'S1', { kind: 'goals.draft' });
    await order(city, { command: 'pause', selection: await of('S1') });
    await moveTo('2026-01-26T00:00:00.000Z');
    await order(city, { command: 'resume', selection: await of('S1') });
    expect((await task(id)).due_at).toBe(due_at);
  });
});

describe('reassign', () => {
  test('gives evaluations and open tasks to another rater, whose form is as it opened first; the draft stays its writer’s', async () => {
    const { id } = await opened(city, 'S1', { kind: 'goals.agree' });
    await saveDraft(city.db, { taskId: id, actorId: city.ids['H1'] ?? '', version: 0, content: { reason: 'secret thought' } });
    const { outcome } = await order(city, {
      command: 'reassign',
      selection: await of('S1', 'S2'),
      arguments: { as: 'rater', employeeNo: 'H2' },
    });
    expect(outcome).toEqual({ evaluations: 2, tasks: 1, mails: 4 });
    expect(await task(id)).toMatchObject({ assignee_id: city.ids['H2'], state: 'open' });
    expect(
      await city.db.selectFrom('task_draft').select(['content', 'version']).where('task_id', '=', id).executeTakeFirst(),
    ).toEqual({ content: {}, version: 2 });
    expect(await city.db.selectFrom('set_aside_draft').select(['employee_id', 'content']).execute()).toEqual([
      { employee_id: city.ids['H1'], content: { reason: 'secret thought' } },
    ]);
    expect(await opened(city, 'S2', { kind: 'goals.agree' })).toMatchObject({ assignee_id: city.ids['H2'] });
    expect((await mails()).filter(({ mail_kind }) => mail_kind === 'task.assigned')).toEqual([
      expect.objectContaining({ employee_id: city.ids['H2'] }),
    ]);
  });

  test('gives only the selected tasks', async () => {
    const { id } = await opened(city, 'S1', { kind: 'goals.agree' });
    await order(city, { command: 'reassign', selection: { taskIds: [id] }, arguments: { as: 'task', employeeNo: 'M1' } });
    expect(await task(id)).toMatchObject({ assignee_id: city.ids['M1'] });
    expect(await opened(city, 'S2', { kind: 'goals.agree' })).toMatchObject({ assignee_id: city.ids['H1'] });
  });

  test('row-3: who has agreed for once does not confirm, nor the other way round without another having seen it', async () => {
    const given = { as: 'task', employeeNo: 'M1' };
    const { id } = await opened(city, 'S1', { kind: 'goals.agree' });
    const confirms = { command: 'reassign', selection: { taskIds: [id] }, arguments: given };
    const looked = [{ code: 'rater-reviews', details: { evaluationIds: [await evaluationOf(city, 'S1')] } }];
    expect(await previewCommand(city.db, asHr1(city, confirms))).toMatchObject({ needsSecondPerson: true, pleaseLook: looked });
    await order(city, confirms);
    const { id: processRunId } = await runOf(city, 'S1');
    const confirmed = await openTask(city.db, { processRunId, kind: 'goals.confirm', round: 1, seat: 1 });
    expect(await task(confirmed.taskId)).toMatchObject({ outcome: 'skipped', reason: 'rater-is-reviewer' });
    await opened(city, 'S2', { kind: 'goals.agree' });
    const { id: review } = await opened(city, 'S2', { kind: 'goals.confirm' });
    const agrees = { ...confirms, selection: { taskIds: [review] }, arguments: { as: 'task', employeeNo: 'H1' } };
    expect(await previewCommand(city.db, asHr1(city, agrees))).toMatchObject({
      needsSecondPerson: true,
      pleaseLook: [{ code: 'rater-reviews', details: { evaluationIds: [await evaluationOf(city, 'S2')] } }],
    });
  });

  test('refuses oneself, somebody who left and somebody unknown; says where a rater would review', async () => {
    const ask = async (employeeNo: string) =>
      previewCommand(
        city.db,
        asHr1(city, { command: 'reassign', selection: await of('S1'), arguments: { as: 'rater', employeeNo } }),
      );
    expect((await ask('S1')).blockedBy).toEqual([
      { code: 'invalid-input', details: { path: '/arguments/employeeNo', reason: 'oneself' } },
    ]);
    await leaves(city, 'H2', '2026-01-01');
    expect((await ask('H2')).blockedBy).toEqual([
      { code: 'invalid-input', details: { path: '/arguments/employeeNo', reason: 'has-left' } },
    ]);
    await expect(ask('X9')).rejects.toMatchObject({ code: 'employee-unknown' });
    expect((await ask('M1')).pleaseLook).toEqual([
      { code: 'rater-reviews', details: { evaluationIds: [await evaluationOf(city, 'S1')] } },
    ]);
  });
});

describe('remind', () => {
  test('reminds once per person and day, in the thread of the task that is due first', async () => {
    await opened(city, 'S1', { kind: 'goals.agree' });
    const first = await opened(city, 'S2', { kind: 'goals.agree' });
    await opened(city, 'S3', { kind: 'goals.draft' });
    await city.db.updateTable('task').set({ due_at: '2026-02-01T09:00:00Z' }).where('id', '=', first.id).execute();
    const selection = { phase: 'goal-setting' };
    expect((await order(city, { command: 'remind', selection })).outcome).toEqual({ reminded: 2, remindedToday: 0 });
    expect((await order(city, { command: 'remind', selection })).outcome).toEqual({ reminded: 0, remindedToday: 2 });
    const rows = await city.db
      .selectFrom('notification')
      .select(['employee_id', 'task_id', 'mail_kind'])
      .where('key', 'like', 'remind/%')
      .orderBy('mail_kind')
      .execute();
    expect(rows[0]).toEqual({ employee_id: city.ids['H1'], task_id: first.id, mail_kind: 'goals.agree' });
    await moveTo('2026-01-20T00:00:00.000Z');
    expect((await order(city, { command: 'remind', selection })).outcome).toEqual({ reminded: 2, remindedToday: 0 });
  });
});

describe('withdraw', () => {
  test('ends the evaluation with its reason, voids what is open, and the group no longer waits', async () => {
    await launchPhase(city.db, { cycleId: city.cycleId, phase: 'manager-evaluation' });
    const group = async () =>
      (await city.db.selectFrom('rating_group').select('open_members').where('name', '=', 'Staff').executeTakeFirstOrThrow())
        .open_members;
    expect(await group()).toBe(8);
    const { id } = await opened(city, 'S1', { kind: 'goals.draft' });
    const { outcome } = await order(city, {
      command: 'withdraw',
      selection: await of('S1'),
      arguments: { why: 'retired', leftOn: '2026-06-30' },
    });
    expect(outcome).toEqual({ evaluations: 1, runs: 2 });
    expect(await group()).toBe(7);
    expect(await task(id)).toMatchObject({ state: 'closed', outcome: 'void' });
    expect(await runOf(city, 'S1')).toMatchObject({ state: 'void', outcome: 'withdrawn', reason: 'retired' });
    const row = await city.db
      .selectFrom('evaluation')
      .select(['state', 'reason', 'withdrawn_at'])
      .where('id', '=', await evaluationOf(city, 'S1'))
      .executeTakeFirst();
    expect(row).toEqual({ state: 'withdrawn', reason: 'retired', withdrawn_at: '2026-01-19T00:00:00.000Z' });
    await launchPhase(city.db, { cycleId: city.cycleId, phase: 'goal-setting' });
    expect(await runOf(city, 'S1')).toMatchObject({ state: 'void', attempt: 1 });
  });

  test('row-26: says what lies with whoever leaves: whom they rate, their seats, their tasks, their roles', async () => {
    const preview = await previewCommand(
      city.db,
      asHr1(city, { command: 'withdraw', selection: await of('H1'), arguments: { why: 'resigned' } }),
    );
    const lies = { rates: 4, reviews: 0, chairs: false, sits: true, tasks: 0, roles: [] };
    expect(preview.pleaseLook).toEqual([{ code: 'lies-with', details: { employeeNo: 'H1', name: 'Name H1', ...lies } }]);
  });
});

describe('decide-silence', () => {
  test('skips a late task of a kind about whose silence people decide, with a reason and a signal', async () => {
    const { id } = await opened(city, 'S1', { kind: 'goals.draft' });
    const ask = async () => order(city, { command: 'decide-silence', selection: await of('S1') });
    await expect(ask()).rejects.toMatchObject({ code: 'nothing-selected' });
    await moveTo('2026-02-06T09:00:00.000Z');
    expect((await ask()).outcome).toEqual({ tasks: 1 });
    expect(await task(id)).toMatchObject({
      state: 'closed',
      outcome: 'skipped',
      reason: 'hr-decided',
      closed_by: city.ids['HR1'],
    });
    const signals = await city.db
      .selectFrom('outbox')
      .select('signal')
      .where('signal', 'is not', null)
      .orderBy('id', 'desc')
      .executeTakeFirst();
    expect(signals).toEqual({ signal: { taskId: id, outcome: 'skipped' } });
  });

  test('leaves alone what ends by silence itself', async () => {
    await launchPhase(city.db, { cycleId: city.cycleId, phase: 'self-assessment' });
    await opened(city, 'S1', { kind: 'self-assessment.write', phase: 'self-assessment' });
    await moveTo('2026-12-30T10:00:00.000Z');
    await expect(order(city, { command: 'decide-silence', selection: { phase: 'self-assessment' } })).rejects.toMatchObject({
      code: 'nothing-selected',
    });
  });
});

describe('retry-failed and resend-mail', () => {
  test('opens failed processes again under their own id', async () => {
    const run = await runOf(city, 'S1');
    await failProcess(city.db, { processRunId: run.id, code: 'unexpected' });
    expect((await previewCommand(city.db, asHr1(city, { command: 'retry-failed' }))).details).toEqual({
      codes: [{ code: 'unexpected', count: 1 }],
    });
    expect((await order(city, { command: 'retry-failed' })).outcome).toEqual({ runs: 1 });
    expect(await runOf(city, 'S1')).toMatchObject({ id: run.id, state: 'open', why_failed: null, attempt: 1 });
    const starts = await city.db
      .selectFrom('outbox')
      .select('how')
      .where('workflow_id', '=', run.workflow_id ?? '')
      .execute();
    expect(starts).toEqual([{ how: 'start' }, { how: 'start' }]);
  });

  test('queues a dead mail again, once, after the address is mended', async () => {
    await opened(city, 'S1', { kind: 'goals.draft' });
    await sql`update notification set state = 'dead', fault = '550', attempts = 3`.execute(city.db);
    const { id } = await city.db.selectFrom('notification').select('id').executeTakeFirstOrThrow();
    await mendEmail(city.db, { employeeNo: 'S1', email: 'right@city.example', actorId: city.ids['HR1'] ?? '' });
    const request = { command: 'resend-mail', arguments: { notificationIds: [id] } };
    expect((await order(city, request)).outcome).toEqual({ mails: 1 });
    const mail = city.db.selectFrom('notification').select(['state', 'attempts', 'fault']).where('id', '=', id);
    expect(await mail.execute()).toEqual([{ state: 'queued', attempts: 0, fault: null }]);
    await expect(order(city, request)).rejects.toMatchObject({ code: 'nothing-selected' });
  });
});

test('ten thousand open tasks are extended without an outbox row', async () => {
  await sql`
    insert into employee (employee_no, name, email, unit_id, grade, rater_id)
    select 'B' || n, 'B' || n, 'b@city.example', (select min(id) from unit), '7', ${city.ids['H1']}
      from generate_series(1, 10000) n`.execute(city.db);
  await sql`
    insert into evaluation (cycle_id, employee_id, rater_id, unit_id, name, unit_name, enrolled_at)
    select ${city.cycleId}, id, rater_id, unit_id, name, 'x', cycle_now(${city.cycleId})
      from employee
     where employee_no like 'B%'`.execute(city.db);
  await launchPhase(city.db, { cycleId: city.cycleId, phase: 'goal-setting' });
  await sql`
    insert into task (process_run_id, kind, round, assignee_id, opened_at, due_at, accepted_until)
    select p.id, 'goals.draft', 1, e.employee_id, cycle_now(p.cycle_id), '2026-02-06T09:00:00Z', 'infinity'
      from process_run p join evaluation e on e.id = p.evaluation_id`.execute(city.db);
  const rows = async () =>
    (
      await city.db
        .selectFrom('outbox')
        .select((eb) => eb.fn.countAll<string>().as('n'))
        .executeTakeFirstOrThrow()
    ).n;
  const before = await rows();
  const all = 10_000 + STAFF.length + 2;
  const { outcome } = await order(city, {
    command: 'extend-tasks',
    selection: { phase: 'goal-setting' },
    arguments: { workingDays: 3 },
  });
  expect(outcome).toEqual({ tasks: all, poked: 0, mails: all });
  expect(await rows()).toBe(before);
});
