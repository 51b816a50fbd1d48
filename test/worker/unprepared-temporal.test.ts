import { randomBytes } from 'node:crypto';
import { Client } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { registerTemporal } from '../../worker/register-temporal.ts';
import { relayOnce } from '../../worker/relay.ts';
import { waitFor } from '../support/wait-for.ts';
import { type World, createWorld } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.drop());

test('a Temporal whose database is new and knows no search attributes yet costs no message', async () => {
  const namespace = `t${randomBytes(6).toString('hex')}`;
  await world.client.connection.workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: msToTs('1 day'),
  });
  const client = new Client({ connection: world.client.connection, namespace });
  const errors: unknown[] = [];
  const deps = { db: world.db, client, onError: (error: unknown) => errors.push(error) };
  const undelivered = () =>
    world.db.selectFrom('outbox').select(['dead_why', 'attempts']).where('delivered_at', 'is', null).execute();
  await world.launch('goal-setting');
  await waitFor('the namespace to refuse for its search attributes', async () => {
    await relayOnce(deps);
    return errors.some((error) => String((error as { cause?: unknown }).cause).includes('search attribute'));
  });
  expect((await undelivered()).map(({ dead_why }) => dead_why)).toEqual([null]);

  await waitFor('the namespace', async () => {
    await registerTemporal(client, { namespace, timeZones: ['Asia/Seoul'] });
    return true;
  });
  await waitFor('the start', async () => {
    await relayOnce(deps);
    return (await undelivered()).length === 0;
  });
});
