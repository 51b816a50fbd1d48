import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SmallCycle, type SmallStack, createSmallCycle, startSmallStack } from '../support/stack.ts';
import { type TcpProxy, startTcpProxy } from '../support/tcp-proxy.ts';
import { waitFor } from '../support/wait-for.ts';

const PEOPLE = 30;
/** More than the connections of one kind that a worker has. */
const HELD = 24;

let postgres: SmallStack;
let proxy: TcpProxy;
let stack: SmallStack;
let cycle: SmallCycle;
beforeAll(async () => {
  postgres = await startSmallStack({ parts: ['postgres'] });
  const url = postgres.at.database ?? '';
  proxy = await startTcpProxy(Number(new URL(url).port));
  stack = await startSmallStack({
    parts: ['temporal', 'mailbox', 'worker', 'api'],
    environment: { DATABASE_URL: proxy.through(url) },
  });
  cycle = await createSmallCycle({ ...stack, db: postgres.db }, { people: PEOPLE });
});
afterAll(async () => {
  await stack.drop();
  await proxy.close();
  await postgres.drop();
});

const openTasks = async (kind: string) =>
  (await postgres.db.selectFrom('task').select('id').where('state', '=', 'open').where('kind', '=', kind).execute()).length;
const ready = async (address: string) => (await fetch(`${address}/readyz`)).status === 200;
const both = () => [`http://127.0.0.1:${stack.environment['DURE_METRICS_PORT']}`, (stack.at.api ?? '').replace(/\/api$/, '')];
const areReady = async () => (await Promise.all(both().map(ready))).every(Boolean);

test('row-23: whoever holds rows in a session that never ends holds up nobody else', async () => {
  await stack.halt('worker');
  await cycle.launch('goal-setting');
  await postgres.db.transaction().execute(async (trx) => {
    await sql`select from process_run where phase = 'goal-setting' order by id limit ${HELD} for update`.execute(trx);
    await stack.resume('worker');
    await waitFor('the others', async () => (await openTasks('goals.draft')) === PEOPLE - HELD);
    await cycle.account(`P${PEOPLE}`).use('/tasks', (api) => api.call('getMe'));
    expect(await areReady()).toBe(true);
  });
  await waitFor('all', async () => (await openTasks('goals.draft')) === PEOPLE);
});

test('row-13: of what was held up the log of the worker tells code, place and process, and no text of the database', async () => {
  const rows = await postgres.db.selectFrom('process_run').select('id').where('phase', '=', 'goal-setting').execute();
  const lines = readFileSync(join(stack.logDir, 'worker.log'), 'utf8').split('\n');
  const met = lines.flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as Record<string, unknown>] : []));
  const held = met.filter(({ what, activity }) => what === 'activity' && activity === 'openTask');
  expect(held.length).toBeGreaterThan(0);
  for (const { fault, at, processRunId } of held) {
    expect(fault).toMatch(/^[\w-]+$/);
    expect(at).toContainEqual(expect.stringContaining('/node_modules/pg'));
    expect(rows.map(({ id }) => id)).toContain(processRunId);
  }
  expect(lines.filter((line) => /cancell?ing statement|lock timeout/i.test(line))).toEqual([]);
});

test('row-23: API and worker go on over a network that swallowed every packet of their connections', async () => {
  const me = cycle.account('P1');
  await me.use('/tasks', (api) => api.call('getMe'));
  proxy.swallow();
  await cycle.launch('self-assessment');
  await me.use('/tasks', (api) => api.call('getMe'));
  await waitFor('the tasks', async () => (await openTasks('self-assessment.write')) === PEOPLE);
  await waitFor('both to be ready', areReady);
});

test('row-23: API and worker say that they are not ready while the network swallows every packet, and are again', async () => {
  await waitFor('both to be ready', areReady);
  proxy.darken(true);
  for (const address of both()) await waitFor(`${address} to say so`, async () => !(await ready(address)));
  proxy.darken(false);
  await waitFor('both to be ready again', areReady);
});
