import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { appointFirstHr } from '../../commands/appoint-first-hr.ts';
import { firstHrToken } from '../../commands/first-hr-link.ts';
import { importPeople } from '../../commands/import-people.ts';
import { mendEmail } from '../../commands/mend-email.ts';
import { grantRole, revokeRole } from '../../commands/grant-role.ts';
import { approveRole, requestRole, undoRole } from '../../commands/role-requests.ts';
import { givenAddress } from '../../db/reading/given-address.ts';
import { listRoleRequests } from '../../db/reading/roles.ts';
import type { Role } from '../../domain/permissions.ts';
import { csvOf, PEOPLE, smallCity, type SmallCity } from './small-city.ts';

// HR1 asks and HR2 approves; X1 is rated by nobody, and HR1’s other account HR3 has its mailbox.

let city: SmallCity;
beforeEach(async () => {
  city = await smallCity({
    people: [
      ...PEOPLE,
      'X1,Name X1,x1@city.example,Top,6,Job,,,,2020-01-01',
      'HR3,Name HR3,HR1@CITY.example,Top,6,Job,,,,2020-01-01',
    ],
  });
});
afterEach(() => city.drop());

const idOf = (no: string) => city.ids[no] ?? '0';
const ask = (by: string, employeeNo: string, { role = 'operator', grants = true }: { role?: Role; grants?: boolean } = {}) =>
  requestRole(city.db, { employeeNo, role, grants, reason: 'because', actorId: idOf(by) });
const approve = (requestId: string, by: string) => approveRole(city.db, { requestId, actorId: idOf(by) });
const rolesOf = async (no: string) => {
  const rows = await city.db
    .selectFrom('role_assignment')
    .select('role')
    .where('employee_id', '=', idOf(no))
    .orderBy('role')
    .execute();
  return rows.map(({ role }) => role);
};
const told = async () => {
  const rows = await city.db
    .selectFrom('notification as n')
    .innerJoin('employee as e', 'e.id', 'n.employee_id')
    .select(['e.employee_no', 'n.details'])
    .where('n.mail_kind', '=', 'role.changed')
    .orderBy('n.id')
    .execute();
  return rows;
};

