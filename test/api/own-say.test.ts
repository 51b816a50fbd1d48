import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { finishProcess } from '../../commands/finish-process.ts';
import { launchPhase } from '../../commands/launch-phase.ts';
import { lookAtTask } from '../../commands/look-at-task.ts';
import { openTask } from '../../commands/open-task.ts';
import { connect } from '../../db/connection.ts';
import type { Trx } from '../../db/in-transaction.ts';
import type { TaskKind } from '../../domain/tasks/kinds.ts';
import { evaluationOf } from '../commands/small-city.ts';
import { whileInFlight } from '../support/in-flight.ts';
import { OfficerCity } from './officer-city.ts';

// What one officer alone takes from somebody of another group: a step of their own.

let officer: OfficerCity;
beforeEach(async () => {
  officer = await OfficerCity.create();
  await officer.launched();
});
afterEach(() => officer.close());

const outcomeOf = (taskId: string) =>
  officer.city.db.selectFrom('task').select(['outcome', 'assignee_id']).where('id', '=', taskId).executeTakeFirstOrThrow();

async function approve(id: unknown) {
  return (await officer.approver.ask('POST', `/commands/${String(id)}/approve`)).body['state'];
}

test('row-3: goals that are late are not left out by one person', async () => {
  const taskId = await officer.openedTask('S1', 'goal-setting', 'goals.draft');
  await sql`update task set due_at = now() - interval '1 minute' where id = ${taskId}`.execute(officer.city.db);
  const { body } = await officer.order('decide-silence', { taskIds: [taskId] }, {});
  expect(body['state']).toBe('waits-for-approval');
  expect(await outcomeOf(taskId)).toMatchObject({ outcome: null });
  const look = await officer.lookAt(body['id']);
  expect(look.body).toMatchObject({ changes: [{ what: 'silence', who: { employeeNo: 'S1' }, kind: 'goals.draft' }] });
  expect(await approve(body['id'])).toBe('executed');
  expect(await outcomeOf(taskId)).toMatchObject({ outcome: 'skipped' });
});

test('row-3: nor is an agreement to goals, or a talk, which their rater owes them', async () => {
  for (const [no, phase, kind] of [
    ['S1', 'goal-setting', 'goals.agree'],
    ['S2', 'midterm-coaching', 'coaching.hold'],
  ] as const) {
    const taskId = await officer.openedTask(no, phase, kind);
    await sql`update task set due_at = now() - interval '1 minute' where id = ${taskId}`.execute(officer.city.db);
    expect((await officer.order('decide-silence', { taskIds: [taskId] }, {})).body['state']).toBe('waits-for-approval');
  }
});

test('row-3: goals and a self-assessment are not handed to somebody else by one person', async () => {
  for (const [phase, kind] of [
    ['goal-setting', 'goals.draft'],
    ['self-assessment', 'self-assessment.write'],
  ] as const) {
    const taskId = await officer.openedTask('S1', phase, kind);
    const toS5 = { as: 'task', employeeNo: 'S5' };
    const { body } = await officer.order('reassign', { taskIds: [taskId] }, toS5);
    expect(body['state']).toBe('waits-for-approval');
    expect(await outcomeOf(taskId)).toMatchObject({ assignee_id: officer.city.ids['S1'] });
    const look = await officer.lookAt(body['id']);
    expect(look.body).toMatchObject({
      changes: [{ who: { employeeNo: 'S1' }, kind, after: { person: { employeeNo: 'S5' } } }],
    });
    expect(await approve(body['id'])).toBe('executed');
    expect(await outcomeOf(taskId)).toMatchObject({ assignee_id: officer.city.ids['S5'] });
  }
});

test('row-3: what a rater owes before ratings are written still is', async () => {
  const taskId = await officer.openedTask('S1', 'goal-setting', 'goals.agree');
  const { body } = await officer.order('reassign', { taskIds: [taskId] }, { as: 'task', employeeNo: 'F1' });
  expect(body['state']).toBe('executed');
});

