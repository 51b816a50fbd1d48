import { sql } from 'kysely';
import { afterEach, expect, test } from 'vitest';
import { executeDueRequests } from '../../commands/execute-due-requests.ts';
import { openTask } from '../../commands/open-task.ts';
import { createAddressLink } from '../../db/address-links.ts';
import { evaluationOf } from '../commands/small-city.ts';
import { asWorker } from '../support/as-worker.ts';
import { OfficerCity } from './officer-city.ts';
import { Client, importOf } from './support.ts';

// HR1 reads box@ too. Whatever came before the first launch that is no rehearsal's, what it has shown to two persons is the address that is answered for.

let officer: OfficerCity;
afterEach(() => officer.close());

const BOX = 'box@city.example';
const row = (no: string, { email = `${no.toLowerCase()}@city.example`, above = 'H1,M1,Staff' } = {}) =>
  `${no},Name ${no},${email},Tax,7,Job,${above},2020-01-01`;

async function readdress(no: string, email: string, by: Client = officer.hr): Promise<void> {
  expect((await by.ask('PATCH', `/employees/${no}`, { body: { email } })).status).toBe(200);
}

/** As the clock comes to what was planned. */
async function carryOut(): Promise<void> {
  const { db } = officer.city;
  await sql`update command_request set effective_at = cycle_now(cycle_id) where executed_at is null`.execute(db);
  await sql`update rehearsal set now_at = now()`.execute(db);
  await executeDueRequests(db);
}

/** HR3 asks for it and HR2 says yes. */
async function agree(cycleId: unknown): Promise<string> {
  const { body: asked } = await officer.askLaunch(cycleId, await officer.signIn('HR3'));
  const { body: approved } = await officer.approver.ask('POST', `/commands/${String(asked['id'])}/approve`);
  expect(approved['state'], JSON.stringify([asked, approved])).toMatch(/planned|executed/);
  return String(asked['id']);
}

async function rehearse(more: object = {}): Promise<void> {
  const { body: rehearsal } = await officer.hr.ask('POST', '/rehearsals', {
    body: { name: 'trial', now: '2026-01-05T00:00:00Z' },
  });
  const planned = await officer.plan({ name: 'trial', year: 2026, rehearsalId: rehearsal['id'], ...more });
  await agree(planned.body['id']);
  await carryOut();
}

async function launch(): Promise<void> {
  await agree(officer.city.cycleId);
  await carryOut();
}

/** What an old address, box@ where it is not said, is answered about the newest change away from it. */
async function answers(answer: 'confirmed' | 'objected', oldEmail = BOX): Promise<unknown> {
  const { db } = officer.city;
  const { id } = await db
    .selectFrom('address_change')
    .select('id')
    .where('old_email', '=', oldEmail)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  const token = await asWorker(db, (trx) => createAddressLink(trx, id));
  const { status, body } = await new Client(officer.app).ask('POST', '/address-changes/answer', { body: { token, answer } });
  return status === 200 ? status : body['code'];
}

const objects = (oldEmail?: string) => answers('objected', oldEmail);

/** HR2 says yes to the one change that waits. */
async function confirm(): Promise<void> {
  const { body } = await officer.approver.ask('GET', '/address-changes');
  const ids = (body['items'] as readonly { readonly id: string }[]).map((one) => one.id);
  const { body: answered } = await officer.approver.ask('POST', '/address-changes/confirm', { body: { ids } });
  expect(answered).toEqual({ confirmed: 1, left: [] });
}

async function addressOf(no: string): Promise<string> {
  const found = await officer.city.db
    .selectFrom('employee')
    .select('email')
    .where('employee_no', '=', no)
    .executeTakeFirstOrThrow();
  return found.email;
}

/** HR1 gives somebody box@ and puts the address back: what box@ is answered then, and whose address it is. */
async function boxComesBack(no: string, right: string): Promise<readonly unknown[]> {
  await readdress(no, BOX);
  await readdress(no, right);
  return [await objects(), await addressOf(no)];
}

test('row-2: an old address that the first launch has not shown answers for nobody, though a rehearsal knew it', async () => {
  officer = await OfficerCity.create([row('S9', { email: BOX })]);
  await rehearse();
  await readdress('S9', 's9@city.example', await officer.signIn('HR3'));
  await launch();
  expect(await boxComesBack('S9', 's9@city.example')).toEqual(['link-used-or-expired', 's9@city.example']);
});

test('row-2: nor does one that an officer gave before the rehearsal and took back in its time', async () => {
  officer = await OfficerCity.create([row('H9', { above: ',,' }), row('T1', { above: 'H9,M1,Others' })]);
  await readdress('H9', BOX);
  await rehearse();
  await readdress('H9', 'h9@city.example');
  await launch();
  expect(await boxComesBack('H9', 'h9@city.example')).toEqual(['link-used-or-expired', 'h9@city.example']);
});

