import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { OfficerCity } from './officer-city.ts';

// HR1 is rated in Office beside O2, C1 chairs; S5 is of another group.

let officer: OfficerCity;
beforeEach(async () => {
  officer = await OfficerCity.create();
  await officer.launched();
});
afterEach(() => officer.close());

const DAYS = { fromOn: '2090-03-01', toOn: '2090-12-31' };

async function record(no: string, by = officer.hr): Promise<string> {
  const { status, body } = await by.ask('POST', '/absences', { body: { employeeNo: no, ...DAYS } });
  expect(status).toBe(201);
  return String(body['id']);
}

const change = (id: string, toOn: string | null, by = officer.hr) => by.ask('PATCH', `/absences/${id}`, { body: { toOn } });
const listed = async () => (await officer.hr.ask('GET', '/absences')).body['items'];

const told = async (no: string) => (await officer.toldOf(no)).map(({ what }) => what);

test('row-1: an absence is told to whoever is said to be away, and so is that it is shorter, and taken back', async () => {
  const id = await record('S5');
  expect(await told('S5')).toEqual(['away']);
  expect(await listed()).toMatchObject([{ id, employeeNo: 'S5', name: 'Name S5', unitName: 'Roads', ...DAYS }]);
  expect((await change(id, '2090-03-31')).status).toBe(200);
  expect(await listed()).toMatchObject([{ id, toOn: '2090-03-31' }]);
  expect((await change(id, null)).status).toBe(200);
  expect(await listed()).toEqual([]);
  expect(await told('S5')).toEqual(['away', 'away', 'not-away']);
  const trail = await officer.city.db
    .selectFrom('audit_event')
    .select(['what', 'actor', 'details'])
    .where('what', 'like', 'absence.%')
    .orderBy('id')
    .execute();
  const by = { actor: officer.city.ids['HR1'] };
  const employeeId = officer.city.ids['S5'];
  expect(trail).toEqual([
    { what: 'absence.recorded', ...by, details: { employeeId, ...DAYS } },
    { what: 'absence.changed', ...by, details: { employeeId, fromOn: DAYS.fromOn, before: DAYS.toOn, toOn: '2090-03-31' } },
    { what: 'absence.changed', ...by, details: { employeeId, fromOn: DAYS.fromOn, before: '2090-03-31', toOn: null } },
  ]);
});

test('row-1: an absence becomes shorter only, and is there', async () => {
  const id = await record('S5');
  for (const [toOn, reason] of [
    ['2091-01-31', 'not-shorter'],
    ['2090-12-31', 'not-shorter'],
    ['2090-02-28', 'before-start'],
  ] as const)
    expect((await change(id, toOn)).body).toMatchObject({ code: 'invalid-input', details: { path: '/toOn', reason } });
  expect((await change('999', null)).status).toBe(404);
  expect((await change(id, null, await officer.signIn('S5'))).status).toBe(404);
});

test('row-1: nobody changes an absence of a colleague of the own group, nor of who decides about it', async () => {
  const hr3 = await officer.signIn('HR3');
  for (const no of ['O2', 'C1', 'H1']) {
    const id = await record(no, hr3);
    expect((await change(id, null)).body['code']).toBe('own-case');
    expect((await change(id, null, hr3)).status).toBe(200);
  }
  const own = await record('HR1');
  expect((await change(own, null)).status).toBe(200);
});

test('row-1: the same days recorded again are one absence, told once', async () => {
  const ids = await Promise.all([record('S5'), record('S5')]);
  expect(new Set([...ids, await record('S5')]).size).toBe(1);
  expect(await told('S5')).toEqual(['away']);
});

test('row-1: who is still away by another record is not told that they are back', async () => {
  const id = await record('S5');
  const { body } = await officer.hr.ask('POST', '/absences', { body: { employeeNo: 'S5', ...DAYS, toOn: '2090-04-30' } });
  expect((await change(id, null)).status).toBe(200);
  expect(await told('S5')).toEqual(['away', 'away', 'away']);
  expect((await change(String(body['id']), null)).status).toBe(200);
  expect((await told('S5')).at(-1)).toBe('not-away');
});

test('row-1: an absence that is over stays as it was', async () => {
  const days = { fromOn: '2020-03-01', toOn: '2020-03-31' };
  const { body } = await officer.hr.ask('POST', '/absences', { body: { employeeNo: 'S5', ...days } });
  for (const toOn of [null, '2020-03-15'])
    expect((await change(String(body['id']), toOn)).body).toMatchObject({ code: 'invalid-input', details: { reason: 'over' } });
});

test('row-1: an order that waits and that nobody can look at any more keeps no absence from being recorded', async () => {
  const taskIds = [await officer.openedTask('S1', 'goal-setting', 'goals.draft')];
  const toS5 = { as: 'task', employeeNo: 'S5' };
  expect((await officer.order('reassign', { taskIds }, toS5)).body['state']).toBe('waits-for-approval');
  await sql`
    update command_request set arguments = arguments || '{"employeeNo": "nobody"}'`.execute(officer.city.db);
  await record('S5');
});
