import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { importPeople } from '../../commands/import-people.ts';
import { type ApiCity, type Client, apiCity, askForToken } from './support.ts';

let city: ApiCity;
beforeAll(async () => {
  city = await apiCity();
});
beforeEach(async () => {
  await city.db.updateTable('employee').set({ language: null, language_by: null }).execute();
});
afterAll(() => city.drop());

const KOREAN = { 'accept-language': 'ko-KR,ko;q=0.9,en-US;q=0.8' };
const ENGLISH = { 'accept-language': 'en-GB,en;q=0.9' };

interface Entering {
  readonly headers?: Readonly<Record<string, string>>;
  /** Chosen on the page before signing in. */
  readonly language?: string;
}

async function enter(employeeNo: string, { headers = {}, language }: Entering = {}): Promise<Client> {
  const client = city.client();
  const token = await askForToken(city, client, employeeNo);
  const { status, body } = await client.ask('POST', '/sign-in', { body: { token, ...(language && { language }) }, headers });
  expect(status).toBe(200);
  client.csrf = (body['me'] as { csrfToken: string }).csrfToken;
  return client;
}

const languageOf = async (client: Client) => (await client.ask('GET', '/me')).body['language'];
const listed = async (employeeNo: string, language: string) => {
  const { name, email, unit } = await city.db
    .selectFrom('employee as e')
    .innerJoin('unit as u', 'u.id', 'e.unit_id')
    .select(['e.name', 'e.email', 'u.name as unit'])
    .where('e.employee_no', '=', employeeNo)
    .executeTakeFirstOrThrow();
  const file = `employee_no,name,email,unit,language\n${employeeNo},${name},${email},${unit},${language}\n`;
  return importPeople(city.db, { file: Buffer.from(file) });
};

describe('row-30: the language of somebody', () => {
  test('row-30: whom the list says nothing of is asked in the language of the browser of the first sign-in', async () => {
    expect(await languageOf(await enter('S1', { headers: ENGLISH }))).toBe('en');
    expect(await languageOf(await enter('S1', { headers: KOREAN }))).toBe('en');
    expect(await languageOf(await enter('S2', { headers: KOREAN }))).toBe('ko');
  });

  test('row-30: a client that names no language leaves it open', async () => {
    expect(await languageOf(await enter('S1', { headers: { 'accept-language': '*' } }))).toBeNull();
    expect(await languageOf(await enter('S1'))).toBeNull();
  });

  test('row-30: the list comes before the browser, before and after the first sign-in', async () => {
    await listed('S1', 'ko');
    expect(await languageOf(await enter('S1', { headers: ENGLISH }))).toBe('ko');
    const client = await enter('S2', { headers: ENGLISH });
    expect(await listed('S2', '한국어')).toMatchObject({ changed: 1 });
    expect(await languageOf(client)).toBe('ko');
  });

  test('row-30: what somebody chooses on a page is kept, whatever the list and the next browser say', async () => {
    await listed('S1', 'ko');
    const client = await enter('S1', { headers: KOREAN });
    expect((await client.ask('PUT', '/me/language', { body: { language: 'en' } })).status).toBe(200);
    expect(await languageOf(client)).toBe('en');
    const { changed, problems } = await listed('S1', 'ko');
    expect([changed, problems.map(({ code, severity }) => `${code} ${severity}`)]).toEqual([0, ['own-language-kept warning']]);
    expect(await languageOf(await enter('S1', { headers: KOREAN }))).toBe('en');
  });

  test('row-30: what is chosen on the page before signing in is the choice of who signs in', async () => {
    await listed('S1', 'ko');
    expect(await languageOf(await enter('S1', { headers: KOREAN, language: 'en' }))).toBe('en');
  });

  test('row-30: only languages that Dure speaks can be chosen, and only by who is signed in', async () => {
    const client = await enter('S1');
    expect((await client.ask('PUT', '/me/language', { body: { language: 'fr' } })).status).toBe(400);
    expect((await city.client().ask('PUT', '/me/language', { body: { language: 'en' } })).status).toBe(401);
  });

  test('row-30: HR reads the language of each person', async () => {
    await listed('S1', 'en');
    const { body } = await (await enter('HR1')).ask('GET', '/employees?q=S1');
    expect(body['items']).toMatchObject([{ employeeNo: 'S1', language: 'en' }]);
  });
});