test('row-2: nor does one of before a first launch that was taken back, nor is anybody put back to it by another change', async () => {
  officer = await OfficerCity.create([row('S9', { above: ',,' })]);
  await readdress('S9', BOX);
  const id = await agree(officer.city.cycleId);
  expect((await officer.hr.ask('POST', `/commands/${id}/undo`)).body['state']).toBe('undone');
  await readdress('S9', 's9@city.example');
  await officer.listed(row('S9'));
  await launch();
  expect([await objects(), await addressOf('S9')]).toEqual(['link-used-or-expired', 's9@city.example']);
  await readdress('S9', BOX);
  const selection = { evaluationIds: [await evaluationOf(officer.city, 'S1')] };
  const { body } = await officer.order('reassign', selection, { as: 'rater', employeeNo: 'S9' });
  expect(body['code']).toBe('person-unconfirmed');
});

test('row-2: nor does one that comes back between the approval of the first launch and the launch', async () => {
  officer = await OfficerCity.create([row('H9', { email: BOX, above: ',,' }), row('T1', { above: 'H9,M1,Others' })]);
  await rehearse();
  await readdress('H9', 'h9@city.example', await officer.signIn('HR3'));
  await agree(officer.city.cycleId);
  expect(await boxComesBack('H9', 'h9@city.example')).toEqual(['link-used-or-expired', 'h9@city.example']);
  await carryOut();
  const { rows } = await sql`select employee_id from people_unproven(${officer.city.cycleId})`.execute(officer.city.db);
  expect(rows).toEqual([]);
});

test('row-2: the address that the first launch has shown answers from its approval on, and has the account back', async () => {
  officer = await OfficerCity.create([row('H9', { above: ',,' }), row('T1', { above: 'H9,M1,Others' })]);
  await agree(officer.city.cycleId);
  await readdress('H9', BOX);
  expect([await objects('h9@city.example'), await addressOf('H9')]).toEqual([200, 'h9@city.example']);
});

test('row-1: who reviews what an officer writes is not taken for the officer by an address of a rehearsal’s time', async () => {
  officer = await OfficerCity.create([
    row('M2', { above: ',,' }),
    row('O3', { above: 'HR1,M2,Others' }),
    row('O4', { above: 'H1,M2,Others' }),
  ]);
  await readdress('M2', 'hr1@city.example');
  await rehearse({ grades: ['5'] });
  await readdress('M2', 'm2@city.example', await officer.signIn('HR3'));
  await launch();
  const { db } = officer.city;
  const ratingId = await officer.openedTask('O3', 'manager-evaluation', 'rating.write');
  const { process_run_id: processRunId } = await db
    .updateTable('task')
    .set({ state: 'closed', outcome: 'done', closed_at: sql`now()`, recorded_at: sql`now()` })
    .where('id', '=', ratingId)
    .returning('process_run_id')
    .executeTakeFirstOrThrow();
  const review = await openTask(db, { processRunId, kind: 'rating.review', round: 1, seat: 1 });
  expect(review.outcome).toBe(undefined);
});

test('row-2: an address that the operator has mended beside a rehearsal is the one that was answered for, also of who has no part', async () => {
  officer = await OfficerCity.create([row('K9', { above: ',,' })]);
  await readdress('K9', BOX);
  await rehearse();
  await officer.listed(row('K9', { above: ',,' }));
  await launch();
  expect(await boxComesBack('K9', 'k9@city.example')).toEqual(['link-used-or-expired', 'k9@city.example']);
});

test('row-2: no launch goes on by another address than two have seen, of who was of HR either', async () => {
  officer = await OfficerCity.create([row('H9', { above: ',,' }), row('T1', { above: 'H9,M1,Others' })]);
  const { db, cycleId, ids } = officer.city;
  await sql`insert into role_assignment (employee_id, role) values (${ids['H9']}, 'hr')`.execute(db);
  await officer.signIn('H9');
  await readdress('H9', 'h9x@city.example');
  await readdress('H9', 'h9@city.example');
  await sql`delete from role_assignment where employee_id = ${ids['H9']}`.execute(db);
  const { body: asked } = await officer.askLaunch(cycleId, await officer.signIn('HR3'));
  await readdress('H9', BOX);
  const { body: refused } = await officer.approver.ask('POST', `/commands/${String(asked['id'])}/approve`);
  expect(refused['code']).toBe('preview-changed');
});

