import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { launchPhase } from '../../commands/launch-phase.ts';
import { openTask } from '../../commands/open-task.ts';
import { getCycle } from '../../db/cycles.ts';
import { calendarAround } from '../../db/holidays.ts';
import { addWorkingDays } from '../../domain/cycle/calendar.ts';
import { localDate } from '../../domain/cycle/instants.ts';
import { evaluationOf } from '../commands/small-city.ts';
import { OfficerCity } from './officer-city.ts';

// R1 and R2 are of another group than HR1, with a rater and a reviewer who are nobody to HR1.
const RIVALS = [
  'F9,Name F9,f9@city.example,Roads,4,Job,,,,2020-01-01',
  'Z9,Name Z9,z9@city.example,Roads,4,Job,,,,2020-01-01',
  'R1,Name R1,r1@city.example,Roads,7,Job,F9,Z9,Rivals,2020-01-01',
  'R2,Name R2,r2@city.example,Roads,7,Job,F9,Z9,Rivals,2020-01-01',
];

let officer: OfficerCity;
beforeEach(async () => {
  officer = await OfficerCity.create(RIVALS);
});
afterEach(() => officer.close());

const of = async (...nos: readonly string[]) => ({
  evaluationIds: await Promise.all(nos.map((no) => evaluationOf(officer.city, no))),
});
const approve = (id: unknown) => officer.approver.ask('POST', `/commands/${String(id)}/approve`);
const changesOf = async (id: unknown) => (await officer.lookAt(id)).body['changes'];
const late = async (taskId: string) => {
  await sql`update task set due_at = now() - interval '1 hour' where id = ${taskId}`.execute(officer.city.db);
  return taskId;
};
const lateReview = async (no: string) => late(await officer.openedTask(no, 'manager-evaluation', 'rating.review'));

