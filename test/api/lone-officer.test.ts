import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createCycle } from '../../commands/create-cycle.ts';
import { executeDueRequests } from '../../commands/execute-due-requests.ts';
import { importPeople } from '../../commands/import-people.ts';
import { recordDeparture, requestDeparture } from '../../commands/departure-requests.ts';
import type { Change } from '../../contracts/changes.ts';
import { requestCommand } from '../../commands/run-request.ts';
import { connect } from '../../db/connection.ts';
import { launchPhase } from '../../commands/launch-phase.ts';
import { leadsOthers } from '../../db/leads.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { csvOf, evaluationOf } from '../commands/small-city.ts';
import { whileInFlight } from '../support/in-flight.ts';
import { waitFor } from '../support/wait-for.ts';
import { OfficerCity } from './officer-city.ts';

let officer: OfficerCity;
beforeEach(async () => {
  officer = await OfficerCity.create();
});
afterEach(() => officer.close());

describe('before a launch', () => {
  test('row-1: nobody records that a colleague of the own group has left', async () => {
    await officer.archived();
    await officer.plan();
    expect((await officer.leave('O2', '2026-11-01')).body).toMatchObject({
      code: 'own-case',
      details: { concerns: 'rating-group' },
    });
    expect((await officer.leave('S5', '2026-11-01')).body['state']).toBe('executed');
  });

  test('row-1: nobody records that who will decide about the own group will have left', async () => {
    await officer.archived();
    expect((await officer.plan()).status).toBe(201);
    for (const no of ['C1', 'F1']) expect((await officer.leave(no, '2090-06-01')).body['code']).toBe('own-case');
  });

  test('row-3: a second person says yes to the departure of a chair, and the look at the launch tells of it', async () => {
    await officer.archived();
    const { body: planned } = await officer.plan();
    const asked = await (
      await officer.signIn('HR3')
    ).ask('POST', '/departures', {
      body: { employeeNos: ['C1'], leftOn: '2090-06-01', reason: 'gone' },
    });
    expect(asked.body['state']).toBe('waits-for-approval');
    await officer.approver.ask('POST', `/departures/${String(asked.body['id'])}/approve`);
    const launch = await officer.askLaunch(planned['id']);
    const look = await officer.lookAt(launch.body['id']);
    expect(look.body['pleaseLook']).toContainEqual(expect.objectContaining({ code: 'will-leave' }));
  });
});

describe('the first launch', () => {
  const approved = async () => {
    const launch = await officer.askLaunch(officer.city.cycleId);
    await officer.approver.ask('POST', `/commands/${String(launch.body['id'])}/approve`);
    return String(launch.body['id']);
  };
  const readdress = async () =>
    (await officer.hr.ask('PATCH', '/employees/H1', { body: { email: 'h1-new@city.example' } })).body['code'];
  const regroup = () => officer.importOf('HR1,Name HR1,hr1@city.example,Tax,6,Job,M1,H2,Staff,2020-01-01');

  test('row-2: once approved ends what is set up for nothing, also where it is taken back', async () => {
    const id = await approved();
    expect((await officer.hr.ask('POST', `/commands/${id}/undo`)).status).toBe(200);
    expect([await readdress(), await regroup()]).toEqual(['own-case', ['own-case']]);
  });

  test('row-2: once approved ends what is set up for nothing, also where it is refused at its instant', async () => {
    const id = await approved();
    expect(await officer.importOf('S5,Name S5,s5@city.example,Top,7,Job,H1,M1,Staff,2020-01-01')).toEqual([]);
    await sql`update command_request set effective_at = now() - interval '1 minute' where id = ${id}`.execute(officer.city.db);
    await executeDueRequests(officer.city.db);
    const { outcome } = await officer.city.db
      .selectFrom('command_request')
      .select('outcome')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(outcome).toEqual({ refused: 'preview-changed' });
    expect([await readdress(), await regroup()]).toEqual(['own-case', ['own-case']]);
  });
});

describe('the look at a launch', () => {
  const RIVAL = 'R1,Name R1,r1@city.example,Roads,7,Job,F1,M1,Rivals,2020-01-01';
  const staysAway = async (name = '2027') => {
    const launch = await officer.askLaunch((await officer.plan({ name })).body['id']);
    const changes = (await officer.lookAt(launch.body['id'])).body['changes'] as readonly Change[];
    return changes.flatMap(({ what, who, after }) => (what === 'enrolment' && who?.employeeNo === 'R1' ? [after] : []));
  };
  beforeEach(async () => {
    await importPeople(officer.city.db, { file: csvOf(RIVAL) });
    await officer.archived();
  });

  test('row-3: names who does not start as the list has nobody above them any more', async () => {
    expect(await officer.importOf(RIVAL.replace('F1,M1', ','))).toEqual([]);
    expect(await staysAway()).toEqual([{ state: 'nobody-above' }]);
  });

  test('row-3: names who does not start as they are recorded to have left, not who left long ago', async () => {
    expect((await officer.leave('R1', '2026-11-01')).body['state']).toBe('executed');
    expect(await staysAway()).toEqual([{ state: 'left' }]);
    await sql`update departure set left_on = '2025-12-31'`.execute(officer.city.db);
    expect(await staysAway('2027, planned again')).toEqual([]);
  });
});

