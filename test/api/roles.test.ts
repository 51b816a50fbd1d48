import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiCity, type Client, apiCity } from './support.ts';

// HR1 asks, HR2 approves: a role changes by two, and everybody sees in the list what may be done.

let city: ApiCity;
let hr: Client;
let second: Client;
beforeAll(async () => {
  city = await apiCity();
  [hr, second] = await Promise.all([city.signIn('HR1'), city.signIn('HR2')]);
});
afterAll(() => city.drop());

const ask = (employeeNo: string, role: string) =>
  hr.ask('POST', '/role-requests', { body: { employeeNo, role, grants: true, reason: 'counts cards' } });

test('row-3: a role is asked for, approved by another, and only then held', async () => {
  const { status, body } = await ask('S1', 'clerk');
  expect([status, body]).toMatchObject([
    200,
    { state: 'waits-for-approval', employee: { employeeNo: 'S1' }, roles: [], mayApprove: false, mayUndo: true },
  ]);
  const id = String(body['id']);
  expect((await hr.ask('POST', `/role-requests/${id}/approve`)).body['code']).toBe('second-person-needed');
  const listed = (await second.ask('GET', '/role-requests')).body['items'] as unknown[];
  expect(listed).toMatchObject([{ id, mayApprove: true, mayUndo: true }]);
  expect((await hr.ask('GET', '/roles')).body['items']).toHaveLength(2);
  expect((await second.ask('POST', `/role-requests/${id}/approve`)).body).toMatchObject({ state: 'executed', roles: ['clerk'] });
  expect((await hr.ask('GET', '/roles')).body['items']).toHaveLength(3);
});

test('row-1: whose role it is does not approve it, and their list does not offer it', async () => {
  const { body } = await ask('HR2', 'hr');
  const listed = (await second.ask('GET', '/role-requests')).body['items'] as unknown[];
  expect(listed[0]).toMatchObject({ id: body['id'], mayApprove: false, mayUndo: false });
  expect((await second.ask('POST', `/role-requests/${String(body['id'])}/approve`)).body).toMatchObject({
    code: 'own-case',
    details: { concerns: 'account' },
  });
});

test('row-3: a role is no longer given by one request', async () => {
  expect((await hr.ask('POST', '/employees/S2/roles/hr')).status).toBe(404);
});