describe('row-3: a role', () => {
  test('row-3: is given when a second person has said yes, and both and the person are told', async () => {
    const { id } = await ask('HR1', 'X1');
    expect(await rolesOf('X1')).toEqual([]);
    await expect(approve(id, 'HR1')).rejects.toMatchObject({ code: 'second-person-needed' });
    await approve(id, 'HR2');
    expect(await rolesOf('X1')).toEqual(['operator']);
    expect((await told()).map(({ employee_no }) => employee_no).sort()).toEqual(['HR1', 'HR2', 'X1']);
    await approve(id, 'HR2');
    await expect(undoRole(city.db, { requestId: id, actorId: idOf('HR1') })).rejects.toMatchObject({
      code: 'command-already-decided',
    });
  });

  test('row-2: is asked for with the address that the person signs in at, and who of HR has entered it', async () => {
    const givenTo = async (no: string) => (await listRoleRequests(city.db, { limit: 1, id: (await ask('HR1', no)).id }))[0];
    expect(await givenTo('X1')).toMatchObject({ address: 'x1@city.example', addressBy: null });
    const listed = csvOf('K7,Name K7,box@city.example,Top,6,Job,,,,2020-01-01');
    expect(await importPeople(city.db, { file: listed, actorId: idOf('HR1') })).toMatchObject({ created: 1 });
    const by = { employeeNo: 'HR1', name: 'Name HR1' };
    expect(await givenTo('K7')).toMatchObject({ address: 'box@city.example', addressBy: by });
    await mendEmail(city.db, { employeeNo: 'M1', email: 'other@city.example', actorId: idOf('HR1') });
    expect(await givenAddress(city.db, 'M1')).toEqual({ address: 'other@city.example', addressBy: by });
    const back = csvOf('M1,Name M1,m1@city.example,Top,3,Job,,,,2020-01-01');
    expect(await importPeople(city.db, { file: back, actorId: undefined })).toMatchObject({ changed: 1 });
    expect(await givenAddress(city.db, 'M1')).toEqual({ address: 'm1@city.example', addressBy: null });
  });

  test('row-3: is taken away by two persons as well', async () => {
    await grantRole(city.db, { employeeNo: 'X1', role: 'hr' });
    const { id } = await ask('HR1', 'X1', { role: 'hr', grants: false });
    expect(await rolesOf('X1')).toEqual(['hr']);
    const before = await told();
    await approve(id, 'HR2');
    expect(await rolesOf('X1')).toEqual([]);
    const now = (await told()).slice(before.length);
    expect(now.map(({ employee_no }) => employee_no).sort()).toEqual(['HR1', 'HR2', 'X1']);
  });

  test('row-3: is nobody’s to give to themselves, nor another account’s of the same mailbox', async () => {
    await expect(ask('HR1', 'HR1')).rejects.toMatchObject({ code: 'own-case', details: { concerns: 'account' } });
    await expect(ask('HR1', 'HR3', { role: 'hr-approver' })).rejects.toMatchObject({ code: 'own-case' });
    const { id } = await ask('HR1', 'HR2', { role: 'hr' });
    await expect(approve(id, 'HR2')).rejects.toMatchObject({ code: 'own-case' });
    await expect(undoRole(city.db, { requestId: id, actorId: idOf('HR2') })).rejects.toMatchObject({ code: 'own-case' });
    await grantRole(city.db, { employeeNo: 'HR3', role: 'hr-approver' });
    await expect(approve(id, 'HR3')).rejects.toMatchObject({ code: 'second-person-needed' });
  });

  test('is not asked for, nor approved, by whom the person rates or reviews', async () => {
    await grantRole(city.db, { employeeNo: 'S1', role: 'hr' });
    for (const above of ['H1', 'M1'])
      await expect(ask('S1', above)).rejects.toMatchObject({ code: 'own-case', details: { concerns: 'rater-or-reviewer' } });
    const { id } = await ask('HR1', 'H1');
    await grantRole(city.db, { employeeNo: 'S2', role: 'hr-approver' });
    await expect(approve(id, 'S2')).rejects.toMatchObject({ code: 'own-case' });
    await approve(id, 'HR2');
    expect(await rolesOf('H1')).toEqual(['operator']);
  });

  test('row-3: that somebody has, or has not, is not asked for; a second request answers with the one that waits', async () => {
    await expect(ask('HR1', 'HR2', { role: 'hr-approver' })).rejects.toMatchObject({
      code: 'invalid-input',
      details: { path: '/role' },
    });
    await expect(ask('HR1', 'X1', { grants: false })).rejects.toMatchObject({ code: 'invalid-input' });
    const first = await ask('HR1', 'X1');
    expect(await ask('HR1', 'X1')).toEqual(first);
    await undoRole(city.db, { requestId: first.id, actorId: idOf('HR2') });
    expect((await ask('HR1', 'X1')).id).not.toBe(first.id);
    await expect(
      requestRole(city.db, { employeeNo: 'X1', role: 'hr', grants: true, reason: ' ', actorId: idOf('HR1') }),
    ).rejects.toMatchObject({
      code: 'reason-required',
    });
  });

  test('row-3: that an operator changes by a command is told to everybody of HR and audited as such', async () => {
    await grantRole(city.db, { employeeNo: 'X1', role: 'auditor' });
    expect(
      (await told()).map(({ employee_no, details }) => [employee_no, (details as { byOperator: boolean }).byOperator]),
    ).toEqual(
      expect.arrayContaining([
        ['HR1', true],
        ['HR2', true],
        ['X1', true],
      ]),
    );
    expect(await revokeRole(city.db, { employeeNo: 'X1', role: 'auditor' })).toBe(true);
    const events = await city.db
      .selectFrom('audit_event')
      .select(['what', 'details'])
      .where('what', 'like', 'role.%')
      .orderBy('id')
      .execute();
    expect(events).toEqual([
      { what: 'role.granted', details: { role: 'auditor', by: 'command-line' } },
      { what: 'role.revoked', details: { role: 'auditor', by: 'command-line' } },
    ]);
  });

  test('row-3: stands in the list with what the person has already', async () => {
    await ask('HR1', 'HR2', { role: 'hr' });
    const [request] = await listRoleRequests(city.db, { limit: 1 });
    expect(request).toMatchObject({
      employee: { employeeNo: 'HR2', unitName: 'Tax' },
      role: 'hr',
      grants: true,
      roles: ['hr-approver'],
    });
  });
});

describe('row-3: the link of the first start', () => {
  const people = ['S1', 'S2'].map((employeeNo) => ({ employeeNo }));
  const noHr = () => city.db.deleteFrom('role_assignment').execute();

  test('row-3: is over when the command line has made the first one of HR', async () => {
    await noHr();
    const token = (await firstHrToken(city.db)) ?? '';
    await grantRole(city.db, { employeeNo: 'X1', role: 'hr-approver' });
    await expect(appointFirstHr(city.db, { token, people })).rejects.toMatchObject({ code: 'link-used-or-expired' });
  });

  test('row-3: is over when anybody is of HR, by whatever path', async () => {
    await noHr();
    const token = (await firstHrToken(city.db)) ?? '';
    await city.db
      .insertInto('role_assignment')
      .values({ employee_id: idOf('X1'), role: 'hr' })
      .execute();
    await expect(appointFirstHr(city.db, { token, people })).rejects.toMatchObject({ code: 'link-used-or-expired' });
    expect(await rolesOf('S1')).toEqual([]);
  });
});