describe('what the second person has seen is what is carried out', () => {
  test('row-3: a silence of a whole phase leaves out nobody who was late only after the look', async () => {
    await officer.launched();
    await lateReview('R1');
    const { body } = await officer.order('decide-silence', { phase: 'manager-evaluation', kind: 'rating.review' }, {});
    expect(await changesOf(body['id'])).toMatchObject([{ what: 'silence', who: { employeeNo: 'R1' } }]);
    const own = await lateReview('HR1');
    expect((await approve(body['id'])).body['code']).toBe('preview-changed');
    const { db } = officer.city;
    const task = await db.selectFrom('task').select('outcome').where('id', '=', own).executeTakeFirstOrThrow();
    expect(task.outcome).toBeNull();
  });

  test('row-3: a way back of a whole phase is that of those who were in it', async () => {
    await officer.launched();
    const { db, ids } = officer.city;
    await sql`
      update evaluation set state = 'withdrawn', reason = 'resigned', withdrawn_at = now()
       where employee_id <> ${ids['R1']}`.execute(db);
    await officer.openedTask('R1', 'goal-setting', 'goals.draft');
    const given = { toKind: 'goals.draft', toRound: 1 };
    const { body } = await officer.order('rewind', { phase: 'goal-setting' }, given);
    expect(await changesOf(body['id'])).toMatchObject([{ what: 'way-back', who: { employeeNo: 'R1' } }]);
    await sql`
      update evaluation set state = 'enrolled', reason = null, withdrawn_at = null
       where employee_id = ${ids['R2']}`.execute(db);
    await officer.openedTask('R2', 'goal-setting', 'goals.draft');
    expect((await approve(body['id'])).body['code']).toBe('preview-changed');
  });

  test('row-3: a silence of a whole phase leaves out those who are still late where one has handed in since', async () => {
    await officer.launched();
    const [first, second] = [await lateReview('R1'), await lateReview('R2')];
    const { body } = await officer.order('decide-silence', { phase: 'manager-evaluation', kind: 'rating.review' }, {});
    const { db } = officer.city;
    await sql`update task set due_at = now() + interval '1 day' where id = ${first}`.execute(db);
    expect((await officer.lookAt(body['id'])).body).toMatchObject({ blockedBy: [], changes: [{ who: { employeeNo: 'R2' } }] });
    expect(await approve(body['id'])).toMatchObject({ body: { state: 'executed', outcome: { tasks: 1 } } });
    const tasks = await db
      .selectFrom('task')
      .select(['id', 'outcome'])
      .where('id', 'in', [first, second])
      .orderBy('id')
      .execute();
    expect(tasks).toEqual([
      { id: first, outcome: null },
      { id: second, outcome: 'skipped' },
    ]);
  });

  test('row-3: another late task of the same person and kind is another line', async () => {
    await officer.launched();
    const first = await lateReview('R1');
    const { body } = await officer.order('decide-silence', { phase: 'manager-evaluation', kind: 'rating.review' }, {});
    const { db } = officer.city;
    const { process_run_id: processRunId } = await db
      .selectFrom('task')
      .select('process_run_id')
      .where('id', '=', first)
      .executeTakeFirstOrThrow();
    await sql`update task set outcome = 'skipped', state = 'closed', reason = 'hr-decided', closed_at = now() where id = ${first}`.execute(
      db,
    );
    await late((await openTask(db, { processRunId, kind: 'rating.review', round: 2, seat: 1 })).taskId);
    expect((await approve(body['id'])).body['code']).toBe('preview-changed');
  });

  test('row-3: whose time is made shorter stands there by name, and nobody else’s is', async () => {
    await officer.launched();
    const taskId = await officer.openedTask('R1', 'goal-setting', 'goals.draft');
    await sql`update task set due_at = now() + interval '40 days' where id = ${taskId}`.execute(officer.city.db);
    const { now, time_zone: timeZone } = await getCycle(officer.city.db, officer.city.cycleId);
    const calendar = await calendarAround(officer.city.db, now, timeZone);
    const dueOn = addWorkingDays(localDate(now, timeZone), 10, calendar);
    const { body } = await officer.order('extend-tasks', await of('R1', 'R2'), { dueOn });
    expect(body['state']).toBe('waits-for-approval');
    expect(await changesOf(body['id'])).toMatchObject([
      { what: 'deadline', who: { employeeNo: 'R1' }, kind: 'goals.draft', after: { day: dueOn } },
    ]);
    await officer.openedTask('R2', 'goal-setting', 'goals.draft');
    expect((await approve(body['id'])).body['code']).toBe('preview-changed');
  });

  test('row-3: a new day of a whole phase names whose own later day it takes, and takes it from nobody else', async () => {
    await officer.launched();
    const own = (taskId: string) =>
      sql`update task set due_at = now() + interval '40 days' where id = ${taskId}`.execute(officer.city.db);
    await own(await officer.openedTask('R1', 'goal-setting', 'goals.draft'));
    const dueOn = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
    const { body } = await officer.order('extend-tasks', { phase: 'goal-setting' }, { dueOn });
    const lines = (await changesOf(body['id'])) as readonly { readonly who: unknown }[];
    expect(lines.filter(({ who }) => who !== null)).toMatchObject([
      { what: 'deadline', who: { employeeNo: 'R1' }, after: { day: dueOn } },
    ]);
    await own(await officer.openedTask('R2', 'goal-setting', 'goals.draft'));
    expect((await approve(body['id'])).body['code']).toBe('preview-changed');
  });

  test('row-3: a longer time for a whole phase is given also where somebody has come to it or handed in meanwhile', async () => {
    await officer.launched();
    const taskId = await officer.openedTask('R1', 'goal-setting', 'goals.draft');
    await officer.openedTask('R2', 'goal-setting', 'goals.draft');
    const { body } = await officer.order('extend-tasks', { phase: 'goal-setting' }, { workingDays: 2 });
    await sql`update task set due_at = due_at + interval '1 day' where id = ${taskId}`.execute(officer.city.db);
    expect((await approve(body['id'])).body['state']).toBe('executed');
  });
});

test('row-3: who says yes to a launch or a publication sees when it happens', async () => {
  const clock = async () => Date.parse((await getCycle(officer.city.db, officer.city.cycleId)).now);
  /** By the cycle's clock as it was before the order and after the look: no sooner, no later. */
  const isSeenToBeIn = async (minutes: number, order: () => ReturnType<OfficerCity['order']>) => {
    const before = await clock();
    const { body } = await order();
    const [line] = (await changesOf(body['id'])) as readonly { readonly after: { readonly at: string } }[];
    const at = Date.parse(line?.after.at ?? '') - minutes * 60_000;
    expect(at).toBeGreaterThanOrEqual(before);
    expect(at).toBeLessThanOrEqual(await clock());
    return body['id'];
  };
  await isSeenToBeIn(30, () => officer.order('launch-cycle', {}, {}));
  await officer.launched();
  const publication = await isSeenToBeIn(500_000, () => officer.order('publish', {}, { inMinutes: 500_000 }));
  expect((await approve(publication)).body['state']).toBe('planned');
});

