import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import type { KyselyPlugin, PluginTransformQueryArgs } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SmallCity, smallCity } from '../commands/small-city.ts';
import { answerAsks, appOver, Client, newestToken, signInTo } from './support.ts';

let city: SmallCity;
const apps: FastifyInstance[] = [];
beforeAll(async () => {
  city = await smallCity();
});
afterAll(async () => {
  await Promise.all(apps.map((app) => app.close()));
  await city.drop();
});

async function api(db: SmallCity['db'], requestsPerMinute?: number): Promise<FastifyInstance> {
  const app = await appOver(db, { logged: [], ...(requestsPerMinute !== undefined && { requestsPerMinute }) });
  apps.push(app);
  return app;
}

const ask = async (app: FastifyInstance, email: string) =>
  (await new Client(app).ask('POST', '/sign-in/links', { body: { email } })).status;

const mailsTo = async (employeeNo: string) =>
  (
    await city.db
      .selectFrom('notification')
      .select('id')
      .where('mail_kind', '=', 'sign-in')
      .where('employee_id', '=', city.ids[employeeNo] ?? '')
      .execute()
  ).length;

test('row-42: what an account may ask in a minute is counted over all API processes', async () => {
  const [one, two] = [await api(city.db, 8), await api(city.db, 8)];
  const client = await signInTo(one, city.db, 'S1');
  const other = Object.assign(new Client(two), { cookie: client.cookie });
  const statuses: number[] = [];
  for (let again = 0; again < 5; again++) for (const at of [client, other]) statuses.push((await at.ask('GET', '/me')).status);
  expect(statuses).toEqual([...Array<number>(8).fill(200), 429, 429]);
});

test('row-42: five thousand unknown addresses let nobody be sent more links than before', async () => {
  const app = await api(city.db);
  const askTwelveTimes = async () => {
    for (let again = 0; again < 12; again++) {
      await ask(app, 's2@city.example');
      await answerAsks(city.db);
    }
  };
  await askTwelveTimes();
  expect(await mailsTo('S2')).toBe(10);
  for (let from = 0; from < 5_001; from += 250)
    await Promise.all(Array.from({ length: 250 }, (_, n) => ask(app, `nobody-${String(from + n)}@city.example`)));
  await askTwelveTimes();
  expect(await mailsTo('S2')).toBe(10);
});

test('row-42: a known and an unknown address cost the same: the same statements, and nothing afterwards', async () => {
  const run: string[] = [];
  const recorded: KyselyPlugin = {
    transformQuery: ({ node }: PluginTransformQueryArgs) => {
      run.push('sqlFragments' in node ? node.sqlFragments.join('?') : node.kind);
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  };
  const app = await api(city.db.withPlugin(recorded));
  const statementsFor = async (email: string) => {
    run.length = 0;
    expect(await ask(app, email)).toBe(202);
    return [...run];
  };
  const known = await statementsFor('s3@city.example');
  expect(known.length).toBeGreaterThan(0);
  expect(await statementsFor('nobody@city.example')).toEqual(known);
  expect(await mailsTo('S3')).toBe(0);
  await answerAsks(city.db);
  expect(await mailsTo('S3')).toBe(1);
});

describe('row-42: a flood from one address', () => {
  const FLOOD = '203.0.113.7';
  const MOST = 3;
  const webRoot = mkdtempSync(join(tmpdir(), 'dure-web-'));
  let later = 0;
  let both: readonly FastifyInstance[];
  beforeAll(async () => {
    writeFileSync(join(webRoot, 'index.html'), '<!doctype html><title>Dure</title>');
    const one = () =>
      appOver(city.db, {
        logged: [],
        webRoot,
        addressRequestsPerMinute: MOST,
        later: () => Promise.resolve((later += 1)),
      });
    both = [await one(), await one()];
    apps.push(...both);
  });
  afterAll(() => rmSync(webRoot, { recursive: true }));

  /** One request in turn over both processes. */
  const post = async (n: number, remoteAddress: string, payload: object) =>
    (await both[n % 2]?.inject({ method: 'POST', url: '/api/sign-in/links', payload, remoteAddress }))?.statusCode;
  const counted = async (address: string) => {
    const { rows } = await sql<{ count: number }>`select count from request_count where key = ${`address ${address}`}`.execute(
      city.db,
    );
    return rows.map(({ count }) => count);
  };
  const HALL = { email: 's4@city.example' };

  test('is counted over all API processes, and from the limit on answered later, refused never', async () => {
    const statuses: unknown[] = [];
    for (let n = 0; n < 6; n++) statuses.push(await post(n, FLOOD, HALL));
    expect(statuses).toEqual(Array(6).fill(202));
    expect(await counted(FLOOD)).toEqual([6]);
    expect(later).toBe(6 - MOST);
  });

  test('closes signing in to nobody behind it', async () => {
    const token = await newestToken(city.db, city.ids['S4'] ?? '');
    const signedIn = await both[0]?.inject({ method: 'POST', url: '/api/sign-in', payload: { token }, remoteAddress: FLOOD });
    expect(signedIn?.statusCode).toBe(200);
  });

  test('lets nobody else wait', async () => {
    later = 0;
    expect(await post(0, '203.0.113.8', HALL)).toBe(202);
    expect(await counted('203.0.113.8')).toEqual([1]);
    expect(later).toBe(0);
  });

  test('is none by pages, which cost nothing, and lets none of them wait', async () => {
    const before = await counted(FLOOD);
    for (let n = 0; n < 2 * MOST; n++)
      expect((await both[n % 2]?.inject({ url: '/sign-in', remoteAddress: FLOOD }))?.statusCode).toBe(200);
    expect(await counted(FLOOD)).toEqual(before);
    expect(later).toBe(0);
  });

  test('is nobody’s who is signed in: their account is counted instead', async () => {
    later = 0;
    const client = await signInTo(await api(city.db), city.db, 'S5');
    for (let n = 0; n < 2 * MOST; n++)
      expect(
        (await both[n % 2]?.inject({ url: '/api/me', remoteAddress: '203.0.113.9', headers: { cookie: client.cookie } }))
          ?.statusCode,
      ).toBe(200);
    expect(await counted('203.0.113.9')).toEqual([]);
    expect(later).toBe(0);
  });
});
