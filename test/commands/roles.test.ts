import { afterAll, beforeAll, expect, test } from 'vitest';
import { grantRole, revokeRole } from '../../commands/grant-role.ts';
import { mendEmail } from '../../commands/mend-email.ts';
import { recordAbsence } from '../../commands/absences.ts';
import { smallCity, type SmallCity } from './small-city.ts';

let city: SmallCity;
beforeAll(async () => {
  city = await smallCity();
});
afterAll(() => city.drop());

const actorId = () => city.ids['HR1'] ?? '';

test('grants a role once and takes it away once, each with an audit event', async () => {
  const role = { employeeNo: 'S1', role: 'operator' } as const;
  expect([await grantRole(city.db, role), await grantRole(city.db, role)]).toEqual([true, false]);
  expect([await revokeRole(city.db, role), await revokeRole(city.db, role)]).toEqual([true, false]);
  const events = await city.db.selectFrom('audit_event').select('what').where('what', 'like', 'role.%').orderBy('id').execute();
  expect(events).toEqual([{ what: 'role.granted' }, { what: 'role.revoked' }]);
  await expect(grantRole(city.db, { ...role, employeeNo: 'X9' })).rejects.toMatchObject({ code: 'not-found' });
});

test('mends an address and refuses what is none', async () => {
  await mendEmail(city.db, { employeeNo: 'S1', email: 'new@city.example', actorId: actorId() });
  const row = await city.db.selectFrom('employee').select('email').where('employee_no', '=', 'S1').executeTakeFirst();
  expect(row).toEqual({ email: 'new@city.example' });
  await expect(mendEmail(city.db, { employeeNo: 'S1', email: 'new', actorId: actorId() })).rejects.toMatchObject({
    code: 'invalid-input',
  });
  await expect(mendEmail(city.db, { employeeNo: 'X9', email: 'a@b.example', actorId: actorId() })).rejects.toMatchObject({
    code: 'not-found',
  });
});

test('records days away and refuses an end before the start', async () => {
  const days = { employeeNo: 'S1', fromOn: '2026-03-02', toOn: '2026-03-06', actorId: actorId() };
  const { id } = await recordAbsence(city.db, days);
  expect(await city.db.selectFrom('absence').selectAll().where('id', '=', id).executeTakeFirst()).toEqual({
    id,
    employee_id: city.ids['S1'],
    from_on: '2026-03-02',
    to_on: '2026-03-06',
  });
  await expect(recordAbsence(city.db, { ...days, toOn: '2026-03-01' })).rejects.toMatchObject({ code: 'invalid-input' });
});
