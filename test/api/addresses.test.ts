import { globSync, readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { changeAddresses } from '../../commands/change-addresses.ts';
import { createCycle } from '../../commands/create-cycle.ts';
import { importPeople } from '../../commands/import-people.ts';
import { launchPhase } from '../../commands/launch-phase.ts';
import { createAddressLink } from '../../db/address-links.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { csvOf, evaluationOf, opened, order } from '../commands/small-city.ts';
import { type ApiCity, type Client, apiCity, importOf, newestToken } from './support.ts';
import { asWorker } from '../support/as-worker.ts';

let city: ApiCity;
let hr1: Client;
let second: Client;
beforeAll(async () => {
  city = await apiCity();
  await order(city, { command: 'launch-cycle', arguments: { inMinutes: 0 } });
  await launchPhase(city.db, { cycleId: city.cycleId, phase: 'goal-setting' });
  // A third of HR, who neither changes nor gets an address here, and whom nobody rates.
  await city.db
    .insertInto('role_assignment')
    .values({ employee_id: city.ids['M1'] ?? '', role: 'hr-approver' })
    .execute();
  hr1 = await city.signIn('HR1');
  second = await city.signIn('M1');
});
/** Another day: one account changes an address a few times in a day only. */
beforeEach(() => sql`update address_change set changed_at = changed_at - interval '2 days'`.execute(city.db));
afterAll(() => city.drop());

let keys = 0;
/** HR1 asks for something that needs a second person; answers the request's id. */
async function askForLaunch(): Promise<string> {
  keys += 1;
  const { id: cycleId } = await createCycle(city.db, {
    name: `again ${String(keys)}`,
    year: 2026,
    packName: 'kr-local-grade5',
    rehearsalId: city.rehearsalId,
    committee: { chair: 'M1', members: ['H1', 'H2'] },
  });
  const { status, body } = await hr1.ask('POST', '/commands', {
    body: {
      command: 'launch-cycle',
      cycleId,
      selection: {},
      arguments: {},
      reason: 'because',
      idempotencyKey: `launch-${String(keys)}`,
    },
  });
  expect([status, body['state']]).toEqual([200, 'waits-for-approval']);
  return String(body['id']);
}

const readdress = (employeeNo: string, email: string) => hr1.ask('PATCH', `/employees/${employeeNo}`, { body: { email } });
/** The operator's command line. */
const readdressByOperator = (employeeNo: string, email: string) =>
  inTransaction(city.db, (trx) => changeAddresses(trx, { people: [{ employeeId: city.ids[employeeNo] ?? '', email }] }));

async function signInThrough(email: string, employeeNo: string): Promise<Client> {
  const client = city.client();
  await client.ask('POST', '/sign-in/links', { body: { email } });
  const { body } = await client.ask('POST', '/sign-in', {
    body: { token: await newestToken(city.db, city.ids[employeeNo] ?? '') },
  });
  client.csrf = (body['me'] as { csrfToken: string }).csrfToken;
  return client;
}

interface Listed {
  readonly id: string;
  readonly person: { readonly employeeNo: string };
  readonly mayConfirm: boolean;
}

const waiting = async (reader: Client) =>
  ((await reader.ask('GET', '/address-changes')).body['items'] as Listed[]).map(({ person: { employeeNo }, ...one }) => ({
    ...one,
    employeeNo,
  }));
const confirm = (by: Client, ids: readonly string[]) => by.ask('POST', '/address-changes/confirm', { body: { ids } });
const confirmAll = async () => {
  const ids = (await waiting(second)).map(({ id }) => id);
  if (ids.length > 0) expect((await confirm(second, ids)).status).toBe(200);
};

/** The link that the mail to the old address carries. */
const linkFor = async (employeeNo: string): Promise<string> => {
  const { id } = await city.db
    .selectFrom('address_change')
    .select('id')
    .where('employee_id', '=', city.ids[employeeNo] ?? '')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  return asWorker(city.db, (trx) => createAddressLink(trx, id));
};
const answer = async (token: string, said: 'confirmed' | 'objected') => {
  const { status, body } = await city.client().ask('POST', '/address-changes/answer', { body: { token, answer: said } });
  return status === 200 ? 200 : body['code'];
};
const addressOf = async (employeeNo: string) =>
  (await city.db.selectFrom('employee').select('email').where('employee_no', '=', employeeNo).executeTakeFirstOrThrow()).email;

describe('another address', () => {
  test('row-2: ends the sessions and links of the one before, and putting it back revives none', async () => {
    const before = await city.signIn('S1');
    await city.client().ask('POST', '/sign-in/links', { body: { email: 's1@city.example' } });
    const link = await newestToken(city.db, city.ids['S1'] ?? '');
    expect((await readdress('S1', 'thief@city.example')).status).toBe(200);
    expect((await before.ask('GET', '/me')).status).toBe(401);
    const thief = await signInThrough('thief@city.example', 'S1');
    expect((await thief.ask('GET', '/me')).status).toBe(200);
    await readdress('S1', 's1@city.example');
    expect([(await thief.ask('GET', '/me')).status, (await before.ask('GET', '/me')).status]).toEqual([401, 401]);
    expect((await city.client().ask('POST', '/sign-in', { body: { token: link } })).status).toBe(410);
  });

  test('row-2: is told to the old and the new one, by an import as by the page', async () => {
    const told = async (employeeNo: string) =>
      (
        await sql<{ kind: string }>`
          select mail_kind kind from notification
           where employee_id = ${city.ids[employeeNo] ?? ''} and mail_kind <> 'sign-in' and cycle_id is null
           order by mail_kind`.execute(city.db)
      ).rows.map(({ kind }) => kind);
    const before = await city.signIn('S3');
    await readdress('S4', 's4-new@city.example');
    expect((await importOf(hr1, 'S3,Name S3,s3-new@city.example,Tax,7,Job,H1,M1,Staff,2020-01-01')).body).toMatchObject({
      changed: 1,
    });
    expect((await before.ask('GET', '/me')).status).toBe(401);
    for (const no of ['S3', 'S4']) expect(await told(no), no).toEqual(['address.left', 'address.told']);
    await readdress('S3', 'S3-NEW@city.example');
    expect(await told('S3')).toHaveLength(2);
    await confirmAll();
  });

  test('row-2: by a list that an operator loads is told to both as well, and waits for an answer that anybody of HR may give', async () => {
    const file = Buffer.from(csvOf('S2,Name S2,s2-new@city.example,Tax,7,Job,H1,M1,Staff,2020-01-01'));
    expect(await importPeople(city.db, { file })).toMatchObject({ imported: true, changed: 1 });
    const { rows } = await sql<{ kind: string }>`
      select mail_kind kind from notification
       where employee_id = ${city.ids['S2'] ?? ''} and mail_kind <> 'sign-in' and cycle_id is null
       order by mail_kind`.execute(city.db);
    expect(rows.map(({ kind }) => kind)).toEqual(['address.left', 'address.told']);
    const mayConfirm = async (client: Client) => {
      const { body } = await client.ask('GET', '/address-changes');
      const items = body['items'] as { person: { employeeNo: string }; changedBy: unknown; mayConfirm: boolean }[];
      return items.flatMap((item) => (item.person.employeeNo === 'S2' ? [[item.changedBy, item.mayConfirm]] : []));
    };
    for (const officer of [hr1, second]) expect(await mayConfirm(officer)).toEqual([[null, true]]);
    await confirmAll();
    expect(await mayConfirm(second)).toEqual([]);
  });

  test('row-2: of who approves lets nothing be approved, asked, imported, granted, mended or looked at', async () => {
    const id = await askForLaunch();
    await city.signIn('HR2');
    await readdress('HR2', 'second-mailbox@city.example');
    const taken = await signInThrough('second-mailbox@city.example', 'HR2');
    const refused = async (method: string, url: string, body?: unknown) => {
      const answered = await taken.ask(method, url, body === undefined ? {} : { body });
      return [url, answered.status, answered.body['code']];
    };
    for (const [method, url] of [
      ['POST', `/commands/${id}/approve`],
      ['POST', `/commands/${id}/undo`],
      ['GET', `/cycles/${city.cycleId}/people`],
      ['GET', '/address-changes'],
    ] as const)
      expect(await refused(method, url)).toEqual([url, 403, 'address-unconfirmed']);
    expect((await taken.ask('GET', '/me')).body).toMatchObject({ roles: [], addressUnconfirmed: true });
    await readdress('HR2', 'hr2@city.example');
    const back = await city.signIn('HR2');
    expect((await back.ask('GET', '/me')).body).toMatchObject({ roles: ['hr-approver'], addressUnconfirmed: false });
  });

  test('row-2: of who is rater leaves what is their own, and neither shows nor takes what is about others', async () => {
    const own = await opened(city, 'H2', { kind: 'goals.draft' });
    const { process_run_id } = await opened(city, 'S5', { kind: 'goals.draft' });
    await sql`update task set state = 'closed', outcome = 'done' where process_run_id = ${process_run_id}`.execute(city.db);
    const others = await opened(city, 'S5', { kind: 'goals.agree' });
    const goals = `/evaluations/${await evaluationOf(city, 'S5')}/goals`;
    await readdress('H2', 'h2-new@city.example');
    const rater = await signInThrough('h2-new@city.example', 'H2');
    const seen = async (method: string, url: string, body?: unknown) =>
      (await rater.ask(method, url, body === undefined ? {} : { body })).body['code'];
    const draft = { version: 0, content: { goals: [] } };
    expect(await seen('GET', `/tasks/${others.id}`)).toBe('address-unconfirmed');
    expect(await seen('PUT', `/tasks/${others.id}/draft`, draft)).toBe('address-unconfirmed');
    expect(await seen('POST', `/tasks/${others.id}/close`, { outcome: 'done', version: 0 })).toBe('address-unconfirmed');
    expect(await seen('GET', goals)).toBe('not-found');
    expect((await rater.ask('GET', '/my-team')).body['people']).toEqual([]);
    expect((await rater.ask('GET', `/tasks/${own.id}`)).status).toBe(200);
    expect(await answer(await linkFor('H2'), 'confirmed')).toBe(200);
    expect((await rater.ask('GET', `/tasks/${others.id}`)).status).toBe(200);
    expect((await rater.ask('GET', goals)).status).toBe(200);
  });
});

describe('the old address', () => {
  test('row-2: objects once, which puts it back, ends the sessions of the new one and tells HR', async () => {
    await readdress('H1', 'thief@city.example');
    const thief = await signInThrough('thief@city.example', 'H1');
    const link = await linkFor('H1');
    await readdress('H1', 'thief-again@city.example');
    const later = await signInThrough('thief-again@city.example', 'H1');
    expect((await city.app.inject({ method: 'GET', url: `/api/address-changes/answer?token=${link}` })).statusCode).toBe(404);
    // It says yes to the address that its mail has told, and to no other one.
    expect(await answer(link, 'confirmed')).toBe('second-person-needed');
    expect(await answer(link, 'objected')).toBe(200);
    expect(await addressOf('H1')).toBe('h1@city.example');
    expect([(await thief.ask('GET', '/me')).status, (await later.ask('GET', '/me')).status]).toEqual([401, 401]);
    expect(await answer(link, 'objected')).toBe('link-used-or-expired');
    const { rows } = await sql<{ no: string }>`
      select e.employee_no no from notification n join employee e on e.id = n.employee_id
       where n.mail_kind = 'address.objected' order by 1`.execute(city.db);
    expect(rows.map(({ no }) => no)).toEqual(['HR1', 'HR2', 'M1']);
    expect((await waiting(second)).filter(({ employeeNo }) => employeeNo === 'H1')).toEqual([]);
  });

  test('row-2: does not answer for itself where whoever changed it reads its mail', async () => {
    await readdress('S2', 'hr1-private@city.example');
    await confirmAll();
    expect((await readdress('S2', 'elsewhere@city.example')).status).toBe(200);
    expect((await readdress('HR1', 'hr1-private@city.example')).body['code']).toBe('own-case');
    // The address that HR1 gets is the one to which S2's link goes.
    await readdressByOperator('HR1', 'hr1-private@city.example');
    expect(await answer(await linkFor('S2'), 'confirmed')).toBe('second-person-needed');
    await confirmAll();
    await readdressByOperator('HR1', 'hr1@city.example');
    expect(await answer(await linkFor('HR1'), 'confirmed')).toBe(200);
    hr1 = await city.signIn('HR1');
  });
});

describe('a second person', () => {
  test('row-2: confirms many at once; never whose address it is, who changed it, or who has one of these mailboxes', async () => {
    await readdress('S5', 's5-new@city.example');
    await readdressByOperator('S6', 'hr2@city.example');
    await readdress('M1', 'm1-new@city.example');
    const hr2 = await city.signIn('HR2');
    const [s5, s6, m1] = ['S5', 'S6', 'M1'].map(async (no) => (await waiting(hr2)).find(({ employeeNo }) => employeeNo === no));
    expect([(await s5)?.mayConfirm, (await s6)?.mayConfirm, (await m1)?.mayConfirm]).toEqual([true, false, true]);
    const all = [await s5, await s6, await m1].map((one) => one?.id ?? '');
    const changed = [all[0] ?? '', all[2] ?? ''];
    expect((await confirm(hr1, changed)).body).toMatchObject({
      code: 'second-person-needed',
      details: { employeeNos: ['S5', 'M1'] },
    });
    const self = await signInThrough('m1-new@city.example', 'M1');
    expect((await confirm(self, all)).body['code']).toBe('address-unconfirmed');
    const left = [{ person: { employeeNo: 'S6', name: 'Name S6' }, code: 'second-person-needed' }];
    expect((await confirm(hr2, all)).body).toEqual({ confirmed: 2, left });
    expect((await confirm(hr2, all)).body).toMatchObject({ code: 'second-person-needed', details: { employeeNos: ['S6'] } });
    second = await signInThrough('m1-new@city.example', 'M1');
    await confirmAll();
    await readdress('S6', 's6@city.example');
    await confirmAll();
    expect(await waiting(second)).toEqual([]);
  });

  test('is kept with the change: who, when, from where to where, and who answered for it', async () => {
    await readdress('S7', 's7-new@city.example');
    await confirmAll();
    const { rows } = await sql<object>`
      select a.old_email, a.new_email, c.employee_no changed_by, a.changed_at is not null dated,
             w.employee_no answered_by, a.answer
        from address_change a join employee e on e.id = a.employee_id
        join employee c on c.id = a.changed_by join employee w on w.id = a.answered_by
       where e.employee_no = 'S7'`.execute(city.db);
    const [from, to] = ['s7@city.example', 's7-new@city.example'];
    expect(rows).toEqual([
      { old_email: from, new_email: to, changed_by: 'HR1', dated: true, answered_by: 'M1', answer: 'confirmed' },
    ]);
    await readdress('S7', from);
    await confirmAll();
  });
});

describe('who is created while a cycle runs', () => {
  const POSTS = ['rater', 'reviewer', 'chair', 'member'] as const;
  const reassign = async (to: string, as: (typeof POSTS)[number] = 'rater') =>
    (
      await hr1.ask('POST', '/commands/preview', {
        body: {
          command: 'reassign',
          cycleId: city.cycleId,
          selection:
            as === 'rater' || as === 'reviewer' ? { evaluationIds: [await evaluationOf(city, 'S7')] } : { phase: 'calibration' },
          arguments: { as, employeeNo: to },
        },
      })
    ).body['blockedBy'] as { readonly code: string }[];
  const askForRole = (employeeNo: string) =>
    hr1.ask('POST', '/role-requests', { body: { employeeNo, role: 'hr', grants: true, reason: 'joins us' } });
  const person = (no: string, rater: string) =>
    `${no},Name ${no},${no.toLowerCase()}@city.example,Tax,7,Job,${rater},M1,Staff,2026-01-01`;

  test('row-2: gets no post and no role before a second person confirms, however long it takes', async () => {
    expect((await importOf(hr1, person('N1', 'H1'))).body).toMatchObject({ created: 1 });
    expect((await importOf(hr1, person('N2', 'H1'))).body).toMatchObject({ created: 1 });
    for (const as of POSTS)
      expect(
        (await reassign('N1', as)).map(({ code }) => code),
        as,
      ).toEqual(['person-unconfirmed']);
    expect((await askForRole('N1')).body['code']).toBe('person-unconfirmed');
    const n1 = (await waiting(second)).find(({ employeeNo }) => employeeNo === 'N1');
    expect((await confirm(hr1, [n1?.id ?? ''])).body['code']).toBe('second-person-needed');
    expect((await confirm(second, [n1?.id ?? ''])).status).toBe(200);
    expect(await reassign('N1')).toEqual([]);
    expect((await reassign('N2')).map(({ code }) => code)).toEqual(['person-unconfirmed']);
    await sql`update rehearsal set now_at = now_at + interval '1 year'`.execute(city.db);
    expect((await reassign('N2')).map(({ code }) => code)).toEqual(['person-unconfirmed']);
    await sql`update rehearsal set now_at = now_at - interval '1 year'`.execute(city.db);
    await confirmAll();
  });

  test('row-2: is named by the preview of a launch, with one confirmation for all', async () => {
    await importOf(hr1, person('N3', 'H1'));
    await importOf(hr1, person('N4', 'N3'), person('N5', 'H2'));
    await readdress('H2', 'h2-third@city.example');
    const preview = async () =>
      (await hr1.ask('GET', `/cycles/${city.cycleId}/launch-preview`)).body['mustBeMended'] as {
        readonly code: string;
        readonly people: readonly { readonly employeeNo: string }[];
        readonly details: { readonly changeIds: readonly string[] };
      }[];
    const [found] = await preview();
    expect([found?.code, found?.people.map(({ employeeNo }) => employeeNo)]).toEqual(['person-unconfirmed', ['H2', 'N3']]);
    const n3 = (await waiting(second)).find(({ employeeNo }) => employeeNo === 'N3');
    expect(found?.details.changeIds, 'another address is confirmed one by one').toEqual([n3?.id]);
    const missing = { command: 'launch-missing', cycleId: city.cycleId, selection: {}, arguments: {} };
    const blocked = async () =>
      (await hr1.ask('POST', '/commands/preview', { body: missing })).body['blockedBy'] as { readonly code: string }[];
    expect((await blocked()).map(({ code }) => code)).toEqual(['person-unconfirmed']);
    expect((await confirm(second, found?.details.changeIds ?? [])).status).toBe(200);
    const rest = { code: 'person-unconfirmed', details: { changeIds: [] }, people: [{ employeeNo: 'H2' }] };
    expect(await preview()).toMatchObject([rest]);
    await confirmAll();
    expect([await preview(), await blocked()]).toEqual([[], []]);
  });
});

test('row-2: more than a thousand are listed to the last one, and confirmed in sets', async () => {
  const people = Array.from(
    { length: 1_002 },
    (_, n) => `Q${String(n)},Name Q,q${String(n)}@city.example,Tax,7,Job,,,,2026-01-01`,
  );
  expect((await importOf(hr1, ...people)).body).toMatchObject({ imported: true });
  const page = async (cursor: string) =>
    (await second.ask('GET', `/address-changes?limit=1000${cursor}`)).body as { items: Listed[]; next: string | null };
  const one = await page('');
  const two = await page(`&cursor=${one.next ?? ''}`);
  expect([one.items.length, two.items.length, two.next]).toEqual([1_000, 2, null]);
  for (const { items } of [one, two])
    expect(
      (
        await confirm(
          second,
          items.map(({ id }) => id),
        )
      ).body,
    ).toEqual({ confirmed: items.length, left: [] });
  expect(await waiting(second)).toEqual([]);
});

test('row-2: before the first launch on a clock a change is told and counts for nothing there, but for who has signed in as HR', async () => {
  const early = await apiCity();
  try {
    const [first, approver] = [await early.signIn('HR1'), await early.signIn('HR2')];
    const unproven = async () =>
      (
        await sql<{
          no: string;
        }>`select e.employee_no no from people_unproven(null) p join employee e on e.id = p.employee_id`.execute(early.db)
      ).rows;
    await first.ask('PATCH', '/employees/H1', { body: { email: 'h1-new@city.example' } });
    expect(await unproven()).toEqual([]);
    const told = early.db.selectFrom('notification').select('id').where('mail_kind', '=', 'address.passed');
    expect(await told.execute()).toHaveLength(1);
    await first.ask('PATCH', '/employees/HR2', { body: { email: 'hr2-new@city.example' } });
    expect(await unproven()).toEqual([{ no: 'HR2' }]);
    expect((await approver.ask('GET', '/me')).status).toBe(401);
  } finally {
    await early.drop();
  }
});

test('row-2: addresses are written in one place', () => {
  const files = globSync('{activities,api,cli,commands,db,worker}/**/*.ts').filter((file) => {
    const text = readFileSync(file, 'utf8');
    return /update employee\b[^`]*\bset\b[^`]*\bemail\s*=|updateTable\('employee'\)[\s\S]{0,80}email/.test(text);
  });
  expect(files).toEqual(['db/address-changes.ts']);
});
