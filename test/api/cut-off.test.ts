import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { launchPhase } from '../../commands/launch-phase.ts';
import { importPeople } from '../../commands/import-people.ts';
import { createAddressLink } from '../../db/address-links.ts';
import { csvOf, evaluationOf } from '../commands/small-city.ts';
import { asWorker } from '../support/as-worker.ts';
import { OfficerCity } from './officer-city.ts';
import type { Client } from './support.ts';

// What HR1 does so that others cannot decide, or do not see what they decide. X9 has no post yet.

let officer: OfficerCity;
beforeEach(async () => {
  officer = await OfficerCity.create(['X9,Name X9,x9@city.example,Top,4,Job,,,,2020-01-01']);
  await officer.launched();
});
afterEach(() => officer.close());

const readdress = async (no: string, email: string) =>
  (await officer.hr.ask('PATCH', `/employees/${no}`, { body: { email } })).body['code'];

async function replaces(by: Client): Promise<unknown> {
  const { city } = officer;
  const selection = { evaluationIds: [await evaluationOf(city, 'HR1')] };
  const body = {
    ...{ command: 'reassign', cycleId: city.cycleId, selection, arguments: { as: 'rater', employeeNo: 'X9' } },
    ...{ reason: 'because', idempotencyKey: 'x9' },
  };
  return (await by.ask('POST', '/commands', { body })).body['state'];
}

