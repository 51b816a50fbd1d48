import { sql } from 'kysely';
import { afterEach, describe, expect, test } from 'vitest';
import { closeTask } from '../../commands/close-task.ts';
import { findDeputy, firstChair } from '../../commands/committee.ts';
import { launchPhase } from '../../commands/launch-phase.ts';
import { openTask } from '../../commands/open-task.ts';
import { previewLaunch } from '../../commands/preview-launch.ts';
import { previewCommand } from '../../commands/run-request.ts';
import { saveDraft } from '../../commands/save-draft.ts';
import { countPresent } from '../../db/committee.ts';
import { ownOf } from '../../db/own-case.ts';
import { evaluationRelation, sessionRelation, taskRelation } from '../../db/reading/relations.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { attend, calibratingCity, type CalibratingCity, openTaskOf } from './calibrating-city.ts';
import {
  asHr1,
  evaluationOf,
  launchedCity,
  opened,
  PEOPLE,
  runOf,
  type SmallCity,
  smallCity,
  type SmallPlan,
} from './small-city.ts';

// Accounts with one mailbox are one person. X1 is another account of S1, X2 of H1, and X3 of M1.

const other = (no: string, address: string) => `${no},Name ${no},${address},Top,6,Job,,,,2020-01-01`;
const people = [...PEOPLE, other('X1', 'S1@City.Example'), other('X2', 'H1@city.example'), other('X3', 'm1@city.example')];

let city: SmallCity | undefined;
afterEach(() => city?.drop());

const idOf = (no: string) => city?.ids[no] ?? '0';

async function draftOf(taskId: string) {
  return (city as SmallCity).db
    .selectFrom('task_draft')
    .select(['content', 'version'])
    .where('task_id', '=', taskId)
    .executeTakeFirstOrThrow();
}

async function calibrating(committee: SmallPlan['committee'] & object): Promise<CalibratingCity> {
  const made = await calibratingCity({ people, committee });
  city = made;
  return made;
}

describe('a committee', () => {
  test('row-4: has no seat, chair or board for another account of somebody who is rated in the group', async () => {
    const { db, session: processRunId } = await calibrating({ chair: 'X1', members: ['H1', 'X1', 'H2'] });
    const { rows: seats } = await sql<{ no: string }>`
      select m.employee_no no from calibration_seat k join employee m on m.id = k.employee_id
       where k.process_run_id = ${processRunId} order by k.seat`.execute(db);
    expect(seats.map(({ no }) => no)).toEqual(['H1', 'H2']);
    expect(await inTransaction(db, (trx) => firstChair(trx, processRunId))).toBe(idOf('H1'));
    await sql`
      insert into calibration_seat (process_run_id, seat, employee_id) values (${processRunId}, 9, ${idOf('X1')})`.execute(db);
    expect(await sessionRelation(db, { processRunId, employeeId: idOf('X1') })).toMatchObject({ open: false });
  });

  test('row-4: has one voice for one person, and their other account is no deputy', async () => {
    const calibration = await calibrating({ chair: 'M1', members: ['X3', 'H1', 'X2'] });
    const { db, session } = calibration;
    for (const seat of [2, 3]) await attend(calibration, seat);
    expect(await countPresent(db, session)).toBe(2);
    expect(await findDeputy(db, session)).toBe(idOf('H1'));
  });

  test('row-4: has one voice for all whom one account has made and nobody else has answered for', async () => {
    const calibration = await calibrating({ chair: 'M1', members: ['H1', 'H2'] });
    const { db, session } = calibration;
    for (const seat of [1, 2]) await attend(calibration, seat);
    expect(await countPresent(db, session)).toBe(3);
    await sql`
      insert into address_change (employee_id, new_email, changed_by, counts)
      select id, email, ${idOf('HR1')}, '{live}'
        from employee where employee_no in ('H1', 'H2')`.execute(db);
    expect(await countPresent(db, session)).toBe(2);
  });

  test('row-4: gets no second account of who sits in it', async () => {
    const { db, session } = await calibrating({ chair: 'M1', members: ['H1', 'H2'] });
    const order = {
      command: 'reassign',
      selection: { runIds: [session] },
      arguments: { as: 'member', employeeNo: 'X2' },
    } as const;
    const { blockedBy } = await previewCommand(db, asHr1(city as SmallCity, order));
    expect(blockedBy.map(({ details }) => details?.['reason'])).toEqual(['sits-already']);
  });

  test('row-4: asks no second account of the chair whether it comes, and gets it for no group that is complete later', async () => {
    const { db, session } = await calibrating({ chair: 'M1', members: ['H1', 'H2'] });
    await sql`insert into calibration_seat (process_run_id, seat, employee_id) values (${session}, 3, ${idOf('X3')})`.execute(db);
    const task = await openTask(db, { processRunId: session, kind: 'calibration.meeting', round: 1, seat: 3 });
    expect(task).toMatchObject({ outcome: 'skipped' });
    await sql`update process_run set state = 'done' where phase = 'calibration'`.execute(db);
    const order = {
      command: 'reassign',
      selection: { phase: 'calibration' },
      arguments: { as: 'member', employeeNo: 'X3' },
    } as const;
    const { blockedBy } = await previewCommand(db, asHr1(city as SmallCity, order));
    expect(blockedBy.map(({ code }) => code)).toEqual(['nothing-selected']);
  });

  test('row-4: takes nothing from a member, nor from a chair, whose mailbox becomes that of somebody who is rated in the group', async () => {
    const calibration = await calibrating({ chair: 'M1', members: ['H1', 'H2'] });
    const { db } = calibration;
    const meeting = await openTaskOf(calibration, 'calibration.meeting');
    for (const seat of [1, 2]) await attend(calibration, seat);
    const lock = await openTaskOf(calibration, 'calibration.lock');
    await sql`update employee set proven_email = 's1@city.example' where employee_no in ('M1', 'H1')`.execute(db);
    for (const [task, no] of [
      [meeting, 'H1'],
      [lock, 'M1'],
    ] as const) {
      const taskId = task?.id ?? '0';
      const { content, version } = await draftOf(taskId);
      const own = { taskId, actorId: idOf(no), version };
      expect(await taskRelation(db, { taskId, employeeId: own.actorId })).toMatchObject({ assignee: false });
      await expect(saveDraft(db, { ...own, content })).rejects.toMatchObject({ code: 'not-found' });
      await expect(closeTask(db, { ...own, outcome: 'done' })).rejects.toMatchObject({ code: 'not-found' });
    }
  });

  test('row-4: takes nothing from a chair whose account is disputed, whatever mailbox it is given meanwhile', async () => {
    const { db, session } = await calibrating({ chair: 'M1', members: ['H1', 'H2'] });
    await sql`
      insert into address_change (employee_id, new_email, counts) values (${idOf('M1')}, 'm1@city.example', '{live}')`.execute(
      db,
    );
    await sql`update employee set email = 's1@city.example', proven_email = null where employee_no = 'M1'`.execute(db);
    expect(await inTransaction(db, (trx) => firstChair(trx, session))).toBe(idOf('M1'));
  });

  test('row-4: is told before the launch of which groups somebody in it is rated by another account', async () => {
    city = await smallCity({ people, committee: { chair: 'X1', members: ['X2', 'H2'] } });
    const { pleaseLook } = await previewLaunch(city.db, { cycleId: city.cycleId });
    expect(pleaseLook.filter(({ code }) => code === 'chair-is-rated')).toEqual([
      { code: 'chair-is-rated', details: { groups: ['Staff'] } },
    ]);
  });
});

