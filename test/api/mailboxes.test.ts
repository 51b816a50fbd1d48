import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { changeAddresses } from '../../commands/change-addresses.ts';
import { firstChair } from '../../commands/committee.ts';
import { openTask } from '../../commands/open-task.ts';
import { createAddressLink } from '../../db/address-links.ts';
import { enrol } from '../../db/enrolment.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { evaluationOf, PEOPLE, smallCity, type SmallCity } from '../commands/small-city.ts';
import { asWorker } from '../support/as-worker.ts';
import { appOver, Client, importOf, newestToken, signInTo } from './support.ts';
import { markLaunched } from '../support/mark-launched.ts';

// HR1 reads hr1@ and shared boxes, box-x@ and others, changes addresses and has them back. HR1 has the first seat, C1 chairs.

const people = [
  ...PEOPLE.filter((row) => !row.startsWith('HR1,')),
  'HR1,Name HR1,hr1@city.example,Tax,6,Job,H1,H2,Office,2020-01-01',
  'C1,Name C1,c1@city.example,Top,4,Job,,,,2020-01-01',
  'F1,Name F1,f1@city.example,Top,4,Job,,,,2020-01-01',
  'O2,Name O2,o2@city.example,Tax,6,Job,H1,H2,Office,2020-01-01',
];
let city: SmallCity;
let app: FastifyInstance;
let hr: Client;
beforeEach(async () => {
  city = await smallCity({ people, committee: { chair: 'C1', members: ['HR1', 'F1'] } });
  await sql`update cycle set rehearsal_id = null`.execute(city.db);
  await inTransaction(city.db, (trx) => enrol(trx, { cycleId: city.cycleId, quotaFrom: 4 }));
  app = await appOver(city.db, { logged: [] });
  hr = await signInTo(app, city.db, 'HR1');
});
afterEach(async () => {
  await app.close();
  await city.drop();
});

const idOf = (no: string): string => city.ids[no] ?? '0';
/** Two persons have said yes to the first launch. */
const launch = () => markLaunched(city.db, city.cycleId);

async function readdress(no: string, email: string): Promise<void> {
  expect((await hr.ask('PATCH', `/employees/${no}`, { body: { email } })).status).toBe(200);
}

async function addressOf(no: string): Promise<string> {
  const found = await city.db.selectFrom('employee').select('email').where('id', '=', idOf(no)).executeTakeFirstOrThrow();
  return found.email;
}

/** What the link would answer that went to the old address of a change. */
async function answerFrom(oldEmail: string, answer: 'confirmed' | 'objected'): Promise<unknown> {
  const { id } = await city.db
    .selectFrom('address_change')
    .select('id')
    .where('old_email', '=', oldEmail)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  const token = await asWorker(city.db, (trx) => createAddressLink(trx, id));
  const { status, body } = await new Client(app).ask('POST', '/address-changes/answer', { body: { token, answer } });
  return status === 200 ? 200 : body['code'];
}

/** Who somebody is who asks for a link to an address and follows it. */
async function whoIsAt(email: string, no: string): Promise<unknown> {
  return (await (await signedInAt(email, no)).ask('GET', '/me')).body;
}

async function signedInAt(email: string, no: string): Promise<Client> {
  const client = new Client(app);
  await client.ask('POST', '/sign-in/links', { body: { email } });
  await client.ask('POST', '/sign-in', { body: { token: await newestToken(city.db, idOf(no)) } });
  return client;
}

describe('row-2: a mailbox that an account has had for a moment', () => {
  test('row-2: does not object to the account going on', async () => {
    await launch();
    await readdress('HR2', 'box-x@city.example');
    await readdress('HR2', 'hr2@city.example');
    expect(await answerFrom('box-x@city.example', 'objected')).toBe('link-used-or-expired');
    expect(await addressOf('HR2')).toBe('hr2@city.example');
  });

  test('row-2: neither objects nor confirms where the account went on to a third one', async () => {
    await launch();
    await readdress('HR2', 'box-x@city.example');
    await readdress('HR2', 'box-y@city.example');
    for (const answer of ['objected', 'confirmed'] as const)
      expect(await answerFrom('box-x@city.example', answer)).toBe('link-used-or-expired');
    expect(await answerFrom('hr2@city.example', 'objected')).toBe(200);
    expect(await addressOf('HR2')).toBe('hr2@city.example');
    expect(await whoIsAt('hr2@city.example', 'HR2')).toMatchObject({ roles: ['hr-approver'], addressUnconfirmed: false });
  });

  test('row-2: is not the account’s again by an objection, once the account has gone on with a confirmation', async () => {
    await launch();
    await readdress('HR2', 'box-x@city.example');
    await readdress('HR2', 'hr2@city.example');
    await readdress('HR2', 'hr2-new@city.example');
    expect(await answerFrom('hr2@city.example', 'confirmed')).toBe(200);
    const { id } = await city.db.selectFrom('address_change').select('id').orderBy('id').executeTakeFirstOrThrow();
    const token = await asWorker(city.db, (trx) => createAddressLink(trx, id));
    await new Client(app).ask('POST', '/address-changes/answer', { body: { token, answer: 'objected' } });
    expect(await addressOf('HR2')).toBe('hr2-new@city.example');
  });
});