test('row-2: two first launches that are planned at once are both carried out, and the second takes from nobody what the first has shown', async () => {
  officer = await OfficerCity.create();
  const { db } = officer.city;
  const hr3 = await officer.signIn('HR3');
  await importOf(
    hr3,
    row('C9', { above: ',,' }),
    row('H9', { above: ',,' }),
    'T9,Name T9,t9@city.example,Tax,8,Job,H9,M1,Nines,2020-01-01',
  );
  const staff = await officer.plan({ name: 'staff', grades: ['7'], committee: { chair: 'C9', members: ['F1', 'M1'] } });
  const eights = await officer.plan({ name: 'eights', grades: ['8'] });
  const requests = [await agree(staff.body['id']), await agree(eights.body['id'])];
  await carryOut();
  const outcomes = await db.selectFrom('command_request').select('outcome').where('id', 'in', requests).orderBy('id').execute();
  expect(outcomes).toMatchObject([{ outcome: { processRunId: '1' } }, { outcome: { enrolled: 1 } }]);
  await readdress('C9', BOX);
  const { rows } = await sql`
    select n.mail_kind kind from notification n
     where n.employee_id = (select id from employee where employee_no = 'C9') and n.mail_kind like 'address%'
     order by 1`.execute(db);
  expect(rows).toEqual([{ kind: 'address.left' }, { kind: 'address.told' }]);
});

test('row-2: who has no part in the first launch has the account back, also by a change between its approval and the launch', async () => {
  officer = await OfficerCity.create([row('K9', { above: ',,' })]);
  await agree(officer.city.cycleId);
  await readdress('K9', BOX);
  await carryOut();
  expect([await objects('k9@city.example'), await addressOf('K9')]).toEqual([200, 'k9@city.example']);
});

test('row-2: a first launch that is taken back and agreed to again takes no answer of a second person back', async () => {
  officer = await OfficerCity.create([row('K9', { above: ',,' })]);
  await readdress('K9', 'k9-old@city.example');
  const id = await agree(officer.city.cycleId);
  await officer.hr.ask('POST', `/commands/${id}/undo`);
  await readdress('K9', 'k9-new@city.example');
  await confirm();
  await launch();
  const { rows } = await sql`select employee_id from people_unproven(null)`.execute(officer.city.db);
  expect(rows).toEqual([]);
});

test('row-2: who has given themselves an address before the first launch, and is of HR no longer, waits for an answer like anybody', async () => {
  officer = await OfficerCity.create([row('HR5', { above: ',,' })]);
  const { db, ids } = officer.city;
  await sql`insert into role_assignment (employee_id, role) values (${ids['HR5']}, 'hr')`.execute(db);
  await readdress('HR5', 'hr5-new@city.example', await officer.signIn('HR5'));
  await confirm();
  await sql`delete from role_assignment where employee_id = ${ids['HR5']}`.execute(db);
  await launch();
  const { status, body } = await officer.approver.ask('GET', '/address-changes');
  expect([status, body['items']]).toMatchObject([200, [{ person: { employeeNo: 'HR5' }, mayConfirm: true }]]);
});

test('row-2: no old address says yes to another one’s mailbox, as two accounts would be one person by it', async () => {
  officer = await OfficerCity.create();
  await officer.launched();
  await readdress('S1', 'c1+s1@city.example');
  expect(await answers('confirmed', 's1@city.example')).toBe('second-person-needed');
  await readdress('S1', 's1-own@city.example');
  await readdress('S1', 's1@city.example');
  await readdress('S1', 's1-own@city.example');
  expect(await answers('confirmed', 's1@city.example')).toBe(200);
});

test('row-2: a launch is asked for once more while it is planned, with an address that was answered for meanwhile', async () => {
  officer = await OfficerCity.create();
  await agree(officer.city.cycleId);
  await readdress('S1', 's1-own@city.example');
  await confirm();
  await agree(officer.city.cycleId);
});

test('row-2: nobody says yes to another address than they have seen, of who was of HR when it was changed first', async () => {
  officer = await OfficerCity.create([row('H9', { above: ',,' })]);
  const { db, ids } = officer.city;
  await sql`insert into role_assignment (employee_id, role) values (${ids['H9']}, 'hr')`.execute(db);
  await officer.signIn('H9');
  await readdress('H9', 'h9-new@city.example', await officer.signIn('HR3'));
  await sql`delete from role_assignment where employee_id = ${ids['H9']}`.execute(db);
  await readdress('H9', BOX);
  const { body } = await officer.hr.ask('GET', '/address-changes');
  const ids9 = (body['items'] as readonly { readonly id: string }[]).map((one) => one.id);
  const { body: answered } = await officer.hr.ask('POST', '/address-changes/confirm', { body: { ids: ids9 } });
  expect(answered['code']).toBe('preview-changed');
});
