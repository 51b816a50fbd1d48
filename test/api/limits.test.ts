import type { FastifyInstance } from 'fastify';
import type { KyselyPlugin, PluginTransformQueryArgs } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SmallCity, smallCity } from '../commands/small-city.ts';
import { answerAsks, appOver, Client, signInTo } from './support.ts';

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