describe('row-2: an address of the first list, mended before the first launch,', () => {
  beforeEach(async () => {
    await sql`update employee set email = 'box-z@city.example' where id = ${idOf('HR2')}`.execute(city.db);
    await inTransaction(city.db, (trx) =>
      changeAddresses(trx, { people: [{ employeeId: idOf('HR2'), email: 'hr2@city.example' }] }),
    );
    await launch();
    expect(await whoIsAt('hr2@city.example', 'HR2')).toMatchObject({ addressUnconfirmed: false });
  });

  test('row-2: is no proof after it', async () => {
    await readdress('HR2', 'box-z@city.example');
    expect(await whoIsAt('box-z@city.example', 'HR2')).toMatchObject({ roles: [], addressUnconfirmed: true });
  });

  test('row-2: does not come back by an objection', async () => {
    expect(await answerFrom('box-z@city.example', 'objected')).toBe('link-used-or-expired');
    expect(await addressOf('HR2')).toBe('hr2@city.example');
  });
});

describe('row-1: who has another’s mailbox for a minute', () => {
  async function runIn(phase: string, of: { readonly evaluationId?: string; readonly group?: string }): Promise<string> {
    const { rows } = await sql<{ id: string }>`
      insert into process_run (cycle_id, evaluation_id, rating_group_id, phase, workflow_type, launched_at)
      select w.cycle_id, ${of.evaluationId ?? null}::bigint,
             (select id from rating_group where name = ${of.group ?? null}), w.phase, w.workflow_type, now()
        from phase_window w where w.cycle_id = ${city.cycleId} and w.phase = ${phase} returning id`.execute(city.db);
    return rows[0]?.id ?? '0';
  }

  /** Who chairs when Staff is complete, HR1 and F1 having seats. */
  async function chairOfStaff(): Promise<string | undefined> {
    const runId = await runIn('calibration', { group: 'Staff' });
    await sql`
      insert into calibration_session (process_run_id, rating_group_id, meeting_at, inputs, steps, proposed_at)
      select id, rating_group_id, now(), '{}', '[]', now() from process_run where id = ${runId}`.execute(city.db);
    await sql`
      insert into calibration_seat (process_run_id, seat, employee_id)
      values (${runId}, 1, ${idOf('HR1')}), (${runId}, 2, ${idOf('F1')})`.execute(city.db);
    const chair = await inTransaction(city.db, (trx) => firstChair(trx, runId));
    return Object.entries(city.ids).find(([, id]) => id === chair)?.[0];
  }

  test('row-1: takes no chair from them, being rated in the group', async () => {
    await launch();
    await readdress('S1', 'c1@city.example');
    expect(await chairOfStaff()).toBe('C1');
  });

  test('row-1: takes no chair from them as a newcomer nobody else has looked at', async () => {
    await launch();
    const { body } = await importOf(hr, 'N7,Name N7,c1@city.example,Tax,7,Job,H1,M1,Staff,2026-11-01');
    expect(body).toMatchObject({ created: 1 });
    await inTransaction(city.db, (trx) => enrol(trx, { cycleId: city.cycleId, quotaFrom: 4 }));
    expect(await chairOfStaff()).toBe('C1');
  });

  test('row-1: has no review left out as their reviewer', async () => {
    await launch();
    const processRunId = await runIn('manager-evaluation', { evaluationId: await evaluationOf(city, 'S1') });
    await readdress('M1', 'h1@city.example');
    const { outcome } = await openTask(city.db, { processRunId, kind: 'rating.review', round: 1, seat: 1 });
    expect(outcome).toBe(undefined);
  });
});