describe('one officer', () => {
  test('row-1: stops no order of others about itself by the name or the address of who gets a post by it', async () => {
    await launchPhase(officer.city.db, { cycleId: officer.city.cycleId, phase: 'manager-evaluation' });
    expect(await replaces(await officer.signIn('HR3'))).toBe('waits-for-approval');
    expect(await readdress('X9', 'x9-typo@city.example')).toBe('own-case');
    expect(await officer.importOf('X9,Name X9 B.,x9@city.example,Top,4,Job,,,,2020-01-01')).toEqual(['own-case']);
  });

  test('row-2: signs nobody out by another address again and again', async () => {
    const twice = ['-new@city.example', '@city.example'];
    for (const no of ['HR3', 'S1']) {
      for (const end of [...twice, ...twice]) expect(await readdress(no, `${no}${end}`)).toBe(undefined);
      expect(await readdress(no, 'again@city.example')).toBe('address-changed-today');
      expect(await officer.importOf(`${no},Name ${no},again@city.example,Top,6,Job,,,,2020-01-01`)).toContain(
        'address-changed-today',
      );
    }
  });

  test('row-1: makes themselves the only one left for who decides about their group by no address that it gives another', async () => {
    expect(await readdress('C1', 'box-x@city.example')).toBe('own-case');
    expect(await readdress('HR3', 'hr1+x@city.example')).toBe(undefined);
    expect(await readdress('C1', 'box-x@city.example')).toBe('own-case');
  });

  test('row-3: fills no line with orders that wait, each of which is looked at whenever the list changes', async () => {
    const evaluationIds = [await evaluationOf(officer.city, 'S2'), await evaluationOf(officer.city, 'S3')];
    const ask = async () => (await officer.order('withdraw', { evaluationIds }, { why: 'resigned' })).body;
    expect((await ask())['state']).toBe('waits-for-approval');
    await sql`
      insert into command_request (command, cycle_id, selection, arguments, reason, idempotency_key, needs_approval, requested_by, requested_at)
      select q.command, q.cycle_id, q.selection, q.arguments, q.reason, 'copy ' || n, true, q.requested_by, q.requested_at
        from command_request q, generate_series(1, 99) n`.execute(officer.city.db);
    expect((await ask())['code']).toBe('too-many-waiting');
  });

  test('row-3: puts nobody at a post whose day of leaving is recorded without a word about it', async () => {
    expect((await officer.leave('X9', '2090-06-01')).body['state']).toBe('executed');
    const hr3 = await officer.signIn('HR3');
    const evaluationIds = [await evaluationOf(officer.city, 'S5')];
    const { body } = await hr3.ask('POST', '/commands/preview', {
      body: {
        command: 'reassign',
        cycleId: officer.city.cycleId,
        selection: { evaluationIds },
        arguments: { as: 'rater', employeeNo: 'X9' },
      },
    });
    expect(body['pleaseLook']).toEqual([{ code: 'will-leave', details: { employeeNos: ['X9'] } }]);
  });

  test('row-1: keeps nobody from putting back an address that it has changed, by a request that concerns them', async () => {
    const hr3 = await officer.signIn('HR3');
    const body = { employeeNo: 'HR3', role: 'auditor', grants: true, reason: 'because' };
    expect((await officer.hr.ask('POST', '/role-requests', { body })).status).toBeLessThan(300);
    expect(await readdress('HR2', 'box-x@city.example')).toBe(undefined);
    const other = await hr3.ask('PATCH', '/employees/HR2', { body: { email: 'box-y@city.example' } });
    expect(other.body['code']).toBe('own-case');
    expect((await hr3.ask('PATCH', '/employees/HR2', { body: { email: 'hr2@city.example' } })).status).toBe(200);
  });

  test('row-2: keeps the approver out by an old mailbox until the operator says whose the account is, and another officer confirms it', async () => {
    const { city, hr } = officer;
    const hr3 = await officer.signIn('HR3');
    const openOnes = async () =>
      (await hr3.ask('GET', '/address-changes')).body['items'] as readonly { readonly id: string; readonly changedBy: unknown }[];
    const confirms = async (by: Client) => {
      const ids = (await openOnes()).map(({ id }) => id);
      return (await by.ask('POST', '/address-changes/confirm', { body: { ids } })).body;
    };
    await hr3.ask('PATCH', '/employees/HR2', { body: { email: 'hr2-new@city.example' } });
    expect(await confirms(hr)).toMatchObject({ confirmed: 1 });
    const { id } = await city.db.selectFrom('address_change').select('id').executeTakeFirstOrThrow();
    const token = await asWorker(city.db, (trx) => createAddressLink(trx, id));
    const objected = await hr3.ask('POST', '/address-changes/answer', { body: { token, answer: 'objected' } });
    expect(objected.status).toBe(200);
    await hr3.ask('PATCH', '/employees/HR2', { body: { email: 'hr2-own@city.example' } });
    expect(await confirms(hr3)).toMatchObject({ code: 'second-person-needed' });
    const file = csvOf('HR2,Name HR2,hr2-own@city.example,Tax,6,Job,,,,2020-01-01');
    expect(await importPeople(city.db, { file })).toMatchObject({
      ...{ imported: true, unchanged: 1 },
      problems: expect.arrayContaining([
        { row: 2, column: 'email', code: 'address-disputed', severity: 'warning', value: 'hr2-own@city.example' },
      ]) as unknown,
    });
    expect(await openOnes()).toMatchObject([
      { objectedBy: 'hr2@city.example', newEmail: 'hr2-own@city.example', changedBy: null },
    ]);
    const asked = city.db.selectFrom('audit_event').select(['subject', 'actor']).where('what', '=', 'address.asked-anew');
    expect(await asked.execute()).toEqual([{ subject: city.ids['HR2'], actor: null }]);
    expect(await confirms(hr3)).toMatchObject({ confirmed: 1 });
    const hr2 = await officer.signIn('HR2');
    expect((await hr2.ask('GET', '/me')).body).toMatchObject({ roles: ['hr-approver'], addressUnconfirmed: false });
  });

  test('row-1: does not choose who reviews what it rates, while another one of HR may', async () => {
    await officer.city.db
      .updateTable('evaluation')
      .set({ rater_id: officer.city.ids['HR1'] ?? '0' })
      .where('id', '=', await evaluationOf(officer.city, 'S1'))
      .execute();
    const selection = { evaluationIds: [await evaluationOf(officer.city, 'S1')] };
    expect((await officer.order('reassign', selection, { as: 'reviewer', employeeNo: 'X9' })).body['code']).toBe('own-case');
  });

  test('row-1: nor by a list that it has imported and then follows', async () => {
    expect(await officer.importOf('O1,Name O1,o1@city.example,Tax,6,Job,HR1,X9,Staff,2020-01-01')).toEqual([]);
    const selection = { evaluationIds: [await evaluationOf(officer.city, 'O1')] };
    expect((await officer.order('follow-list', selection, {})).body['code']).toBe('own-case');
  });

  test('row-3: lets nobody leave alone once ratings are written, as their own part in these would be over', async () => {
    await launchPhase(officer.city.db, { cycleId: officer.city.cycleId, phase: 'manager-evaluation' });
    expect((await officer.leave('S1', '2026-01-02')).body).toMatchObject({ state: 'waits-for-approval' });
  });
});