describe('who is above others of HR', () => {
  const takesRoleOfHr1 = async () => {
    const body = { employeeNo: 'HR1', role: 'hr', grants: false, reason: 'misuse' };
    return (await (await officer.signIn('HR3')).ask('POST', '/role-requests', { body })).body['code'];
  };

  test('row-1: is not so by their own list', async () => {
    await officer.launched();
    const row = (no: string, rater: string, reviewer: string) =>
      `${no},Name ${no},${no.toLowerCase()}@city.example,Top,6,Job,${rater},${reviewer},,2020-01-01`;
    expect(await officer.importOf(row('HR3', 'HR1', ''))).toEqual(['own-case']);
    expect(await officer.importOf(row('HR3', '', 'HR1'))).toEqual(['own-case']);
    expect(await officer.importOf('N8,Name N8,hr3@city.example,Top,6,Job,HR1,,,2020-01-01')).toEqual([
      'own-case',
      'address-of-role-holder',
    ]);
    expect(await officer.importOf('O1,Name O1,o1@city.example,Tax,6,Job,H1,H2,Staff,2020-01-01')).toEqual(['own-case']);
    expect(await officer.importOf(row('HR3', 'F1', ''))).toEqual([]);
    expect(await takesRoleOfHr1()).toBe(undefined);
  });

  test('row-1: is not so for ever by a cycle that was only planned', async () => {
    await officer.launched();
    const { db } = officer.city;
    await sql`update employee set rater_id = ${officer.city.ids['HR1']} where employee_no = 'HR3'`.execute(db);
    const committee = { chair: 'C1', members: ['F1', 'M1'] };
    const exclusions = [{ employeeNo: 'HR3', reason: 'x' }];
    await createCycle(db, { name: '2027', year: 2027, packName: 'kr-local-grade5', committee, exclusions });
    await sql`update employee set rater_id = null where employee_no = 'HR3'`.execute(db);
    expect(await takesRoleOfHr1()).toBe(undefined);
  });
});