describe('row-2: a change that a second person has confirmed', () => {
  const openIds = async () => {
    const open = await city.db.selectFrom('address_change').select('id').where('answer', 'is', null).execute();
    return open.map(({ id }) => id);
  };
  async function confirmedByHr2(): Promise<void> {
    const body = { ids: await openIds() };
    const hr2 = await signInTo(app, city.db, 'HR2');
    expect((await hr2.ask('POST', '/address-changes/confirm', { body })).status).toBe(200);
  }

  test('row-2: stays where the old address objects, which ends sessions, tells HR, and has another one say anew whose it is', async () => {
    await launch();
    await sql`insert into role_assignment (employee_id, role) values (${idOf('M1')}, 'hr')`.execute(city.db);
    await readdress('S1', 's1-own@city.example');
    await confirmedByHr2();
    await sql`insert into role_assignment (employee_id, role) values (${idOf('S1')}, 'hr-approver')`.execute(city.db);
    const own = await signedInAt('s1-own@city.example', 'S1');
    expect(await answerFrom('s1@city.example', 'confirmed')).toBe('link-used-or-expired');
    expect(await answerFrom('s1@city.example', 'objected')).toBe(200);
    expect(await addressOf('S1')).toBe('s1-own@city.example');
    expect((await own.ask('GET', '/me')).status).toBe(401);
    const told = await city.db.selectFrom('notification').select('id').where('mail_kind', '=', 'address.objected').execute();
    expect(told.length).toBeGreaterThan(1);
    expect(await answerFrom('s1@city.example', 'objected')).toBe('link-used-or-expired');
    const { items } = (await (await signInTo(app, city.db, 'HR2')).ask('GET', '/address-changes')).body as { items: object[] };
    expect(items).toMatchObject([{ objectedBy: 's1@city.example', oldEmail: null, newEmail: 's1-own@city.example' }]);
    // Neither whoever had changed it, nor what HR1 changes now, gives anybody the account.
    expect(await whoIsAt('s1-own@city.example', 'S1')).toMatchObject({ roles: [], addressUnconfirmed: true });
    expect((await hr.ask('POST', '/address-changes/confirm', { body: { ids: await openIds() } })).body).toMatchObject({
      code: 'second-person-needed',
    });
    await readdress('S1', 'box-x@city.example');
    await readdress('S1', 's1-own@city.example');
    expect(await whoIsAt('s1-own@city.example', 'S1')).toMatchObject({ addressUnconfirmed: true });
    await confirmedByHr2();
    expect(await whoIsAt('s1-own@city.example', 'S1')).toMatchObject({ roles: ['hr-approver'], addressUnconfirmed: false });
  });

  test('row-2: asks nobody about an address that they have given since', async () => {
    await launch();
    await sql`insert into role_assignment (employee_id, role) values (${idOf('M1')}, 'hr')`.execute(city.db);
    const other = await signInTo(app, city.db, 'M1');
    const readdressedByM1 = async (no: string) =>
      (await other.ask('PATCH', `/employees/${no}`, { body: { email: `${no}-own@city.example` } })).status;
    const refused = async () =>
      (await hr.ask('POST', '/address-changes/confirm', { body: { ids: await openIds() } })).body['code'];
    expect(await readdressedByM1('S5')).toBe(200);
    await confirmedByHr2();
    await readdress('S5', 's5@city.example');
    const first = await city.db
      .selectFrom('address_change')
      .select('id')
      .where('answer', '=', 'confirmed')
      .executeTakeFirstOrThrow();
    const token = await asWorker(city.db, (trx) => createAddressLink(trx, first.id));
    await new Client(app).ask('POST', '/address-changes/answer', { body: { token, answer: 'objected' } });
    expect(await refused()).toBe('second-person-needed');
  });

  test('row-2: that an old address disputes decides nothing on any clock, also where it was changed in a rehearsal’s time', async () => {
    await readdress('S5', 's5-own@city.example');
    await sql`update address_change set counts = '{999}'`.execute(city.db);
    await confirmedByHr2();
    await launch();
    expect(await answerFrom('s5@city.example', 'objected')).toBe(200);
    const { rows } = await sql`select employee_id from people_unproven(${city.cycleId})`.execute(city.db);
    expect(rows).toEqual([{ employee_id: idOf('S5') }]);
  });

  test('row-2: gives whoever reads the old mailbox no account, by an objection and another address', async () => {
    await launch();
    await readdress('S1', 's1-own@city.example');
    await confirmedByHr2();
    await sql`insert into role_assignment (employee_id, role) values (${idOf('S1')}, 'hr-approver')`.execute(city.db);
    await readdress('S1', 'box-x@city.example');
    expect(await answerFrom('s1@city.example', 'objected')).toBe(200);
    for (const email of ['box-x@city.example', 's1@city.example']) {
      await hr.ask('PATCH', `/employees/${'S1'}`, { body: { email } });
      await hr.ask('POST', '/address-changes/confirm', { body: { ids: await openIds() } });
      expect(await whoIsAt(email, 'S1')).toMatchObject({ roles: [], addressUnconfirmed: true });
    }
  });

  test('row-2: of somebody’s own account, objected to, keeps no question about HR from being answered', async () => {
    await launch();
    await readdress('S1', 's1-own@city.example');
    await confirmedByHr2();
    await sql`insert into role_assignment (employee_id, role) values (${idOf('S1')}, 'hr')`.execute(city.db);
    await sql`update address_change set changed_by = employee_id`.execute(city.db);
    expect(await answerFrom('s1@city.example', 'objected')).toBe(200);
    expect((await hr.ask('GET', '/address-changes')).status).toBe(200);
    const body = { ids: await openIds() };
    expect((await hr.ask('POST', '/address-changes/confirm', { body })).body).toMatchObject({ confirmed: 1 });
  });

  test('row-2: is not undone by an address that the account had for a while, however that was confirmed', async () => {
    await launch();
    await readdress('S1', 'box-x@city.example');
    await confirmedByHr2();
    await readdress('S1', 's1@city.example');
    await confirmedByHr2();
    expect(await answerFrom('box-x@city.example', 'objected')).toBe('link-used-or-expired');
    expect(await addressOf('S1')).toBe('s1@city.example');
  });
});
