import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createCycle } from '../../commands/create-cycle.ts';
import { OfficerCity } from './officer-city.ts';
import type { Client } from './support.ts';

// HR1 stands in no group when it plans, and is rated in the Office, with O2, when somebody asks for the launch.

let officer: OfficerCity;
let hr3: Client;
beforeEach(async () => {
  officer = await OfficerCity.create();
  await officer.archived();
  hr3 = await officer.signIn('HR3');
});
afterEach(() => officer.close());

const rated = (no: string, by: string | null) =>
  sql`update employee set rater_id = ${by === null ? null : (officer.city.ids[by] ?? '')} where employee_no = ${no}`.execute(
    officer.city.db,
  );
const graded = (no: string, grade: string) =>
  sql`update employee set grade = ${grade} where employee_no = ${no}`.execute(officer.city.db);

async function planned(given: object): Promise<string> {
  const { status, body } = await officer.plan(given);
  expect([status, body['code']]).toEqual([201, undefined]);
  return String(body['id']);
}

/** HR1 plans before it is rated. */
async function plannedUnrated(given: object): Promise<string> {
  await rated('HR1', null);
  const id = await planned(given);
  await rated('HR1', 'H1');
  return id;
}

const launch = (who: Client, cycleId: string) => {
  const body = {
    command: 'launch-cycle',
    cycleId,
    selection: {},
    arguments: {},
    reason: 'because',
    idempotencyKey: 'of-another',
  };
  return who.ask('POST', '/commands', { body });
};
const approve = (who: Client, id: unknown) => who.ask('POST', `/commands/${String(id)}/approve`);
const changesOf = async (id: unknown) => (await officer.lookAt(id)).body['changes'];
const OWN_PLAN = { what: 'own-plan', after: { person: { employeeNo: 'HR1', name: 'Name HR1' } } };

describe('a launch of what was planned apart before the planner stood in the list', () => {
  test.each([
    ['the own group without its quota', { groups: [{ name: 'Office', quota: false }] }, 'rating-group'],
    ['the own group with its lowest grade full', { groups: [{ name: 'Office', spareLowest: false }] }, 'rating-group'],
    ['a colleague left out', { exclusions: [{ employeeNo: 'O2', reason: 'long leave' }] }, 'rating-group'],
    ['who rates them left out', { exclusions: [{ employeeNo: 'H1', reason: 'long leave' }] }, 'rater-or-reviewer'],
  ])('row-1: is not asked for by the planner, and taken over by another: %s', async (_, given, concerns) => {
    const cycleId = await plannedUnrated(given);
    const { body } = await launch(officer.hr, cycleId);
    expect(body).toMatchObject({ code: 'own-case', details: { concerns } });
    const asked = await launch(hr3, cycleId);
    expect(asked.body['state']).toBe('waits-for-approval');
    expect(await changesOf(asked.body['id'])).toContainEqual(expect.objectContaining(OWN_PLAN));
    expect((await approve(officer.hr, asked.body['id'])).body['code']).toBe('own-case');
    expect((await approve(officer.approver, asked.body['id'])).body['state']).toBe('planned');
  });

  test('row-1: a colleague is of another grade than the cycle’s by then', async () => {
    const cycleId = await plannedUnrated({ grades: ['5', '6', '7'] });
    await graded('O2', '4');
    expect((await launch(officer.hr, cycleId)).body).toMatchObject({ code: 'own-case', details: { concerns: 'rating-group' } });
    expect((await launch(hr3, cycleId)).body['state']).toBe('waits-for-approval');
  });

  test('row-1: the planner is of the unit whose numbers they have written', async () => {
    const card = { unit: 'Tax', name: 'Rate', direction: 'higher', target: '1', actual: '1000', weight: '100' };
    const cycleId = await plannedUnrated({ packName: 'kr-local-grade4', indicators: [card] });
    expect((await launch(officer.hr, cycleId)).body).toMatchObject({ code: 'own-case', details: { concerns: 'unit-card' } });
    expect((await launch(hr3, cycleId)).body['state']).toBe('waits-for-approval');
  });

  test('row-1: the planner comes into the group only after another one has asked', async () => {
    await rated('HR1', null);
    const cycleId = await planned({ groups: [{ name: 'Office', quota: false }] });
    const { body } = await launch(officer.hr, cycleId);
    expect(body['state']).toBe('waits-for-approval');
    expect(await changesOf(body['id'])).not.toContainEqual(expect.objectContaining(OWN_PLAN));
    await rated('HR1', 'H1');
    expect((await approve(officer.approver, body['id'])).body['code']).toBe('own-case');
  });

  test('row-1: it is by now the own case of all of HR: others who are given the role launch it', async () => {
    const cycleId = await plannedUnrated({ groups: [{ name: 'Office', quota: false }] });
    const { ids, db } = officer.city;
    for (const no of ['HR2', 'HR3']) {
      await rated(no, 'H1');
      await sql`update employee set group_name = 'Office' where employee_no = ${no}`.execute(db);
    }
    for (const who of [officer.hr, hr3]) expect((await launch(who, cycleId)).body['code']).toBe('own-case');
    for (const no of ['S1', 'S2']) {
      await rated(no, null);
      await sql`insert into role_assignment (employee_id, role) values (${ids[no] ?? '0'}, 'hr')`.execute(db);
    }
    const asked = await launch(await officer.signIn('S1'), cycleId);
    expect(asked.body['state']).toBe('waits-for-approval');
    expect((await approve(officer.approver, asked.body['id'])).body['code']).toBe('own-case');
    expect((await approve(await officer.signIn('S2'), asked.body['id'])).body['state']).toBe('planned');
  });

  test.each([
    ['only while another one of HR is left', ['Office'], 'own-case'],
    ['where all who ask are of such a group', ['Office', 'Staff'], undefined],
  ])('row-1: what nobody of HR has planned is not launched by whom it concerns: %s', async (_, names, code) => {
    await rated('HR3', 'M1');
    await sql`update employee set group_name = 'Staff' where employee_no = 'HR3'`.execute(officer.city.db);
    const { id } = await createCycle(officer.city.db, {
      name: '2027',
      year: 2027,
      packName: 'kr-local-grade5',
      committee: { chair: 'C1', members: ['F1', 'M1'] },
      groups: names.map((name) => ({ name, quota: false })),
    });
    const { body } = await launch(officer.hr, id);
    expect(body['code']).toBe(code);
    if (code === undefined) expect((await approve(officer.approver, body['id'])).body['state']).toBe('planned');
  });
});

describe('the lead, by the grades of a cycle', () => {
  test('row-1: is not laid down by who plans it without the grades of all whom they rate', async () => {
    await graded('O1', '8');
    const without = { grades: ['5', '6', '7'] };
    expect((await officer.plan(without)).body).toMatchObject({ code: 'own-case', details: { concerns: 'account' } });
    await rated('S8', 'HR1');
    await planned(without);
  });

  test('row-1: stands before the second person where it came later, and another one asks', async () => {
    const cycleId = await planned({ grades: ['5', '6', '7'] });
    await graded('O1', '8');
    expect((await launch(officer.hr, cycleId)).body).toMatchObject({ code: 'own-case', details: { concerns: 'account' } });
    const asked = await launch(hr3, cycleId);
    expect(await changesOf(asked.body['id'])).toContainEqual(expect.objectContaining(OWN_PLAN));
  });
});
