import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findHrContact } from '../../db/reading/me.ts';
import { type ApiCity, apiCity, askForToken, newestToken } from './support.ts';

let city: ApiCity;
let webRoot: string;
beforeAll(async () => {
  webRoot = mkdtempSync(join(tmpdir(), 'dure-web-'));
  writeFileSync(join(webRoot, 'index.html'), '<!doctype html><title>Dure</title>');
  city = await apiCity({ webRoot });
});
afterAll(async () => {
  await city.drop();
  rmSync(webRoot, { recursive: true });
});

describe('sign-in', () => {
  test('answers the same whether an address is known or not, and mails only to a known one', async () => {
    const known = await city.client().ask('POST', '/sign-in/links', { body: { email: 'S1@CITY.example', next: '/tasks/7' } });
    const unknown = await city.client().ask('POST', '/sign-in/links', { body: { email: 'nobody@city.example' } });
    expect([known.status, known.body]).toEqual([202, { sent: 'if-known' }]);
    expect([unknown.status, unknown.body]).toEqual([202, { sent: 'if-known' }]);
    const token = await newestToken(city.db, city.ids['S1'] ?? '');
    const mails = await city.db
      .selectFrom('notification')
      .select(['employee_id', 'mail_kind', 'urgency', 'cycle_id'])
      .where('mail_kind', '=', 'sign-in')
      .execute();
    expect(mails).toEqual([{ employee_id: city.ids['S1'], mail_kind: 'sign-in', urgency: 1, cycle_id: null }]);
    const stored = await city.db.selectFrom('sign_in_token').select(['next_path', 'token_sha256']).executeTakeFirstOrThrow();
    expect(stored.next_path).toBe('/tasks/7');
    expect(stored.token_sha256).toEqual(createHash('sha256').update(token).digest());
  });

  test('an address that two people share gets a mail for each, and each link opens the own account', async () => {
    await sql`update employee set email = 'desk@city.example' where employee_no in ('S7', 'S8')`.execute(city.db);
    await city.client().ask('POST', '/sign-in/links', { body: { email: 'desk@city.example' } });
    for (const no of ['S7', 'S8']) {
      const { body } = await city
        .client()
        .ask('POST', '/sign-in', { body: { token: await newestToken(city.db, city.ids[no] ?? '') } });
      expect((body['me'] as { employeeNo: string }).employeeNo).toBe(no);
    }
  });

  test('GET, HEAD and a page load of the link do not use it; one POST does, once', async () => {
    const client = city.client();
    const token = await askForToken(city, client, 'S2');
    for (let again = 0; again < 5; again++) {
      for (const method of ['GET', 'HEAD'] as const) {
        const page = await city.app.inject({ method, url: `/sign-in/${token}` });
        expect(page.statusCode).toBe(200);
        expect(page.headers['set-cookie']).toBeUndefined();
      }
    }
    expect((await city.app.inject({ method: 'GET', url: `/api/sign-in?token=${token}` })).statusCode).toBe(404);
    expect((await client.ask('POST', '/sign-in', { body: { token } })).status).toBe(200);
    const again = await city.client().ask('POST', '/sign-in', { body: { token } });
    expect([again.status, again.body['code']]).toEqual([410, 'link-used-or-expired']);
    expect(city.logged.join('\n')).not.toContain(token);
  });

  test('of two who use one link at once one gets in', async () => {
    const token = await askForToken(city, city.client(), 'S3');
    const answers = await Promise.all([1, 2, 3, 4].map(() => city.client().ask('POST', '/sign-in', { body: { token } })));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 410, 410, 410]);
  });

  test('an expired link is refused', async () => {
    const token = await askForToken(city, city.client(), 'S4');
    await sql`update sign_in_token set expires_at = now() - interval '1 s'`.execute(city.db);
    expect((await city.client().ask('POST', '/sign-in', { body: { token } })).status).toBe(410);
  });

  test('row-14: a sign-in link stands nowhere in the record in clear, before its mail goes and afterwards', async () => {
    await city.client().ask('POST', '/sign-in/links', { body: { email: 's5@city.example' } });
    const { rows: hashes } = await sql<{ hash: string }>`
      select encode(token_sha256, 'hex') hash from sign_in_token`.execute(city.db);
    const { rows: texts } = await sql<{ text: string }>`
      select details::text || key || coalesce(message_id, '') as text from notification
      union all select details::text from audit_event`.execute(city.db);
    const words = texts.flatMap(({ text }) => text.match(/[A-Za-z0-9_-]{20,}/g) ?? []);
    const known = new Set(hashes.map(({ hash }) => hash));
    expect(words.filter((word) => known.has(createHash('sha256').update(word).digest('hex')))).toEqual([]);
  });

  test('row-42: asking over and over for a colleague keeps nobody from signing in', async () => {
    const statuses = new Set<number>();
    const ask = async () =>
      void statuses.add((await city.client().ask('POST', '/sign-in/links', { body: { email: 's6@city.example' } })).status);
    for (let again = 0; again < 30; again++) await ask();
    await ask();
    expect([...statuses]).toEqual([202]);
    const token = await newestToken(city.db, city.ids['S6'] ?? '');
    expect((await city.client().ask('POST', '/sign-in', { body: { token } })).status).toBe(200);
  });
});