describe('one person who rates and reviews', () => {
  const reviewOf = async (no: string) => {
    const { db, cycleId } = officer.city;
    await launchPhase(db, { cycleId, phase: 'manager-evaluation' });
    const run = await db
      .selectFrom('process_run')
      .select('id')
      .where('evaluation_id', '=', await evaluationOf(officer.city, no))
      .where('phase', '=', 'manager-evaluation')
      .executeTakeFirstOrThrow();
    return openTask(db, { processRunId: run.id, kind: 'rating.review', round: 1, seat: 1 });
  };

  test('row-3: is not made so by one of HR alone, whichever of the two is named', async () => {
    await officer.launched();
    for (const [as, employeeNo] of [
      ['reviewer', 'F9'],
      ['rater', 'Z9'],
    ] as const) {
      const { body } = await officer.order('reassign', await of('R1'), { as, employeeNo });
      expect(body['state']).toBe('waits-for-approval');
      expect((await officer.lookAt(body['id'])).body['pleaseLook']).toMatchObject([{ code: 'rater-reviews' }]);
    }
    expect((await reviewOf('R1')).outcome).toBeUndefined();
  });

  test('row-3: nor by a list that is followed', async () => {
    await officer.launched();
    expect(await officer.importOf('R1,Name R1,r1@city.example,Roads,7,Job,F9,F9,Rivals,2020-01-01')).toEqual([]);
    const { body } = await officer.order('follow-list', await of('R1'), {});
    expect(body['state']).toBe('waits-for-approval');
  });
});

describe('who decides in the place of a silent chair', () => {
  /** The chair of the staff is late; HR1 has the first seat beside them. */
  const silentChair = async (): Promise<string> => {
    const { db, cycleId, ids } = officer.city;
    await officer.launched();
    const { rows } = await sql<{ id: string }>`
      insert into process_run (cycle_id, rating_group_id, phase, workflow_type, launched_at)
      select w.cycle_id, (select id from rating_group where name = 'Staff'), w.phase, w.workflow_type, now()
        from phase_window w
       where w.cycle_id = ${cycleId} and w.phase = 'calibration'
      returning id`.execute(db);
    const runId = rows[0]?.id ?? '0';
    await sql`
      insert into calibration_session (process_run_id, rating_group_id, chair_id, meeting_at, inputs, steps, proposed_at)
      select id, rating_group_id, ${ids['C1']}, now(), '{}', '[]', now() from process_run where id = ${runId}`.execute(db);
    await sql`
      insert into calibration_seat (process_run_id, seat, employee_id)
      values (${runId}, 1, ${ids['HR1']}), (${runId}, 2, ${ids['F1']})`.execute(db);
    return late((await openTask(db, { processRunId: runId, kind: 'calibration.lock', round: 1, seat: 1 })).taskId);
  };

  test('row-1: is not who asks for it, by the task or by the whole phase', async () => {
    const taskId = await silentChair();
    const ownCase = { code: 'own-case', details: { concerns: 'account' } };
    expect((await officer.order('decide-silence', { taskIds: [taskId] }, {})).body).toMatchObject(ownCase);
    const phase = { phase: 'calibration', kind: 'calibration.lock' };
    expect((await officer.order('decide-silence', phase, {})).body).toMatchObject(ownCase);
  });

  test('row-3: a committee is called again at once when a second person has said yes, and they see for when', async () => {
    await silentChair();
    const at = new Date(Date.now() + 86_400_000).toISOString();
    const { body } = await officer.order('call-again', { phase: 'calibration' }, { at });
    expect(await changesOf(body['id'])).toMatchObject([{ what: 'meeting', group: 'Staff', after: { at } }]);
    expect((await approve(body['id'])).body['state']).toBe('executed');
  });

  test('row-1: nor who approves it', async () => {
    const taskId = await silentChair();
    const { db, ids } = officer.city;
    await sql`update calibration_seat set employee_id = ${ids['HR2']} where seat = 1`.execute(db);
    const { body } = await officer.order('decide-silence', { taskIds: [taskId] }, {});
    expect((await approve(body['id'])).body['code']).toBe('own-case');
  });

  test('row-3: stands before the second person by number, and is who they saw', async () => {
    const taskId = await silentChair();
    const { db, ids } = officer.city;
    await sql`update calibration_seat set employee_id = ${ids['M1']} where seat = 1`.execute(db);
    const { body } = await officer.order('decide-silence', { taskIds: [taskId] }, {});
    expect(await changesOf(body['id'])).toContainEqual(
      expect.objectContaining({
        what: 'chair',
        group: 'Staff',
        before: { person: { employeeNo: 'C1', name: 'Name C1' } },
        after: { person: { employeeNo: 'M1', name: 'Name M1' } },
      }),
    );
    await sql`update calibration_seat set employee_id = ${ids['H2']} where seat = 1`.execute(db);
    expect((await approve(body['id'])).body['code']).toBe('preview-changed');
  });
});
