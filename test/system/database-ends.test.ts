import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SmallCycle, type SmallStack, createSmallCycle, startSmallStack } from '../support/stack.ts';
import { waitFor } from '../support/wait-for.ts';

const RESTARTS = 5;
const ASKING = 12;
/** Between two questions of one asker: all together stay below what an address may ask in a minute. */
const PACE_MS = 100;
/** An unknown link is looked up in a transaction, and found to be no link. */
const ANSWERED = 410;
const AGAIN = 503;

let stack: SmallStack;
let cycle: SmallCycle;
beforeAll(async () => {
  stack = await startSmallStack();
  cycle = await createSmallCycle(stack, { people: 6 });
});
afterAll(() => stack.drop());

test('row-22: a Postgres that restarts under load ends neither API nor worker; whoever asks meanwhile is told to try again', async () => {
  const before = [stack.pid('api'), stack.pid('worker')];
  const statuses = new Map<number, number>();
  let asking = true;
  const askers = Array.from({ length: ASKING }, async () => {
    while (asking) {
      const status = await useLink();
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      await delay(PACE_MS);
    }
  });
  await cycle.launch('goal-setting');
  for (let n = 0; n < RESTARTS; n += 1) {
    const answered = statuses.get(ANSWERED) ?? 0;
    await waitFor('answers', async () => Promise.resolve((statuses.get(ANSWERED) ?? 0) > answered + ASKING));
    await stack.restart('postgres');
  }
  asking = false;
  await Promise.all(askers);
  expect([...statuses.keys()].filter((status) => status !== ANSWERED && status !== AGAIN)).toEqual([]);
  expect([stack.pid('api'), stack.pid('worker')]).toEqual(before);
  await waitFor('the first tasks', async () => (await openTasks()) === 6);
});

test('row-22: a connection that Postgres ends while it waits is that request’s 503', async () => {
  const before = stack.pid('api');
  const statuses = await stack.db.transaction().execute(async (trx) => {
    await sql`lock table sign_in_token in access exclusive mode`.execute(trx);
    const waiting = [useLink(), useLink()];
    await waitFor('both to wait', async () => (await waitingFor('sign_in_token')).length === waiting.length);
    await end(await waitingFor('sign_in_token'));
    return Promise.all(waiting);
  });
  expect(statuses).toEqual([AGAIN, AGAIN]);
  expect(stack.pid('api')).toBe(before);
  expect(await useLink()).toBe(ANSWERED);
});

test('row-22: a command of the command line says in one line that the database went away', async () => {
  await stack.halt('worker');
  const ended = await stack.db.transaction().execute(async (trx) => {
    await sql`lock table process_run in access exclusive mode`.execute(trx);
    const waiting = stack.dure('ops', 'waiting');
    await waitFor('the command to wait', async () => (await waitingFor('process_run')).length > 0);
    await end(await waitingFor('process_run'));
    return waiting;
  });
  expect(ended.status).toBe(1);
  expect(ended.stderr).toEqual(expect.stringMatching(/^The database does not answer.*Try again in a moment\.\n$/));
});

/** The status that an unknown sign-in link is answered with; 0: the API did not answer at all. */
async function useLink(): Promise<number> {
  const response = await fetch(`${stack.at.api}/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: 'nobody-ever-got-this-link' }),
  }).catch(() => undefined);
  await response?.arrayBuffer();
  return response?.status ?? 0;
}

async function openTasks(): Promise<number> {
  return (await stack.db.selectFrom('task').select('id').where('state', '=', 'open').execute()).length;
}

/** Backends that wait for the lock of a table. */
async function waitingFor(table: string): Promise<readonly number[]> {
  const { rows } = await sql<{ pid: number }>`
    select l.pid from pg_locks l where l.relation = ${table}::regclass and not l.granted`.execute(stack.db);
  return rows.map(({ pid }) => pid);
}

async function end(pids: readonly number[]): Promise<void> {
  await sql`select pg_terminate_backend(pid) from unnest(${pids}::int[]) pid`.execute(stack.db);
}