describe('a rating', () => {
  test('row-4: by another account of whom it is about is refused at the launch', async () => {
    const row = (rater: string, reviewer: string) => `S1,Name S1,s1@city.example,Tax,7,Job,${rater},${reviewer},Staff,2020-01-01`;
    for (const [rater, reviewer] of [
      ['X1', 'M1'],
      ['H1', 'X1'],
    ] as const) {
      city = await smallCity({ people: [...people.filter((one) => !one.startsWith('S1,')), row(rater, reviewer)] });
      const { mustBeMended } = await previewLaunch(city.db, { cycleId: city.cycleId });
      expect(mustBeMended.filter(({ code }) => code === 'rater-is-oneself')).toMatchObject([{ people: [{ employeeNo: 'S1' }] }]);
      if (rater === 'X1') await city.drop();
    }
  });

  test('row-4: in a circle that one person closes by two accounts is refused at the launch', async () => {
    const before = people.filter((one) => !/^(H1|X2|M1),/.test(one));
    city = await smallCity({
      people: [
        ...before,
        'M1,Name M1,m1@city.example,Top,3,Job,X2,,Heads,2020-01-01',
        'H1,Name H1,h1@city.example,Tax,5,Job,M1,,Heads,2020-01-01',
        other('X2', 'x2@city.example'),
      ],
    });
    await sql`update employee set email = 'H1+two@city.example' where employee_no = 'X2'`.execute(city.db);
    const { mustBeMended } = await previewLaunch(city.db, { cycleId: city.cycleId });
    const [circle] = mustBeMended.filter(({ code }) => code === 'rater-in-a-circle');
    expect(circle?.people?.map(({ employeeNo }) => employeeNo)).toEqual(['H1', 'M1']);
  });

  test('row-4: is neither read nor written by another account of whom it is about, and one person is no reviewer beside the rater', async () => {
    city = await launchedCity({ people });
    const { db } = city;
    const evaluationId = await evaluationOf(city, 'S1');
    const { id: taskId } = await opened(city, 'S1', { kind: 'goals.draft' });
    await sql`update evaluation set rater_id = ${idOf('X1')} where id = ${evaluationId}`.execute(db);
    await sql`update task set assignee_id = ${idOf('X1')} where id = ${taskId}`.execute(db);
    expect(await evaluationRelation(db, { evaluationId, employeeId: idOf('X1') })).toMatchObject({ owner: false, chain: false });
    expect(await taskRelation(db, { taskId, employeeId: idOf('X1') })).toMatchObject({ assignee: false, chain: false });
    const { content, version } = await draftOf(taskId);
    const asX1 = { taskId, actorId: idOf('X1'), version };
    await expect(saveDraft(db, { ...asX1, content })).rejects.toMatchObject({ code: 'not-found' });
    await expect(closeTask(db, { ...asX1, outcome: 'done' })).rejects.toMatchObject({ code: 'not-found' });
    await sql`update evaluation set rater_id = ${idOf('H1')}, reviewer_id = ${idOf('X2')} where id = ${evaluationId}`.execute(db);
    await launchPhase(db, { cycleId: city.cycleId, phase: 'manager-evaluation' });
    const { id: processRunId } = await runOf(city, 'S1', 'manager-evaluation');
    expect(await openTask(db, { processRunId, kind: 'rating.review', round: 1, seat: 1 })).toMatchObject({ outcome: 'skipped' });
  });

  test('row-4: concerns who rates or reviews somebody by each of their accounts', async () => {
    city = await launchedCity({ people });
    const { above } = await ownOf(city.db, { employeeId: idOf('S1'), cycleId: city.cycleId });
    expect([...above].sort()).toEqual(['H1', 'M1', 'X2', 'X3'].map(idOf).sort());
  });
});