describe('session', () => {
  test('tells who is signed in, and ends by signing out', async () => {
    const client = await city.signIn('HR1');
    const { status, body } = await client.ask('GET', '/me');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      employeeNo: 'HR1',
      roles: ['hr'],
      language: null,
      unit: { name: 'Tax' },
      hrContact: { label: { ko: '인사팀 내선 2114', en: 'HR, ext. 2114' }, email: 'hr@city.example' },
      rehearsals: [{ name: 'test' }],
    });
    const kept = client.cookie;
    expect((await client.ask('POST', '/sign-out')).status).toBe(200);
    client.cookie = kept;
    expect((await client.ask('GET', '/me')).status).toBe(401);
  });

  test('warns the chair and the members of the committee of the rehearsal too, and nobody who has no part in it', async () => {
    const rehearsals = async (no: string) => (await (await city.signIn(no)).ask('GET', '/me')).body['rehearsals'];
    for (const no of ['M1', 'H1', 'H2']) expect(await rehearsals(no), no).toMatchObject([{ name: 'test' }]);
    expect(await rehearsals('S3')).toEqual([]);
  });

  test('names the first of HR where the installation names nobody for questions', async () => {
    expect(await findHrContact(city.db)).toEqual({
      label: { ko: 'Tax Name HR1', en: 'Tax Name HR1' },
      email: 'hr1@city.example',
    });
  });

  test('its cookie is HttpOnly and SameSite=Lax, and the table holds neither the id nor a token in the clear', async () => {
    const token = await askForToken(city, city.client(), 'H1');
    const answer = await city.app.inject({ method: 'POST', url: '/api/sign-in', payload: { token } });
    const cookie = String(answer.headers['set-cookie']);
    expect(cookie).toMatch(/^dure=[^;]+; Path=\/; HttpOnly; SameSite=Lax$/);
    const id = decodeURIComponent(cookie.slice('dure='.length).split(';')[0] ?? '').split('.')[0] ?? '';
    const { rows } = await sql<{ text: string }>`select session::text || sid text from session`.execute(city.db);
    expect(rows.map((row) => row.text).join()).not.toContain(id);
  });

  test('a role that is taken away is gone with the next request', async () => {
    const client = await city.signIn('HR2');
    expect((await client.ask('GET', '/me')).body['roles']).toEqual(['hr-approver']);
    await sql`update role_assignment set role = 'clerk' where employee_id = ${city.ids['HR2']}`.execute(city.db);
    expect((await client.ask('GET', '/me')).body['roles']).toEqual(['clerk']);
  });

  test('ends eight hours after its last use by the database, and a use in the last half makes it longer', async () => {
    const client = await city.signIn('S5');
    const expiry = async () =>
      (
        await sql<{
          hours: string;
        }>`
          select extract(epoch from max(expire) - now()) / 3600 hours
            from session
           where sess->>'employeeId' = ${city.ids['S5']}`.execute(city.db)
      ).rows[0]?.hours;
    await sql`update session set expire = now() + interval '3 h' where sess->>'employeeId' = ${city.ids['S5']}`.execute(city.db);
    await client.ask('GET', '/me');
    expect(Number(await expiry())).toBeGreaterThan(7.9);
    await sql`update session set expire = now() - interval '1 s' where sess->>'employeeId' = ${city.ids['S5']}`.execute(city.db);
    expect((await client.ask('GET', '/me')).status).toBe(401);
  });

  test('a request that changes something needs the forgery token', async () => {
    const client = await city.signIn('H2');
    const csrf = client.csrf;
    client.csrf = '';
    const without = await client.ask('POST', '/sign-out');
    expect([without.status, without.body['code']]).toEqual([403, 'forbidden']);
    client.csrf = csrf;
    expect((await client.ask('POST', '/sign-out')).status).toBe(200);
  });
});

describe('the first start', () => {
  test('its link appoints two people once, creating who is unknown', async () => {
    await city.db.deleteFrom('role_assignment').execute();
    const token = 'first-start-token-0123456789';
    await sql`
      insert into sign_in_token (token_sha256, purpose, expires_at)
      values (${createHash('sha256').update(token).digest()}, 'first-hr', now() + interval '1 h')`.execute(city.db);
    const people = [{ employeeNo: 'S1' }, { employeeNo: 'N1', name: 'New One', email: 'n1@city.example', unit: 'Tax' }];
    const twice = await city.client().ask('POST', '/first-hr', { body: { token, people: [people[0], people[0]] } });
    expect([twice.status, twice.body['code']]).toEqual([409, 'second-person-needed']);
    const { status, body } = await city.client().ask('POST', '/first-hr', { body: { token, people } });
    expect([status, body]).toEqual([
      200,
      {
        appointed: [
          { employeeNo: 'S1', name: 'Name S1' },
          { employeeNo: 'N1', name: 'New One' },
        ],
      },
    ]);
    expect((await (await city.signIn('N1')).ask('GET', '/me')).body['roles']).toEqual(['hr', 'hr-approver']);
    expect((await city.client().ask('POST', '/first-hr', { body: { token, people } })).status).toBe(410);
    expect((await city.client().ask('POST', '/sign-in', { body: { token } })).status).toBe(410);
  });
});
