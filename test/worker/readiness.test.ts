import type { AddressInfo } from 'node:net';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Db, connect } from '../../db/connection.ts';
import { startHealth } from '../../worker/health.ts';
import { type Readiness, whatIsMissing } from '../../worker/readiness.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { type TcpProxy, startTcpProxy } from '../support/tcp-proxy.ts';

const RUNNING: Readiness['workers'][number] = { getState: () => 'RUNNING' };
const STOPPING: Readiness['workers'][number] = { getState: () => 'STOPPING' };

let database: FreshDatabase;
let proxy: TcpProxy;
let probe: Db;
beforeAll(async () => {
  database = await freshDatabase();
  proxy = await startTcpProxy(Number(new URL(database.url).port));
  // Without a limit of its own: the answer is not to wait for one.
  probe = connect({ url: proxy.through(database.url), role: 'owner', max: 1 });
});
afterAll(async () => {
  await proxy.close();
  await probe.destroy();
  await database.drop();
});

/** What `/readyz` of a worker says. */
async function ready(workers: Readiness['workers']): Promise<readonly unknown[]> {
  const health = await startHealth({
    port: 0,
    host: '127.0.0.1',
    registry: new Registry(),
    sdkMetrics: () => Promise.resolve(''),
    onFault: () => undefined,
    notReady: () => whatIsMissing({ workers, probe, onFault: () => undefined }),
  });
  const response = await fetch(`http://127.0.0.1:${String((health.address() as AddressInfo).port)}/readyz`);
  const body = await response.json();
  await new Promise((resolve) => health.close(resolve));
  return [response.status, body];
}

test('row-23: a worker is ready when all of it polls and the database answers', async () => {
  expect(await ready([RUNNING, RUNNING])).toEqual([200, { ok: true, missing: [] }]);
});

test.each([
  ['none has started yet', []],
  ['one of them stops', [RUNNING, STOPPING]],
  ['all of them stop', [STOPPING, STOPPING]],
] as const)('row-23: a worker is not ready where %s', async (_where, workers) => {
  expect(await ready(workers)).toEqual([503, { ok: false, missing: ['worker'] }]);
});

test('row-23: a worker is not ready where the database takes connections and says nothing', async () => {
  proxy.darken(true);
  expect(await ready([RUNNING])).toEqual([503, { ok: false, missing: ['database'] }]);
});