describe('one officer alone', () => {
  beforeEach(() => officer.launched());

  test('row-1: does not lay down the lead', async () => {
    const evaluationId = await evaluationOf(officer.city, 'HR1');
    const leads = () => inTransaction(officer.city.db, (trx) => leadsOthers(trx, { processRunId: '0', evaluationId, round: 1 }));
    expect(await leads()).toBe(true);
    const o1 = { evaluationIds: [await evaluationOf(officer.city, 'O1')] };
    expect((await officer.order('reassign', o1, { as: 'rater', employeeNo: 'F1' })).body['code']).toBe('own-case');
    expect(await leads()).toBe(true);
  });

  test('row-1: does not keep the mails from a colleague of the own group, nor from who decides about it', async () => {
    const away = (employeeNo: string, toOn = '2090-12-31') =>
      officer.hr.ask('POST', '/absences', { body: { employeeNo, fromOn: '2090-01-01', toOn } });
    for (const no of ['O2', 'C1', 'F1']) expect((await away(no)).body['code']).toBe('own-case');
    expect((await away('S5', '2093-12-31')).body).toMatchObject({ details: { path: '/toOn', reason: 'too-long' } });
    expect((await away('S5')).status).toBe(201);
  });

  test('row-1: does not readdress a colleague of the own group, nor who decides about it, on the page or by a list', async () => {
    const readdress = (no: string) => officer.hr.ask('PATCH', `/employees/${no}`, { body: { email: `hr1+${no}@city.example` } });
    for (const no of ['O2', 'C1', 'F1']) expect((await readdress(no)).body['code']).toBe('own-case');
    expect(await officer.importOf('O2,Name O2,x2@city.example,Tax,6,Job,H1,H2,Office,2020-01-01')).toEqual(['own-case']);
    expect(await officer.importOf('C1,Name C1,x1@city.example,Top,4,Job,,,,2020-01-01')).toEqual(['own-case']);
    expect((await readdress('S5')).status).toBe(200);
  });

  test('row-3: does not take time from one person', async () => {
    const taskId = await officer.openedTask('S1', 'self-assessment', 'self-assessment.write');
    const { due_at: due } = await officer.city.db
      .selectFrom('task')
      .select(sql<string>`to_char(due_at at time zone 'Asia/Seoul', 'YYYY-MM-DD')`.as('due_at'))
      .where('id', '=', taskId)
      .executeTakeFirstOrThrow();
    await sql`
      update task
         set due_at = due_at + interval '7 days', accepted_until = accepted_until + interval '7 days'
       where id = ${taskId}`.execute(officer.city.db);
    expect((await officer.order('extend-tasks', { taskIds: [taskId] }, { dueOn: due })).body['state']).toBe('waits-for-approval');
    expect((await officer.order('extend-tasks', { taskIds: [taskId] }, { workingDays: 3 })).body['state']).toBe('executed');
  });

  test('row-3: does not let two leave at once, one by a withdrawal and one by the record of departures', async () => {
    const s1 = { evaluationIds: [await evaluationOf(officer.city, 'S1')] };
    const { url, cycleId, ids } = officer.city;
    const actorId = ids['HR1'] ?? '0';
    const owner = connect({ url, role: 'owner', max: 8 });
    const withdrawal = { command: 'withdraw', cycleId, selection: s1, arguments: { why: 'retired' }, reason: 'gone', actorId };
    // Both have looked who has left alone before either is written, where neither waits for the other.
    const leaving: Promise<unknown>[] = [];
    await inTransaction(owner, async (trx) => {
      await sql`lock table audit_event in exclusive mode`.execute(trx);
      leaving.push(requestCommand(owner, { ...withdrawal, idempotencyKey: 'k' }));
      leaving.push(requestDeparture(owner, { employeeNos: ['S5'], leftOn: '2026-11-01', reason: 'gone', actorId }));
      await waitFor('both to wait', async () => {
        const { rows } = await sql`
          select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(owner);
        return rows.length === 2;
      });
    });
    await Promise.all(leaving);
    await owner.destroy();
    const { rows } = await sql<{ alone: boolean }>`
      select not needs_approval alone from command_request
      union all
      select not needs_approval from departure_request
       order by 1`.execute(officer.city.db);
    expect(rows).toEqual([{ alone: false }, { alone: true }]);
  });

  test('row-3: does not withdraw anybody once ratings are open, as the group may be frozen a moment later', async () => {
    await launchPhase(officer.city.db, { cycleId: officer.city.cycleId, phase: 'manager-evaluation' });
    const evaluationIds = [await evaluationOf(officer.city, 'S1')];
    expect((await officer.order('withdraw', { evaluationIds }, { why: 'resigned' })).body['state']).toBe('waits-for-approval');
  });

  test('row-3: nor records that somebody has left while their result may still be objected to', async () => {
    const { db, cycleId } = officer.city;
    await launchPhase(db, { cycleId, phase: 'manager-evaluation' });
    await sql`update cycle set published_at = now()`.execute(db);
    expect((await officer.leave('S1', '2026-01-02')).body['state']).toBe('waits-for-approval');
    await sql`update cycle set archived_at = now()`.execute(db);
    expect((await officer.leave('S2', '2026-01-02')).body['state']).toBe('executed');
  });

  test('row-3: nor has somebody rate again who had left', async () => {
    const { db, ids } = officer.city;
    const evaluationId = await evaluationOf(officer.city, 'S5');
    await sql`update evaluation set rater_id = ${ids['S1']} where id = ${evaluationId}`.execute(db);
    await recordDeparture(db, { employeeNos: ['S1', 'S2'], leftOn: '2026-01-02' });
    expect((await officer.leave('S1', null)).body['state']).toBe('waits-for-approval');
    const withdrawn = { evaluationIds: [await evaluationOf(officer.city, 'S1')] };
    const later = { why: 'retired', leftOn: '2090-01-01' };
    expect((await officer.order('withdraw', withdrawn, later)).body['state']).toBe('waits-for-approval');
    expect((await officer.leave('S2', null)).body['state']).toBe('executed');
  });

  test('row-3: nor cuts off who rates while ratings are written', async () => {
    const { db, cycleId, ids } = officer.city;
    const evaluationId = await evaluationOf(officer.city, 'S5');
    await sql`update evaluation set rater_id = ${ids['S1']} where id = ${evaluationId}`.execute(db);
    await sql`
      update evaluation set state = 'withdrawn', reason = 'resigned'
       where employee_id in (${ids['S1']}, ${ids['S2']})`.execute(db);
    await launchPhase(db, { cycleId, phase: 'manager-evaluation' });
    expect((await officer.leave('S1', '2026-01-02')).body['state']).toBe('waits-for-approval');
    expect((await officer.leave('S2', '2026-01-02')).body['state']).toBe('executed');
  });

  test('row-3: takes back no departure that two persons have recorded', async () => {
    const hr3 = await officer.signIn('HR3');
    const body = { employeeNos: ['S1', 'S2'], leftOn: '2026-01-02', reason: 'gone' };
    const asked = await hr3.ask('POST', '/departures', { body });
    await officer.approver.ask('POST', `/departures/${String(asked.body['id'])}/approve`);
    expect((await officer.leave('S1', null)).body['state']).toBe('waits-for-approval');
    const evaluationIds = [await evaluationOf(officer.city, 'S3'), await evaluationOf(officer.city, 'S4')];
    const ended = await officer.order('withdraw', { evaluationIds }, { why: 'retired', leftOn: '2026-01-02' });
    await officer.approver.ask('POST', `/commands/${String(ended.body['id'])}/approve`);
    await sql`update departure_request set requested_at = now() - interval '2 days'`.execute(officer.city.db);
    expect((await officer.leave('S3', null)).body['state']).toBe('waits-for-approval');
  });

  test('row-1: is not the only one left by whom a list names as rater of the others, or puts into their group', async () => {
    expect(
      await officer.importOf(
        'HR2,Name HR2,hr2@city.example,Tax,6,Job,C1,,Far,2020-01-01',
        'HR3,Name HR3,hr3@city.example,Top,6,Job,S1,,Near,2020-01-01',
        'S2,Name S2,s2@city.example,Tax,7,Job,C1,,Near,2020-01-01',
      ),
    ).toEqual([]);
    const body = { email: 'box-x@city.example' };
    expect((await officer.hr.ask('PATCH', '/employees/C1', { body })).body['code']).toBe('own-case');
  });

  test('row-1: has nobody listed into the own group as the running cycle names it', async () => {
    await sql`update rating_group set name = 'Office before' where name = 'Office'`.execute(officer.city.db);
    const newcomer = 'S1,Name S1,s1@city.example,Tax,7,Job,M1,,Office before,2020-01-01';
    expect(await officer.importOf(newcomer)).toEqual(['own-case']);
  });

  test('row-3: brings no chair into a group, which the first member would chair then', async () => {
    expect(await officer.importOf('C1,Name C1,c1@city.example,Top,4,Job,H2,M1,Staff,2020-01-01')).toEqual([]);
    const { details } = (await officer.order('launch-missing', {}, {})).body;
    expect(details).toMatchObject({ blockedBy: [{ code: 'chair-would-be-rated', details: { employeeNos: ['C1'] } }] });
  });

  test('row-1: does not write back by a list what another one of HR has mended meanwhile', async () => {
    const owner = connect({ url: officer.city.url, role: 'owner', max: 4 });
    const own = (job: string, rater: string) => csvOf(`HR1,Name HR1,hr1@city.example,Tax,6,${job},${rater},H2,Office,2020-01-01`);
    const actorId = officer.city.ids['HR1'];
    const mended = sql`update employee set rater_id = ${officer.city.ids['F1']} where employee_no = 'HR1'`;
    const answer = await whileInFlight(
      owner,
      (trx) => mended.execute(trx),
      () => importPeople(owner, { file: own('Chief', 'H1'), actorId }),
    );
    await owner.destroy();
    expect(answer.problems).toContainEqual(expect.objectContaining({ column: 'rater_no', code: 'own-case' }));
  });
});

test('row-3: an order of more names than are shown at once is read to its last', async () => {
  const { db, ids } = officer.city;
  await sql`
    insert into employee (employee_no, name, email, unit_id, grade, group_name, rater_id)
    select 'X' || n, 'Name X' || n, 'x' || n || '@city.example', u.id, '7', 'Many', ${ids['F1']}
      from generate_series(1, 1001) n
      join unit u on u.name = 'Roads'`.execute(db);
  await officer.launched();
  const { id } = await db.selectFrom('rating_group').select('id').where('name', '=', 'Many').executeTakeFirstOrThrow();
  const { body } = await officer.order('reassign', { groupIds: [id] }, { as: 'reviewer', employeeNo: 'F1' });
  expect(body['state']).toBe('waits-for-approval');
  const look = async (from: number) =>
    (await officer.approver.ask('GET', `/commands/${String(body['id'])}/preview?from=${String(from)}`)).body;
  expect(await look(0)).toMatchObject({ moreChanges: 1 });
  const last = await look(1000);
  expect([last['moreChanges'], (last['changes'] as readonly unknown[]).length]).toEqual([0, 1]);
});
