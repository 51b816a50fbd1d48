import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { enrol } from '../../db/enrolment.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { ownOf } from '../../db/own-case.ts';
import { csvOf, evaluationOf } from '../commands/small-city.ts';
import { OfficerCity } from './officer-city.ts';

// Who is taken for whom. HR1 reads hr1@ and everything of the form hr1+x@, is rated in Office, and makes accounts as it likes.

let officer: OfficerCity;
beforeEach(async () => {
  officer = await OfficerCity.create();
  await officer.launched();
});
afterEach(() => officer.close());

const newcomer = (no: string, email: string, [rater, group] = ['', '']) =>
  `${no},Name ${no},${email},Tax,7,Job,${rater},,${group},2026-11-01`;

async function idOf(no: string): Promise<string> {
  const { id } = await officer.city.db
    .selectFrom('employee')
    .select('id')
    .where('employee_no', '=', no)
    .executeTakeFirstOrThrow();
  return id;
}

/** HR1 makes people, and they come into the cycle. */
async function made(...rows: readonly string[]): Promise<void> {
  expect(await officer.importOf(...rows)).toEqual([]);
  await inTransaction(officer.city.db, (trx) => enrol(trx, { cycleId: officer.city.cycleId, quotaFrom: 4 }));
}

/** As if it were long ago that HR1 made them: they are new no more. */
async function longAgo(): Promise<void> {
  await sql`
    update address_change
       set new_until = now() - interval '1 minute', counts = jsonb_build_object('live', now() - interval '1 minute')`.execute(
    officer.city.db,
  );
}

async function grant(no: string, role: string): Promise<void> {
  await sql`insert into role_assignment (employee_id, role) values (${await idOf(no)}, ${role})`.execute(officer.city.db);
}

describe('who else of HR is not concerned by what HR1 does:', () => {
  const takesRoleOfHr1 = async () => {
    const body = { employeeNo: 'HR1', role: 'hr', grants: false, reason: 'misuse' };
    return (await (await officer.signIn('HR3')).ask('POST', '/role-requests', { body })).status;
  };

  test('row-1: a newcomer in the group of HR1 with their mailbox', async () => {
    await made(newcomer('N8', 'hr3@city.example', ['H1', 'Office']));
    expect(await takesRoleOfHr1()).toBe(200);
    const { groups, accounts } = await ownOf(officer.city.db, { employeeId: await idOf('HR3') });
    expect([groups, accounts]).toEqual([[], [await idOf('HR3')]]);
  });

  test('row-1: somebody of another group who has their mailbox for a while', async () => {
    expect((await officer.hr.ask('PATCH', '/employees/S1', { body: { email: 'hr3@city.example' } })).status).toBe(200);
    const { groups, accounts } = await ownOf(officer.city.db, { employeeId: await idOf('HR3') });
    expect([groups, accounts]).toEqual([[], [await idOf('HR3')]]);
  });

  test('row-1: somebody who has the mailbox of their rater for a while', async () => {
    const above = async () => (await ownOf(officer.city.db, { employeeId: await idOf('S5') })).above;
    const before = await above();
    expect((await officer.hr.ask('PATCH', '/employees/S1', { body: { email: 'm1@city.example' } })).status).toBe(200);
    expect(await above()).toEqual(before);
  });
});

describe('an account of HR1 with its own mailbox', () => {
  const MAILBOXES = ['hr1@city.example', 'HR1+n@City.Example'];
  test.each(MAILBOXES)('row-1: is its own case, also where HR1 has just made it: %s', async (email) => {
    await made(newcomer('N9', email, ['H2', 'Staff']));
    const selection = { evaluationIds: [await evaluationOf(officer.city, 'S1')] };
    const { body } = await officer.order('withdraw', selection, { why: 'resigned' });
    expect(body).toMatchObject({ code: 'own-case', details: { concerns: 'rating-group' } });
  });

  test('row-1: is its own case where it has just given the mailbox to it', async () => {
    expect((await officer.hr.ask('PATCH', '/employees/S1', { body: { email: 'hr1+s@city.example' } })).status).toBe(200);
    const { accounts } = await ownOf(officer.city.db, { employeeId: await idOf('HR1') });
    expect([...accounts].sort()).toEqual([await idOf('HR1'), await idOf('S1')].sort());
    const away = { employeeNo: 'S1', fromOn: '2026-12-01', toOn: '2026-12-02' };
    expect((await officer.hr.ask('POST', '/absences', { body: away })).body['code']).toBe('own-case');
  });
});