describe('row-1: a list by which one officer makes somebody the case of all others', () => {
  const listed = (no: string, { rater, group }: { rater: string; group: string }) =>
    `${no},Name ${no},${no.toLowerCase()}@city.example,Top,6,Job,${rater},,${group},2020-01-01`;
  const staff = 'S5,Name S5,s5@city.example,Roads,7,Job,X9,M1,Rivals,2020-01-01';

  test('row-1: keeps nobody from bringing back who rates them by it', async () => {
    const { city } = officer;
    expect(await officer.importOf(...['HR2', 'HR3'].map((no) => listed(no, { rater: 'S5', group: 'X' })))).toEqual([]);
    const selection = { evaluationIds: [await evaluationOf(city, 'S5')] };
    expect((await officer.order('withdraw', selection, { why: 'retired' })).body).toMatchObject({ state: 'executed' });
    const hr3 = await officer.signIn('HR3');
    const back = { command: 'reinstate', cycleId: city.cycleId, selection, arguments: {} };
    const preview = (await hr3.ask('POST', '/commands/preview', { body: back })).body;
    expect(preview).toMatchObject({ affected: 1, blockedBy: [] });
    const { body } = await hr3.ask('POST', '/commands', { body: { ...back, reason: 'because', idempotencyKey: 'back' } });
    expect(body['state']).toBe('executed');
  });

  test('row-1: nor from mending the address of who is of their group by it, or rates in it, nor from recording that they have not left', async () => {
    const { approver } = officer;
    const rows = ['HR2', 'HR3'].map((no) => listed(no, { rater: 'H1', group: 'Rivals' }));
    expect(await officer.importOf(...rows, staff)).toEqual([]);
    const hr3 = await officer.signIn('HR3');
    for (const no of ['S5', 'X9']) {
      expect(await readdress(no, `${no}-box@city.example`)).toBe(undefined);
      const waiting = (await approver.ask('GET', '/address-changes')).body['items'] as readonly { id: string }[];
      const body = { ids: waiting.map(({ id }) => id) };
      expect((await approver.ask('POST', '/address-changes/confirm', { body })).body).toMatchObject({ left: [] });
      expect((await hr3.ask('PATCH', `/employees/${no}`, { body: { email: `${no}@city.example` } })).status).toBe(200);
    }
    expect((await officer.leave('S5', '2026-01-02')).status).toBe(200);
    const again = { employeeNos: ['S5'], leftOn: null, reason: 'not gone' };
    expect((await hr3.ask('POST', '/departures', { body: again })).body['code']).toBe(undefined);
  });
});

test('row-2: a second person answers for all that is open of an address, or for nothing of it', async () => {
  const hr3 = await officer.signIn('HR3');
  const openFor = async (by: Client) => {
    const items = (await by.ask('GET', '/address-changes')).body['items'] as readonly { id: string; mayConfirm: boolean }[];
    return { ids: items.map(({ id }) => id), mayConfirm: items.every(({ mayConfirm }) => mayConfirm) };
  };
  const confirm = async (by: Client, ids: readonly string[]) =>
    (await by.ask('POST', '/address-changes/confirm', { body: { ids } })).body;
  expect(await readdress('X9', 'x9-slip@city.example')).toBe(undefined);
  expect((await hr3.ask('PATCH', '/employees/X9', { body: { email: 'x9-right@city.example' } })).status).toBe(200);
  expect((await openFor(hr3)).mayConfirm).toBe(false);
  // The one of today is another's than HR1's.
  expect((await openFor(officer.hr)).mayConfirm).toBe(true);
  const { ids, mayConfirm } = await openFor(officer.approver);
  expect([ids.length, mayConfirm]).toEqual([2, true]);
  expect((await confirm(hr3, ids))['code']).toBe('second-person-needed');
  expect((await confirm(officer.approver, ids.slice(0, 1)))['code']).toBe('preview-changed');
  expect(await readdress('X9', 'x9-slip@city.example')).toBe(undefined);
  expect(await confirm(officer.approver, ids)).toMatchObject({ code: 'preview-changed', details: { employeeNos: ['X9'] } });
  expect(await confirm(officer.approver, (await openFor(officer.approver)).ids)).toEqual({ confirmed: 3, left: [] });
});

test('row-2: an address that reads like the one before is none, and neither is a domain with a full stop of another script', async () => {
  for (const email of ['x9@\u0441ity.example', 'x9@mail\u3002city.example'])
    expect(await officer.importOf(`X9,Name X9,${email},Top,4,Job,,,,2020-01-01`)).toEqual(['bad-email']);
});

test('row-3: who looks at newcomers sees who rates and reviews them', async () => {
  expect(await officer.importOf('N1,Name N1,n1@city.example,Top,6,Job,X9,F1,Rivals,2020-01-01')).toEqual([]);
  const { body } = await officer.order('launch-missing', {}, {});
  const { changes } = (await officer.lookAt(body['id'])).body as { changes: readonly Record<string, unknown>[] };
  const person = (no: string) => ({ person: { employeeNo: no, name: `Name ${no}` } });
  const of = { who: expect.objectContaining({ employeeNo: 'N1' }) as unknown };
  expect(changes).toContainEqual(expect.objectContaining({ ...of, what: 'rater', after: person('X9') }));
  expect(changes).toContainEqual(expect.objectContaining({ ...of, what: 'reviewer', after: person('F1') }));
});
