import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { enrol } from '../../db/enrolment.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { isSamePerson, ownOf } from '../../db/own-case.ts';
import { evaluationOf } from '../commands/small-city.ts';
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

async function grant(no: string, role: string): Promise<void> {
  await sql`insert into role_assignment (employee_id, role) values (${await idOf(no)}, ${role})`.execute(officer.city.db);
}

/** Before HR3 is of HR: the mailbox of somebody with a role is given to nobody. */
async function beforeRoleOfHr3(act: () => Promise<unknown>): Promise<void> {
  await sql`delete from role_assignment where employee_id = ${await idOf('HR3')}`.execute(officer.city.db);
  await act();
  await grant('HR3', 'hr');
}

describe('who else of HR is not concerned by what HR1 does:', () => {
  const takesRoleOfHr1 = async () => {
    const body = { employeeNo: 'HR1', role: 'hr', grants: false, reason: 'misuse' };
    return (await (await officer.signIn('HR3')).ask('POST', '/role-requests', { body })).status;
  };

  test('row-1: a newcomer in the group of HR1 with their mailbox', async () => {
    await beforeRoleOfHr3(() => made(newcomer('N8', 'hr3@city.example', ['H1', 'Office'])));
    expect(await takesRoleOfHr1()).toBe(200);
    const { groups, accounts } = await ownOf(officer.city.db, { employeeId: await idOf('HR3') });
    expect([groups, accounts]).toEqual([[], [await idOf('HR3')]]);
  });

  test('row-1: somebody of another group who has their mailbox for a while', async () => {
    await beforeRoleOfHr3(async () => {
      const body = { email: 'hr3@city.example' };
      expect((await officer.hr.ask('PATCH', '/employees/S1', { body })).status).toBe(200);
    });
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
    const away = { employeeNo: 'S1', fromOn: '2090-12-01', toOn: '2090-12-02' };
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
    await grant('N1', 'hr-approver');
    const { body } = await twoLeave();
    expect(body['state']).toBe('waits-for-approval');
    const approve = async () => (await officer.signIn('N1')).ask('POST', `/commands/${String(body['id'])}/approve`);
    expect((await approve()).body['code']).toBe('address-unconfirmed');
    expect(await isSamePerson(officer.city.db, await idOf('N1'), await idOf('HR1'))).toBe(true);
    await sql`update address_change set answer = 'confirmed', answered_at = now()`.execute(officer.city.db);
    expect((await approve()).body['state']).toBe('executed');
  });

  const listed = async () => {
    const { body } = await officer.approver.ask('GET', '/address-changes');
    const items = body['items'] as readonly { person: { employeeNo: string }; mayConfirm: boolean; id: string }[];
    return items.map(({ id, person, mayConfirm }) => ({ id, no: person.employeeNo, mayConfirm }));
  };

  test('row-2: stays to be confirmed, however long ago it was, whoever has a role first', async () => {
    await made(newcomer('N1', 'n1@city.example'), newcomer('N2', 'n2@city.example'));
    await sql`update address_change set changed_at = now() - interval '1 year'`.execute(officer.city.db);
    await grant('N2', 'clerk');
    await made(newcomer('N3', 'n3@city.example'));
    const shown = (await listed()).map(({ no, mayConfirm }) => [no, mayConfirm]);
    expect(shown).toEqual([
      ['N2', true],
      ['N1', true],
      ['N3', true],
    ]);
    const ids = (await listed()).map(({ id }) => id);
    expect((await officer.approver.ask('POST', '/address-changes/confirm', { body: { ids } })).body).toEqual({
      confirmed: 3,
      left: [],
    });
    expect(await listed()).toEqual([]);
  });
});
