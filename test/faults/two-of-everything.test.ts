import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ApiClient } from '../../cli/demo/api-client.ts';
import { linksIn, MailboxClient, signInToken } from '../../cli/demo/mailbox-client.ts';
import type { YearResult } from '../../cli/demo/run.ts';
import { MOST_LINKS } from '../../domain/sign-in.ts';
import { temporalClient } from '../../worker/temporal-client.ts';
import { type Disturbance, liveDisturbed } from '../support/disturbed-year.ts';
import { fewPeople } from '../support/few-people.ts';
import { copiesIn, mostCopies } from '../support/mail-copies.ts';
import { type RoundRobin, startRoundRobin } from '../support/round-robin.ts';
import { type SmallStack, startSmallStack } from '../support/stack.ts';
import { waitFor } from '../support/wait-for.ts';

// Two hosts with an API and a worker each, on one database, one Temporal and one mail server; the clock of the second is an hour ahead.

const SETUP_MS = 900_000;
const HOUR_MS = 3_600_000;
const AN_HOUR_AHEAD = {
  NODE_OPTIONS: `--import=${join(import.meta.dirname, '../support/preload/shift-clock.ts')}`,
  DURE_TEST_SHIFT_MS: String(HOUR_MS),
};
/** A host has its own. */
const OF_ONE_HOST = ['DURE_PORT', 'DURE_METRICS_PORT', 'DURE_DATA_DIR'];

const city = fewPeople('kr-local-grade5');
let door: RoundRobin;
let here: SmallStack;
let there: SmallStack;
let year: YearResult;

beforeAll(async () => {
  door = await startRoundRobin();
  here = await startSmallStack({ environment: { DURE_WEB_URL: door.url } });
  const shared = Object.entries(here.environment).filter(([name]) => !OF_ONE_HOST.includes(name));
  there = await startSmallStack({
    parts: ['worker', 'api'],
    environment: Object.fromEntries(shared),
    partEnvironment: { worker: AN_HOUR_AHEAD, api: AN_HOUR_AHEAD },
  });
  door.serve(hosts().map(portOf));
  year = await liveDisturbed({ ...here, at: { ...here.at, api: `${door.url}/api` } }, killEachInTurn, { city });
}, SETUP_MS);

afterAll(async () => {
  await there?.drop();
  await here?.drop();
  await door?.close();
});

const hosts = () => [here, there];
const portOf = (stack: SmallStack) => Number(stack.environment['DURE_PORT']);

const WORKERS_KILLED = 3;
/** Each is gone for some weeks, in which the other one does all the work. */
const killEachInTurn: Disturbance = async (_stack, until) => {
  const gone = async (stack: SmallStack, part: 'api' | 'worker', [from, to]: readonly [string, string]) => {
    await until(from);
    await stack.halt(part, 'SIGKILL');
    await until(to);
    await stack.resume(part);
  };
  await gone(here, 'worker', ['2026-01-20T00:00:00Z', '2026-02-03T00:00:00Z']);
  await gone(there, 'api', ['2026-02-05T00:00:00Z', '2026-06-20T00:00:00Z']);
  await gone(there, 'worker', ['2026-06-25T00:00:00Z', '2026-12-10T00:00:00Z']);
  await gone(here, 'api', ['2026-12-15T00:00:00Z', '2027-01-10T00:00:00Z']);
  await gone(here, 'worker', ['2027-01-12T00:00:00Z', '2027-01-20T00:00:00Z']);
};

test('the year ends with everything that must hold, each mail once and nobody’s task twice among it', () => {
  expect(year.invariants.filter((one) => !one.ok)).toEqual([]);
  expect(year).toMatchObject({ ok: true, results: { published: 13, acknowledged: 13, refused: 0 }, tasks: { expired: 0 } });
});

test('each mail came once, but for those that were under way when a worker was killed', async () => {
  expect(await copiesIn(here.at.mailbox ?? '')).toBeLessThanOrEqual(mostCopies(WORKERS_KILLED));
});

test('no process ran twice', async () => {
  const { rows } = await sql<{ workflow_id: string }>`select workflow_id from process_run order by 1`.execute(here.db);
  const ours = new Set(rows.map((row) => row.workflow_id));
  const client = temporalClient({ address: here.at.temporal ?? '', namespace: 'default' });
  try {
    const ran: string[] = [];
    for await (const { workflowId, status } of client.workflow.list({ pageSize: 1000 })) {
      // The process of the cycle goes on as a new run after each phase.
      if (ours.has(workflowId) && status.name !== 'CONTINUED_AS_NEW') ran.push(workflowId);
    }
    expect(ran.sort()).toEqual([...ours].sort());
  } finally {
    await client.connection.close();
  }
});

test('both APIs answered', () => {
  for (const host of hosts()) expect(door.answered.get(portOf(host))).toBeGreaterThan(100);
});

const NEWCOMER = 'newcomer@city.example';
const cookies: string[] = [];

test('links to sign in are counted over both, each is good on either, and so is the session', async () => {
  await sql`insert into employee (employee_no, name, email, unit_id) select 'NEW', '신규', ${NEWCOMER}, min(id) from unit`.execute(
    here.db,
  );
  for (let asked = 0; asked < MOST_LINKS.count + 2; asked += 1) {
    await new ApiClient(inTurn(asked).at.api ?? '').call('askForLink', { body: { email: NEWCOMER } });
    await waitFor(
      'the worker’s look',
      async () => (await here.db.selectFrom('sign_in_ask').select('email').execute()).length === 0,
    );
  }
  const mailbox = new MailboxClient(here.at.mailbox ?? '', NEWCOMER);
  const tokens: string[] = [];
  await waitFor('the links', async () => {
    const mails = await mailbox.read();
    tokens.push(...mails.flatMap(({ text }) => linksIn(text, door.url)).flatMap((path) => signInToken(path) ?? []));
    return tokens.length >= MOST_LINKS.count;
  });
  expect(tokens).toHaveLength(MOST_LINKS.count);
  for (const [index, token] of tokens.entries()) {
    const cookie = await cookieFor(inTurn(index), token);
    for (const host of hosts()) expect(await meOn(host, cookie)).toBe(200);
    cookies.push(cookie);
  }
});

test('what an account may ask in a minute is counted over both', async () => {
  const cookie = cookies[0] ?? '';
  await sql`update request_count set count = 1000000, until = now() + interval '1 hour'
             where key = 'account ' || (select id from employee where email = ${NEWCOMER})`.execute(here.db);
  for (const host of hosts()) expect(await meOn(host, cookie)).toBe(429);
});

const inTurn = (n: number): SmallStack => (n % 2 === 0 ? here : there);

async function cookieFor(host: SmallStack, token: string): Promise<string> {
  const response = await fetch(`${host.at.api}/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? `no cookie: ${response.status}`;
}

const meOn = async (host: SmallStack, cookie: string) => (await fetch(`${host.at.api}/me`, { headers: { cookie } })).status;
