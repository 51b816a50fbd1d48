import { NativeConnection, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { PROCESS_QUEUE } from '../../domain/process/names.ts';
import { workflowBundle } from '../../worker/bundle.ts';
import { runTogether } from '../../worker/run-together.ts';
import { waitFor } from '../support/wait-for.ts';
import { type World, createWorld } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.drop());

test('row-24a: a worker that fails ends the one beside it in order, and the connection is closed after both', async () => {
  const connection = await NativeConnection.connect({ address: inject('temporalAddress') });
  const shared = { connection, namespace: world.namespace };
  let begun = false;
  let release = () => undefined as void;
  const never = new Promise<void>((resolve) => (release = resolve));
  const failing = await Worker.create({
    ...shared,
    taskQueue: PROCESS_QUEUE,
    workflowBundle: await workflowBundle(),
    activities: {
      queueDigests: () => {
        begun = true;
        return never;
      },
    },
    shutdownForceTime: 500,
  });
  const beside = await Worker.create({ ...shared, taskQueue: 'beside', activities: { nothing: () => Promise.resolve() } });
  const running = runTogether([beside, failing]);
  running.catch(() => undefined); // told below, when it is awaited
  await world.client.workflow.start('digestWorkflow', {
    workflowId: 'digest/live/2026-01-19',
    taskQueue: PROCESS_QUEUE,
    args: [{ clock: 'live', date: '2026-01-19' }],
  });
  await waitFor('the activity that never ends', () => Promise.resolve(begun));
  failing.shutdown();
  await expect(running).rejects.toThrow();
  expect(beside.getState()).toBe('STOPPED');
  release();
  await connection.close();
});
