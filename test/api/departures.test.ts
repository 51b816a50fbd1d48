import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiCity, type Client, apiCity, withGoalTasks } from './support.ts';

// A live cycle: H1 rates four, M1 reviews eight and chairs, HR1 (hr) and HR2 (hr-approver) are rated by nobody.

let city: ApiCity;
let hr: Client;
let approver: Client;
beforeAll(async () => {
  city = await apiCity();
  await withGoalTasks(city);
  await sql`update cycle set rehearsal_id = null`.execute(city.db);
  [hr, approver] = await Promise.all([city.signIn('HR1'), city.signIn('HR2')]);
});
afterAll(() => city.drop());

const LEFT = '2020-06-30';
const preview = (employeeNos: readonly string[], leftOn: string | null = LEFT) =>
  hr.ask('POST', '/departures/preview', { body: { employeeNos, leftOn } });
const ask = (employeeNos: readonly string[], leftOn: string | null = LEFT) =>
  hr.ask('POST', '/departures', { body: { employeeNos, leftOn, reason: 'not in the list' } });
const gone = async () => {
  const { rows } = await sql<{ no: string }>`
    select e.employee_no no from people_left(null) l join employee e on e.id = l.employee_id order by 1`.execute(city.db);
  return rows.map(({ no }) => no);
};

describe('row-27: recording that people have left', () => {
  test('row-27: is previewed with what lies with each, and changes nothing', async () => {
    const { status, body } = await preview(['H1', 'S1', 'HR2']);
    expect(status).toBe(200);
    expect(body).toMatchObject({ needsSecondPerson: true, blockedBy: [] });
    const nothing = { rates: 0, reviews: 0, chairs: false, sits: false, tasks: 0 };
    expect(body['people']).toMatchObject([
      {
        employeeNo: 'H1',
        leftOn: null,
        roles: [],
        lies: [{ cycle: { id: city.cycleId }, ...nothing, own: true, rates: 4, sits: true }],
      },
      { employeeNo: 'HR2', roles: ['hr-approver'], lies: [] },
      { employeeNo: 'S1', roles: [], lies: [{ ...nothing, own: true }] },
    ]);
    expect(await gone()).toEqual([]);
  });

  test('row-5: is a look at each whose own evaluation runs, and at nobody else', async () => {
    const lookedAt = async (actor: string) => {
      const { rows } = await sql<{ no: string }>`
        select e.employee_no no
          from access_log l join evaluation v on v.id = l.evaluation_id join employee e on e.id = v.employee_id
         where l.actor_id = ${city.ids[actor]} and l.what = 'status' order by 1`.execute(city.db);
      return rows.map(({ no }) => no);
    };
    expect(await lookedAt('HR1')).toEqual(['H1', 'S1']);
    const { body } = await ask(['S2', 'S3']);
    expect(await lookedAt('HR1')).toEqual(['H1', 'S1', 'S2', 'S3']);
    expect(await lookedAt('HR2')).toEqual([]);
    await approver.ask('GET', '/departures');
    expect(await lookedAt('HR2')).toEqual(['S2', 'S3']);
    await hr.ask('POST', `/departures/${String(body['id'])}/undo`);
  });

  test('row-27: of one person without a role is done at once, and ends their session', async () => {
    const leaver = await city.signIn('S8');
    expect((await preview(['S8'])).body['needsSecondPerson']).toBe(false);
    expect((await ask(['S8'])).body).toMatchObject({ state: 'executed', people: [{ employeeNo: 'S8', leftOn: LEFT }] });
    expect(await gone()).toEqual(['S8']);
    expect((await leaver.ask('GET', '/tasks')).status).toBe(401);
    const again = await ask(['S8']);
    expect([again.status, again.body['code']]).toEqual([422, 'nothing-selected']);
  });

  test('row-27: of another one on the same day needs a second person, as one by one would be many', async () => {
    const { body } = await ask(['S7']);
    expect(body).toMatchObject({ state: 'waits-for-approval', mayApprove: false, mayUndo: true });
    const id = String(body['id']);
    expect((await ask(['S7'])).body['id']).toBe(id);
    expect((await hr.ask('POST', `/departures/${id}/approve`)).body['code']).toBe('second-person-needed');
    expect(await gone()).toEqual(['S8']);
    expect((await hr.ask('POST', `/departures/${id}/undo`)).body['state']).toBe('undone');
    expect((await approver.ask('POST', `/departures/${id}/approve`)).body['code']).toBe('command-already-decided');
  });

  test('row-27: of several waits for another one of HR, who sees whom it is about and what lies with them', async () => {
    const { body } = await ask(['H1', 'S7']);
    const { body: list } = await approver.ask('GET', '/departures');
    const [waiting] = list['items'] as { id: string; people: { employeeNo: string; lies: object[] }[] }[];
    expect(waiting).toMatchObject({ id: body['id'], mayApprove: true, reason: 'not in the list', leftOn: LEFT });
    expect(waiting?.people.map(({ employeeNo, lies }) => [employeeNo, lies.length])).toEqual([
      ['H1', 1],
      ['S7', 1],
    ]);
    const { body: approved } = await approver.ask('POST', `/departures/${String(body['id'])}/approve`);
    expect(approved).toMatchObject({ state: 'executed', approvedBy: { employeeNo: 'HR2' } });
    expect(await gone()).toEqual(['H1', 'S7', 'S8']);
    const { body: handovers } = await hr.ask('GET', `/cycles/${city.cycleId}/handovers`);
    expect(handovers['items']).toMatchObject([{ employeeNo: 'H1' }, { employeeNo: 'S7' }, { employeeNo: 'S8' }]);
  });

  test('row-27: nobody asks for or approves their own, and whoever holds a role is not cut off by one account', async () => {
    const own = await ask(['HR1']);
    expect([own.status, own.body['code']]).toEqual([422, 'own-case']);
    expect((await preview(['HR1'])).body['blockedBy']).toMatchObject([{ code: 'own-case' }]);
    const { body } = await ask(['HR2']);
    expect(body['state']).toBe('waits-for-approval');
    expect((await approver.ask('POST', `/departures/${String(body['id'])}/approve`)).body['code']).toBe('own-case');
    expect((await approver.ask('GET', '/me')).status).toBe(200);
  });

  test('row-27: is taken back by recording that they have not left, as a second person agrees', async () => {
    const { body } = await ask(['S8'], null);
    await approver.ask('POST', `/departures/${String(body['id'])}/approve`);
    expect(await gone()).toEqual(['H1', 'S7']);
  });

  test('row-27: names people and a day that there are', async () => {
    expect((await ask(['nobody'])).body['code']).toBe('employee-unknown');
    expect((await ask(['S1'], '2020-02-31')).body['code']).toBe('invalid-input');
  });
});
