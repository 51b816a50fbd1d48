import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { executeDueRequests } from '../../commands/execute-due-requests.ts';
import { connect } from '../../db/connection.ts';
import { evaluationOf, order } from '../commands/small-city.ts';
import { createAddressLink } from '../../db/address-links.ts';
import { asWorker } from '../support/as-worker.ts';
import { OfficerCity } from './officer-city.ts';
import { Client } from './support.ts';

// Before the first launch HR1 writes what it likes. Z1 and Z2, of the operator's list, take no part and have no post.

const person = (no: string, [rater, group] = ['', '']) =>
  `${no},Name ${no},${no.toLowerCase()}@city.example,Tax,6,Job,${rater},,${group},2020-01-01`;

let officer: OfficerCity;
beforeEach(async () => {
  officer = await OfficerCity.create([person('Z1'), person('Z2')]);
  expect(
    await officer.importOf(person('K9'), person('K8', ['H1', 'Staff']), person('K7', ['K6', 'Staff']), person('K6')),
  ).toEqual([]);
  for (const no of ['Z1', 'S6', 'K9'])
    await officer.hr.ask('PATCH', `/employees/${no}`, { body: { email: `${no}@mail.example` } });
  await order(officer.city, { command: 'launch-cycle', arguments: { inMinutes: 0 } });
});
afterEach(() => officer.close());

/** What keeps somebody from being made the rater of S5 by HR1. */
async function toRate(employeeNo: string): Promise<readonly string[]> {
  const { body } = await officer.hr.ask('POST', '/commands/preview', {
    body: {
      command: 'reassign',
      cycleId: officer.city.cycleId,
      selection: { evaluationIds: [await evaluationOf(officer.city, 'S5')] },
      arguments: { as: 'rater', employeeNo },
    },
  });
  return (body['blockedBy'] as readonly { readonly code: string }[]).map(({ code }) => code);
}

describe('after the first launch', () => {
  test('row-2: whom one of HR had entered before and the launch has not shown gets a post once somebody else confirms them', async () => {
    expect(await toRate('K9')).toEqual(['person-unconfirmed']);
    const { body } = await officer.approver.ask('GET', '/address-changes');
    const items = body['items'] as readonly { readonly id: string; readonly person: { readonly employeeNo: string } }[];
    expect(items.map(({ person: { employeeNo } }) => employeeNo).sort()).toEqual(['K9', 'Z1']);
    const ids = items.map(({ id }) => id);
    expect((await officer.hr.ask('POST', '/address-changes/confirm', { body: { ids } })).body['code']).toBe(
      'second-person-needed',
    );
    expect((await officer.approver.ask('POST', '/address-changes/confirm', { body: { ids } })).body).toEqual({
      confirmed: 2,
      left: [],
    });
    expect(await toRate('K9')).toEqual([]);
  });

  test('row-2: so does whose address one of HR had changed before', async () => {
    expect(await toRate('Z1')).toEqual(['person-unconfirmed']);
  });

  test('row-2: the address before, for which nobody has answered, proves them no more than the new one', async () => {
    for (const no of ['Z1', 'K9']) {
      await officer.hr.ask('PATCH', `/employees/${no}`, { body: { email: `${no.toLowerCase()}@city.example` } });
      expect(await toRate(no), no).toEqual(['person-unconfirmed']);
    }
  });

  test('row-2: an objection to an address says of nobody that there is such a person', async () => {
    const { id } = await officer.city.db
      .selectFrom('address_change')
      .select('id')
      .where('old_email', '=', 'k9@city.example')
      .executeTakeFirstOrThrow();
    const token = await asWorker(officer.city.db, (trx) => createAddressLink(trx, id));
    const answered = await new Client(officer.app).ask('POST', '/address-changes/answer', {
      body: { token, answer: 'objected' },
    });
    expect(answered.body['code']).toBe('link-used-or-expired');
    expect(await toRate('K9')).toEqual(['person-unconfirmed']);
  });

  test('row-2: who took part or had a post gets another one as before, and so does whom the operator had entered', async () => {
    for (const no of ['K8', 'K6', 'S1', 'S6', 'C1', 'Z2']) expect(await toRate(no), no).toEqual([]);
  });
});

test('row-2: before the first launch one of HR gives no address to another one who has never signed in, nor a role by it', async () => {
  const before = await OfficerCity.create();
  const readdress = async (no: string) =>
    (await before.hr.ask('PATCH', `/employees/${no}`, { body: { email: `box-${no}@city.example` } })).body['code'];
  expect(await readdress('HR3')).toBe('address-of-hr');
  expect(await readdress('S1')).toBe(undefined);
  const body = { employeeNo: 'S1', role: 'hr-approver', grants: true, reason: 'because' };
  const role = async () => (await before.hr.ask('POST', '/role-requests', { body })).body['code'];
  expect(await role()).toBe('person-unconfirmed');
  const { body: asked } = await before.askLaunch(before.city.cycleId);
  const { body: approved } = await before.approver.ask('POST', `/commands/${String(asked['id'])}/approve`);
  expect([approved['state'], await role()]).toEqual(['planned', 'person-unconfirmed']);
  const { body: undone } = await before.hr.ask('POST', `/commands/${String(asked['id'])}/undo`);
  expect([undone['state'], await role()]).toEqual(['undone', 'person-unconfirmed']);
  await before.close();
});

