import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { requestDeparture } from '../../commands/departure-requests.ts';
import { grantRole } from '../../commands/grant-role.ts';
import { previewDeparture } from '../../commands/preview-departure.ts';
import { requestCommand } from '../../commands/run-request.ts';
import { asHr1, evaluationOf, launchedCity, order, type SmallCity } from './small-city.ts';

// H2 sits in the committee of every group; S1 is rated in one of them. HR1 and HR2 are rated by nobody.

let city: SmallCity;
beforeEach(async () => {
  city = await launchedCity();
  await sql`update cycle set rehearsal_id = null`.execute(city.db);
});
afterEach(() => city.drop());

const idOf = (no: string) => city.ids[no] ?? '0';
const leaving = (employeeNo: string, by: string) => ({ employeeNos: [employeeNo], leftOn: '2026-01-12', actorId: idOf(by) });
const withdraw = async (employeeNo: string) => ({
  command: 'withdraw',
  selection: { evaluationIds: [await evaluationOf(city, employeeNo)] },
  arguments: { why: 'resigned', leftOn: '2026-01-12' },
});

test('row-1: nobody of HR records that a member of the committee of their own group has left', async () => {
  await grantRole(city.db, { employeeNo: 'S1', role: 'hr' });
  const refused = { code: 'own-case', details: { concerns: 'rating-group' } };
  expect((await previewDeparture(city.db, leaving('H2', 'S1'))).blockedBy).toEqual([refused]);
  await expect(requestDeparture(city.db, { ...leaving('H2', 'S1'), reason: 'gone' })).rejects.toMatchObject(refused);
  const asked = { ...asHr1(city, await withdraw('H2')), actorId: idOf('S1') };
  await expect(requestCommand(city.db, asked)).rejects.toMatchObject({ code: 'own-case' });
});

test('row-3: that a member of a committee has left is for two, by either way', async () => {
  expect((await previewDeparture(city.db, leaving('H2', 'HR1'))).needsSecondPerson).toBe(true);
  expect((await previewDeparture(city.db, leaving('S1', 'HR1'))).needsSecondPerson).toBe(false);
  expect((await requestCommand(city.db, asHr1(city, await withdraw('H2')))).state).toBe('waits-for-approval');
});

test('row-3: a withdrawal and a record of leaving count as one, so that nobody lets two leave alone in a day', async () => {
  expect((await requestCommand(city.db, asHr1(city, await withdraw('S1')))).state).toBe('executed');
  expect((await previewDeparture(city.db, leaving('S2', 'HR1'))).needsSecondPerson).toBe(true);
});

test('row-3: a withdrawal with which somebody has left is taken back by two', async () => {
  await order(city, await withdraw('S1'));
  const back = { command: 'reinstate', selection: { evaluationIds: [await evaluationOf(city, 'S1')] } };
  expect((await requestCommand(city.db, asHr1(city, back))).state).toBe('waits-for-approval');
});
