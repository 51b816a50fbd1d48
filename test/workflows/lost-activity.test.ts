import { NativeConnection, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { PROCESS_QUEUE } from '../../domain/process/names.ts';
import { workflowBundle } from '../../worker/bundle.ts';
import { type World, createWorld } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.drop());

test('a long activity whose worker was killed is started again after seconds, not after its whole time', async () => {
  const connection = await NativeConnection.connect({ address: inject('temporalAddress') });
  let attempts = 0;
  // What a killed worker looks like to the server: the activity neither ends nor says that it lives.
  let release = () => undefined as void;
  const never = new Promise<void>((resolve) => (release = resolve));
  const queueDigests = () => (++attempts === 1 ? never : Promise.resolve());
  const worker = await Worker.create({
    connection,
    namespace: world.namespace,
    taskQueue: PROCESS_QUEUE,
    workflowBundle: await workflowBundle(),
    activities: { queueDigests },
  });
  const done = worker.run();
  const handle = await world.client.workflow.start('digestWorkflow', {
    workflowId: 'digest/live/2026-01-19',
    taskQueue: PROCESS_QUEUE,
    args: [{ clock: 'live', date: '2026-01-19' }],
  });
  await handle.result();
  const { events } = await handle.fetchHistory();
  const started = events?.filter((event) => event.activityTaskStartedEventAttributes) ?? [];
  release();
  worker.shutdown();
  await done;
  await connection.close();
  expect(attempts).toBe(2);
  expect(started.at(-1)?.activityTaskStartedEventAttributes?.lastFailure?.timeoutFailureInfo?.timeoutType).toBe(4);
});