describe('whom HR1 has made and nobody else has answered for', () => {
  const twoLeave = async () => {
    const evaluationIds = [await evaluationOf(officer.city, 'S1'), await evaluationOf(officer.city, 'S2')];
    return officer.order('withdraw', { evaluationIds }, { why: 'resigned' });
  };

  test('row-1: is no second person beside HR1, whatever mailbox they have', async () => {
    await made(newcomer('N1', 'n1@city.example'));
    await longAgo();
    await grant('N1', 'hr-approver');
    const { body } = await twoLeave();
    expect(body['state']).toBe('waits-for-approval');
    const approve = async () => (await officer.signIn('N1')).ask('POST', `/commands/${String(body['id'])}/approve`);
    expect((await approve()).body['code']).toBe('second-person-needed');
    await sql`update address_change set answer = 'confirmed', answered_at = now()`.execute(officer.city.db);
    expect((await approve()).body['state']).toBe('executed');
  });

  test('row-1: is none beside another whom one of these has made', async () => {
    await made(newcomer('N1', 'n1@city.example'));
    await longAgo();
    await grant('N1', 'hr');
    const second = await officer.signIn('N1');
    const file = Buffer.from(csvOf(newcomer('N2', 'n2@city.example')));
    await second.ask('POST', '/imports', { body: file, headers: { 'content-type': 'text/csv' } });
    await longAgo();
    await grant('N2', 'hr-approver');
    const { body } = await twoLeave();
    const { body: answer } = await (await officer.signIn('N2')).ask('POST', `/commands/${String(body['id'])}/approve`);
    expect(answer['code']).toBe('second-person-needed');
  });

  const listed = async () => {
    const { body } = await officer.approver.ask('GET', '/address-changes');
    const items = body['items'] as readonly { person: { employeeNo: string }; waits: boolean; mayConfirm: boolean; id: string }[];
    return items.map(({ id, person, waits, mayConfirm }) => ({ id, no: person.employeeNo, waits, mayConfirm }));
  };

  test('row-2: stays to be confirmed when they are new no more, after those who wait for it, whoever decides first', async () => {
    await made(newcomer('N1', 'n1@city.example'), newcomer('N2', 'n2@city.example'));
    await longAgo();
    await grant('N2', 'clerk');
    await made(newcomer('N3', 'n3@city.example'));
    const shown = (await listed()).map(({ no, waits, mayConfirm }) => [no, waits, mayConfirm]);
    expect(shown).toEqual([
      ['N3', true, true],
      ['N2', false, true],
      ['N1', false, true],
    ]);
    const ids = (await listed()).map(({ id }) => id);
    expect((await officer.approver.ask('POST', '/address-changes/confirm', { body: { ids } })).body).toEqual({ confirmed: 3 });
    expect(await listed()).toEqual([]);
  });

  test('row-2: is said to be so before the second person, who gives them a role', async () => {
    await made(newcomer('N1', 'n1@city.example'));
    await longAgo();
    const body = { employeeNo: 'N1', role: 'clerk', grants: true, reason: 'counts cards' };
    expect((await officer.hr.ask('POST', '/role-requests', { body })).status).toBe(200);
    const madeBy = async () => {
      const { items } = (await officer.approver.ask('GET', '/role-requests')).body as { items: readonly { madeBy: unknown }[] };
      return items.map((one) => one.madeBy);
    };
    expect(await madeBy()).toEqual([{ employeeNo: 'HR1', name: 'Name HR1' }]);
    await sql`update address_change set answer = 'confirmed', answered_at = now()`.execute(officer.city.db);
    expect(await madeBy()).toEqual([null]);
  });

  test('row-2: is said to be so before the second person, who makes them rater', async () => {
    await made(newcomer('N1', 'n1@city.example'));
    await longAgo();
    const selection = { evaluationIds: [await evaluationOf(officer.city, 'S1')] };
    const { body } = await officer.order('reassign', selection, { as: 'rater', employeeNo: 'N1' });
    const look = await officer.lookAt(body['id']);
    expect(look.body['pleaseLook']).toContainEqual({ code: 'created-by-who-asks', details: { employeeNos: ['N1'] } });
  });
});