describe('a departure that is taken back', () => {
  const newest = async (taskId: string) => {
    const { rows } = await sql<{ id: string; attempt: number; state: string }>`
      select n.id, n.attempt, n.state
        from task t
        join process_run p on p.id = t.process_run_id
        join process_run n on n.evaluation_id = p.evaluation_id and n.phase = p.phase
       where t.id = ${taskId}
       order by n.attempt desc limit 1`.execute(officer.city.db);
    return rows[0] ?? { id: '0', attempt: 0, state: '' };
  };
  const askedAgain = async (taskId: string, kind: TaskKind) => {
    const { id, attempt, state } = await newest(taskId);
    return { attempt, state, ...(await openTask(officer.city.db, { processRunId: id, kind, round: 1, seat: 1 })) };
  };
  const aDayLater = () =>
    sql`update departure_request set requested_at = requested_at - interval '2 days'`.execute(officer.city.db);
  const back = async (no: string) => {
    await aDayLater();
    expect((await officer.leave(no, null)).body['state']).toBe('executed');
  };

  test('row-1: gives them back what was skipped meanwhile', async () => {
    expect((await officer.leave('S1', '2020-06-30')).body['state']).toBe('executed');
    const taskId = await officer.openedTask('S1', 'self-assessment', 'self-assessment.write');
    expect(await outcomeOf(taskId)).toMatchObject({ outcome: 'skipped' });
    await finishProcess(officer.city.db, { processRunId: (await newest(taskId)).id, outcome: 'not-submitted' });
    await back('S1');
    const again = await askedAgain(taskId, 'self-assessment.write');
    expect(again).toMatchObject({ attempt: 2, state: 'open' });
    expect(again.outcome).toBe(undefined);
    expect(await outcomeOf(again.taskId)).toMatchObject({ outcome: null, assignee_id: officer.city.ids['S1'] });
  });

  test('row-1: gives them back what ended by itself meanwhile, and what they had drafted', async () => {
    const { db } = officer.city;
    const s1 = await officer.signIn('S1');
    const taskId = await officer.openedTask('S1', 'self-assessment', 'self-assessment.write');
    const content = { goals: [], actions: [], together: 'half written' };
    expect((await s1.ask('PUT', `/tasks/${taskId}/draft`, { body: { version: 0, content } })).status).toBe(200);
    expect((await officer.leave('S1', '2020-06-30')).body['state']).toBe('executed');
    expect((await s1.ask('GET', '/tasks')).status).toBe(401);
    await sql`update task set accepted_until = now() where id = ${taskId}`.execute(db);
    expect(await lookAtTask(db, { taskId })).toMatchObject({ outcome: 'expired' });
    await back('S1');
    const again = await askedAgain(taskId, 'self-assessment.write');
    expect([again.attempt, again.outcome]).toEqual([2, undefined]);
    const { body } = await s1.ask('GET', '/set-aside-drafts');
    expect(body['items']).toMatchObject([{ kind: 'self-assessment.write' }]);
  });

  test('row-1: leaves alone what ended before, and what of theirs is decided', async () => {
    const { db } = officer.city;
    const missed = await officer.openedTask('S1', 'self-assessment', 'self-assessment.write');
    await sql`update task set accepted_until = now() where id = ${missed}`.execute(db);
    await lookAtTask(db, { taskId: missed });
    await officer.leave('S1', '2020-06-30');
    const goals = await officer.openedTask('S1', 'goal-setting', 'goals.draft');
    await sql`update rating_group set locked_at = now() where name = 'Staff'`.execute(db);
    await back('S1');
    expect([(await newest(missed)).attempt, (await newest(goals)).attempt]).toEqual([1, 1]);
  });

  /** The owner of the database sees who waits. */
  async function inFlight<T>(first: (trx: Trx) => Promise<unknown>, meanwhile: () => Promise<T>): Promise<T> {
    const owner = connect({ url: officer.city.url, role: 'owner', max: 4 });
    try {
      return await whileInFlight(owner, first, meanwhile);
    } finally {
      await owner.destroy();
    }
  }

  test('row-1: is recorded all the same where their group is being frozen in that moment', async () => {
    await officer.leave('S1', '2020-06-30');
    const taskId = await officer.openedTask('S1', 'goal-setting', 'goals.draft');
    await aDayLater();
    const freeze = (trx: Trx) => sql`update rating_group set locked_at = now() where name = 'Staff'`.execute(trx);
    const { body } = await inFlight(freeze, () => officer.leave('S1', null));
    expect(body).toMatchObject({ state: 'executed' });
    expect((await newest(taskId)).attempt).toBe(1);
  });

  test('row-1: gives nothing back of what is published in that moment', async () => {
    const { cycleId } = officer.city;
    await officer.leave('S1', '2020-06-30');
    const taskId = await officer.openedTask('S1', 'goal-setting', 'goals.draft');
    await aDayLater();
    const publish = async (trx: Trx) => {
      await sql`update evaluation set state = state where cycle_id = ${cycleId}`.execute(trx);
      await sql`update cycle set published_at = now() where id = ${cycleId}`.execute(trx);
    };
    const { body } = await inFlight(publish, () => officer.leave('S1', null));
    expect(body).toMatchObject({ state: 'executed' });
    expect((await newest(taskId)).attempt).toBe(1);
  });

  test('row-1: leaves what their rater has drafted in the step after to the rater', async () => {
    const { db, ids } = officer.city;
    await officer.leave('S1', '2020-06-30');
    await officer.openedTask('S1', 'goal-setting', 'goals.draft');
    const agree = await officer.openedTask('S1', 'goal-setting', 'goals.agree');
    await sql`
      update task_draft set content = '{"comment":"half"}', saved_at = now() where task_id = ${agree}`.execute(db);
    await back('S1');
    expect(await db.selectFrom('set_aside_draft').select(['task_id', 'employee_id']).execute()).toEqual([
      { task_id: agree, employee_id: ids['H1'] },
    ]);
  });

  test('row-1: gives it back too where it is only to be later', async () => {
    await officer.leave('S1', '2020-06-30');
    const taskId = await officer.openedTask('S1', 'goal-setting', 'goals.draft');
    await aDayLater();
    expect((await officer.leave('S1', '2020-07-01')).body['state']).toBe('executed');
    expect((await newest(taskId)).attempt).toBe(1);
    await aDayLater();
    expect((await officer.leave('S1', '9999-12-31')).body['state']).toBe('executed');
    expect((await newest(taskId)).attempt).toBe(2);
  });

  test('row-1: is told to them at once, as it was when it was recorded', async () => {
    await officer.leave('S1', '2020-06-30');
    expect(await officer.toldOf('S1')).toEqual([{ what: 'left', leftOn: '2020-06-30' }]);
    await back('S1');
    expect(await officer.toldOf('S1')).toEqual([{ what: 'left', leftOn: '2020-06-30' }, { what: 'not-left' }]);
  });
});