test('row-2: before the first launch, too, one of HR signs nobody out by another address again and again', async () => {
  const before = await OfficerCity.create();
  const readdress = async (email: string) => (await before.hr.ask('PATCH', '/employees/S1', { body: { email } })).body['code'];
  for (const email of ['a@city.example', 'b@city.example', 'a@city.example', 's1@city.example'])
    expect(await readdress(email)).toBe(undefined);
  expect(await readdress('a@city.example')).toBe('address-changed-today');
  expect(await before.importOf('S1,Name S1,a@city.example,Tax,7,Job,H1,M1,Staff,2020-01-01')).toEqual(['address-changed-today']);
  await before.close();
});

test('row-2: the first launch is carried out with the rights of the worker, and ends what was exempt', async () => {
  const first = await OfficerCity.create([person('Z1')]);
  await first.hr.ask('PATCH', '/employees/Z1', { body: { email: 'z1@mail.example' } });
  expect(await first.importOf(person('K9'))).toEqual([]);
  const asked = await first.askLaunch(first.city.cycleId);
  const approved = await first.approver.ask('POST', `/commands/${String(asked.body['id'])}/approve`);
  expect(approved.body['state']).toBe('planned');
  await sql`update command_request set effective_at = now()`.execute(first.city.db);
  const worker = connect({ url: first.city.url, role: 'worker', max: 2 });
  const faults: unknown[] = [];
  expect(await executeDueRequests(worker, { onFault: (error) => faults.push(error) })).toBe(1);
  await worker.destroy();
  expect(faults).toEqual([]);
  const { rows } = await sql<{ no: string }>`
    select e.employee_no no from people_unproven(null) u join employee e on e.id = u.employee_id order by 1`.execute(
    first.city.db,
  );
  expect(rows.map(({ no }) => no)).toEqual(['K9', 'Z1']);
  await first.close();
});

test('row-2: whom two of HR had entered and readdressed is, after the first launch, in the name of who gave today’s address', async () => {
  const first = await OfficerCity.create();
  try {
    const hr3 = await first.signIn('HR3');
    expect(await first.importOf(person('K9'))).toEqual([]);
    expect((await hr3.ask('PATCH', '/employees/K9', { body: { email: 'box@city.example' } })).status).toBe(200);
    await order(first.city, { command: 'launch-cycle', arguments: { inMinutes: 0 } });
    const items = (await hr3.ask('GET', '/address-changes')).body['items'] as readonly { readonly id: string }[];
    expect(items).toMatchObject([{ newEmail: 'box@city.example', changedBy: { employeeNo: 'HR3' }, mayConfirm: false }]);
    const confirmed = await hr3.ask('POST', '/address-changes/confirm', { body: { ids: items.map(({ id }) => id) } });
    expect(confirmed.body['code']).toBe('second-person-needed');
  } finally {
    await first.close();
  }
});

test('row-2: before the first launch no old address puts itself back', async () => {
  const first = await OfficerCity.create([person('K9')]);
  try {
    const { db } = first.city;
    expect((await first.hr.ask('PATCH', '/employees/K9', { body: { email: 'k9-new@city.example' } })).status).toBe(200);
    const { id } = await db.selectFrom('address_change').select('id').executeTakeFirstOrThrow();
    const token = await asWorker(db, (trx) => createAddressLink(trx, id));
    const answered = await new Client(first.app).ask('POST', '/address-changes/answer', { body: { token, answer: 'objected' } });
    expect(answered.body['code']).toBe('link-used-or-expired');
  } finally {
    await first.close();
  }
});

test('row-2: whom one of HR has entered after a rehearsal was launched is new in the first live cycle, too', async () => {
  const first = await OfficerCity.create();
  try {
    const hr3 = await first.signIn('HR3');
    const rehearsal = await first.hr.ask('POST', '/rehearsals', { body: { name: 'trial', now: '2026-01-05T00:00:00Z' } });
    const committee = { chair: 'C1', members: ['F1', 'M1'] };
    const named = { name: 'trial', year: 2026, packName: 'kr-local-grade5', rehearsalId: rehearsal.body['id'], committee };
    const { body: planned } = await hr3.ask('POST', '/cycles', { body: named });
    const { body: asked } = await first.askLaunch(planned['id'], hr3);
    const { body: approved } = await first.approver.ask('POST', `/commands/${String(asked['id'])}/approve`);
    expect(approved['state']).toBe('planned');
    expect(await first.importOf(person('K9'))).toEqual([]);
    await order(first.city, { command: 'launch-cycle', arguments: { inMinutes: 0 } });
    const { rows } = await sql<{ no: string }>`
      select e.employee_no no
        from people_unproven(${first.city.cycleId}) u join employee e on e.id = u.employee_id`.execute(first.city.db);
    expect(rows).toEqual([{ no: 'K9' }]);
  } finally {
    await first.close();
  }
});
