import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ownOf } from '../../db/own-case.ts';
import { evaluationOf } from '../commands/small-city.ts';
import { OfficerCity } from './officer-city.ts';
import { importOf } from './support.ts';

// HR1 makes people with mailboxes of its own, and waits. HR2 approves, HR3 asks too.

let officer: OfficerCity;
beforeEach(async () => {
  officer = await OfficerCity.create();
  await officer.launched();
});
afterEach(() => officer.close());

const person = (no: string, [rater, group] = ['', '']) =>
  `${no},Name ${no},${no.toLowerCase()}@city.example,Tax,6,Job,${rater},,${group},2026-11-01`;

/** HR1 makes people; it is long ago, and nobody has looked at them. */
async function made(...rows: readonly string[]): Promise<void> {
  expect(await officer.importOf(...rows)).toEqual([]);
  await sql`update address_change set changed_at = now() - interval '1 year'`.execute(officer.city.db);
}

async function idOf(no: string): Promise<string> {
  const { db } = officer.city;
  return (await db.selectFrom('employee').select('id').where('employee_no', '=', no).executeTakeFirstOrThrow()).id;
}

const confirmedAll = () =>
  sql`update address_change set answer = 'confirmed', answered_at = now() where answer is null`.execute(officer.city.db);

const codesOf = (body: Readonly<Record<string, unknown>>) =>
  (body['blockedBy'] as readonly { readonly code: string }[]).map(({ code }) => code);

const previewed = async (command: string, cycleId: unknown = officer.city.cycleId) =>
  (await officer.hr.ask('POST', '/commands/preview', { body: { command, cycleId, selection: {}, arguments: {} } })).body;

describe('row-2: whom one officer has made and nobody has confirmed, however long ago,', () => {
  test('row-2: chairs nothing and sits nowhere by a launch', async () => {
    await made(person('K9'));
    for (const committee of [
      { chair: 'K9', members: ['F1'] },
      { chair: 'C1', members: ['K9'] },
    ]) {
      const { body } = await officer.plan({ name: committee.chair, committee });
      expect(codesOf(await previewed('launch-cycle', body['id']))).toContain('person-unconfirmed');
    }
  });

  test('row-2: rates and reviews nobody by a launch', async () => {
    await made(person('K9'));
    await confirmedAll();
    expect(await officer.importOf('S5,Name S5,s5@city.example,Roads,7,Job,K9,M1,Staff,2020-01-01')).toEqual([]);
    const { body } = await officer.plan();
    expect(codesOf(await previewed('launch-cycle', body['id']))).not.toContain('person-unconfirmed');
    await sql`update address_change set answer = null, answered_at = null`.execute(officer.city.db);
    expect(codesOf(await previewed('launch-cycle', body['id']))).toContain('person-unconfirmed');
  });

  test('row-2: comes into a group by a launch only before the eyes of a second person, who is told so', async () => {
    await made(person('N1', ['H1', 'Office']));
    const look = await previewed('launch-missing');
    expect(codesOf(look)).toEqual([]);
    const unconfirmed = {
      code: 'newcomer-unconfirmed',
      details: expect.objectContaining({ employeeNos: ['N1'] }) as unknown,
    };
    expect(look['pleaseLook']).toContainEqual(unconfirmed);
    expect(look['needsSecondPerson']).toBe(true);
    expect(look['changes']).toEqual([
      expect.objectContaining({
        what: 'enrolment',
        who: { evaluationId: null, employeeNo: 'N1', name: 'Name N1', unitName: 'Tax' },
        group: 'Office',
      }),
      expect.objectContaining({ what: 'rater', after: { person: { employeeNo: 'H1', name: 'Name H1' } } }),
    ]);
    expect(look['pleaseLook']).toContainEqual(expect.objectContaining({ code: 'nobody-reviews' }));
    await confirmedAll();
    expect((await previewed('launch-missing'))['pleaseLook']).not.toContainEqual(unconfirmed);
  });

  test('row-2: becomes rater of nobody by anybody’s order', async () => {
    await made(person('K9'));
    const hr3 = await officer.signIn('HR3');
    const selection = { evaluationIds: [await evaluationOf(officer.city, 'S1')] };
    const order = { command: 'reassign', cycleId: officer.city.cycleId, selection, arguments: { as: 'rater', employeeNo: 'K9' } };
    const { body } = await hr3.ask('POST', '/commands', { body: { ...order, reason: 'because', idempotencyKey: 'k' } });
    expect(body['code']).toBe('person-unconfirmed');
  });

  test('row-2: gets no address back that nobody has answered for, while a second person answers for another', async () => {
    await made(person('N1').replace('n1@', 'box@'));
    const readdress = (email: string) => officer.hr.ask('PATCH', '/employees/N1', { body: { email } });
    expect((await readdress('n1@city.example')).status).toBe(200);
    const seen = (await officer.approver.ask('GET', '/address-changes')).body['items'] as readonly { readonly id: string }[];
    expect(seen).toHaveLength(2);
    const ids = seen.map(({ id }) => id);
    expect((await readdress('box@city.example')).status).toBe(200);
    expect((await officer.approver.ask('POST', '/address-changes/confirm', { body: { ids } })).body['code']).toBe(
      'preview-changed',
    );
    const selection = { evaluationIds: [await evaluationOf(officer.city, 'S5')] };
    const order = { command: 'reassign', cycleId: officer.city.cycleId, selection, arguments: { as: 'rater', employeeNo: 'N1' } };
    expect(codesOf((await officer.hr.ask('POST', '/commands/preview', { body: order })).body)).toEqual(['person-unconfirmed']);
  });

  test('row-2: stands with name and address before who imports a list that somebody else has written', async () => {
    const { body } = await importOf(await officer.signIn('HR3'), person('N1').replace('n1@', 'box@'));
    const told = { row: 2, column: 'email', code: 'new-person', severity: 'warning', value: 'box@city.example' };
    expect(body['problems']).toContainEqual(told);
  });

  test('row-1: gets no role, and with one that it has decides nothing', async () => {
    await made(person('N9'));
    const role = { employeeNo: 'N9', role: 'hr', grants: true, reason: 'helps' };
    expect((await officer.hr.ask('POST', '/role-requests', { body: role })).body['code']).toBe('person-unconfirmed');
    await sql`insert into role_assignment (employee_id, role) values (${await idOf('N9')}, 'hr')`.execute(officer.city.db);
    const n9 = await officer.signIn('N9');
    expect((await n9.ask('GET', '/me')).body).toMatchObject({ roles: [], addressUnconfirmed: true });
    const { body } = await n9.ask('PATCH', '/employees/H1', { body: { email: 'h1@elsewhere.example' } });
    expect(body['code']).toBe('address-unconfirmed');
  });

  test('row-1: has the own cases of who made them', async () => {
    await made(person('N9'));
    const { db } = officer.city;
    const [n9, hr1] = [await idOf('N9'), await idOf('HR1')];
    const own = async () => ownOf(db, { employeeId: n9, cycleId: officer.city.cycleId });
    expect((await own()).accounts).toContain(hr1);
    expect((await own()).groups).toEqual((await ownOf(db, { employeeId: hr1, cycleId: officer.city.cycleId })).groups);
    await confirmedAll();
    expect(await own()).toMatchObject({ accounts: [n9], groups: [] });
  });
});