test('row-1: a withdrawal by one officer is told to whoever is withdrawn, and that it is taken back', async () => {
  const s1 = { evaluationIds: [await evaluationOf(officer.city, 'S1')] };
  const { cycleId } = officer.city;
  expect((await officer.order('withdraw', s1, { why: 'resigned' })).body['state']).toBe('executed');
  expect((await officer.order('reinstate', s1, {})).body['state']).toBe('executed');
  expect(await officer.toldOf('S1')).toEqual([
    { what: 'withdrawn', cycleId },
    { what: 'reinstated', cycleId },
  ]);
});

test('row-1: a self-assessment whose days were over while somebody was withdrawn is asked for when that is taken back', async () => {
  const { db, cycleId } = officer.city;
  const [s1, s5] = [await evaluationOf(officer.city, 'S1'), await evaluationOf(officer.city, 'S5')];
  const ofRuns = sql`phase = 'self-assessment'`;
  await officer.order('withdraw', { evaluationIds: [s1] }, { why: 'resigned' });
  await launchPhase(db, { cycleId, phase: 'self-assessment' });
  await sql`
    update phase_window set opens_at = now() - interval '20 days', closes_at = now() - interval '1 day'
     where ${ofRuns}`.execute(db);
  await sql`
    update process_run set state = 'void', outcome = 'rewound', reason = 'lost'
     where evaluation_id = ${s5} and ${ofRuns}`.execute(db);
  expect((await officer.order('reinstate', { evaluationIds: [s1] }, {})).body['state']).toBe('executed');
  const { rows } = await sql`
    select evaluation_id, state, outcome from process_run
     where evaluation_id in (${s1}, ${s5}) and ${ofRuns} and state <> 'void'
     order by evaluation_id`.execute(db);
  expect(rows).toEqual([
    { evaluation_id: s1, state: 'open', outcome: null },
    { evaluation_id: s5, state: 'done', outcome: 'skipped' },
  ]);
});
