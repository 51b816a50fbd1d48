import { randomBytes } from 'node:crypto';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { DefaultLogger, NativeConnection, Runtime, Worker, makeTelemetryFilterString } from '@temporalio/worker';
import { inject } from 'vitest';
import { createBulkActivities } from '../../activities/bulk.ts';
import type { Met, Report } from '../../activities/failures.ts';
import { createProcessActivities } from '../../activities/process.ts';
import { BULK_QUEUE, PROCESS_QUEUE } from '../../domain/process/names.ts';
import { workflowBundle } from '../../worker/bundle.ts';
import { registerTemporal } from '../../worker/register-temporal.ts';
import { type RelayDeps, relayOnce } from '../../worker/relay.ts';
import { type CycleRecord, type RecordOptions, createRecord } from './record.ts';
import { waitFor } from './wait-for.ts';

export interface World extends CycleRecord {
  readonly client: Client;
  readonly namespace: string;
  /** Delivers the outbox until it is empty. */
  relay(): Promise<void>;
  readonly relayDeps: RelayDeps;
  /** What relay and activities reported: nothing in an undisturbed test. */
  readonly failures: unknown[];
  /** Where activities met them. */
  readonly metBy: readonly Met[];
  /** `tries`: after how many a fault that does not pass ends a process. */
  startWorker(tries?: number): Promise<void>;
  stopWorker(): Promise<void>;
  handle(workflowId: string): WorkflowHandle;
}

// The SDK tells every change of a worker's state, and of runs that were terminated under it; a test run shows only what is wrong.
Runtime.install({
  logger: new DefaultLogger('ERROR'),
  telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }), forward: {} } },
});

interface Running {
  readonly done: Promise<unknown>;
  readonly workers: readonly Worker[];
  readonly native: NativeConnection;
}

/** A cycle with its own database and its own Temporal namespace, nobody launched, and no worker until it is started. */
export async function createWorld(options: RecordOptions = {}): Promise<World> {
  const record = await createRecord(options);
  const { db } = record;
  const connection = await Connection.connect({ address: inject('temporalAddress') });
  const namespace = `t${randomBytes(6).toString('hex')}`;
  await connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: msToTs('1 day') });
  const client = new Client({ connection, namespace });
  await waitFor('the namespace', async () => {
    await registerTemporal(client, { namespace, timeZones: ['Asia/Seoul'] });
    return true;
  });

  const failures: unknown[] = [];
  const metBy: Met[] = [];
  const relayDeps: RelayDeps = { db, client, onError: (error) => failures.push(error) };
  let running: Running | undefined;

  async function startWorker(tries?: number): Promise<void> {
    const native = await NativeConnection.connect({ address: inject('temporalAddress') });
    const report: Report = (error, met) => {
      failures.push(error);
      metBy.push(met);
    };
    const deps = { db, bulk: db, report, ...(tries !== undefined && { tries }) };
    const shared = { connection: native, namespace };
    const workers = await Promise.all([
      Worker.create({
        ...shared,
        taskQueue: PROCESS_QUEUE,
        workflowBundle: await workflowBundle(),
        activities: createProcessActivities(deps),
      }),
      Worker.create({ ...shared, taskQueue: BULK_QUEUE, activities: createBulkActivities(deps) }),
    ]);
    running = { workers, native, done: Promise.all(workers.map((worker) => worker.run())) };
  }
  async function stopWorker(): Promise<void> {
    if (running === undefined) return;
    for (const worker of running.workers) worker.shutdown();
    await running.done;
    await running.native.close();
    running = undefined;
  }

  return {
    ...record,
    client,
    namespace,
    relay: async () => {
      while (await relayOnce(relayDeps)) continue;
    },
    relayDeps,
    failures,
    metBy,
    startWorker,
    stopWorker,
    handle: (workflowId) => client.workflow.getHandle(workflowId),
    drop: async () => {
      await stopWorker();
      await connection.close();
      await record.drop();
    },
  };
}
