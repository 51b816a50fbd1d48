import { NativeConnection, Worker } from '@temporalio/worker';
import { createProcessActivities } from '../../activities/process.ts';
import { type Db, connect } from '../../db/connection.ts';
import { PROCESS_QUEUE } from '../../domain/process/names.ts';
import { workflowBundle } from '../../worker/bundle.ts';
import { startRelay } from '../../worker/relay.ts';
import type { Servers } from './servers.ts';
import { createTown } from './town.ts';

/** Relay, worker and record of a town's cycle. */
export interface Engine {
  readonly owner: Db;
  /** As the worker. */
  readonly db: Db;
  readonly cycleId: string;
  stop(): Promise<void>;
}

export type Activities = ReturnType<typeof createProcessActivities>;

/** @param instead activities that are replaced */
export async function startEngine(servers: Servers, people: number, instead: Partial<Activities> = {}): Promise<Engine> {
  const url = await servers.freshDatabase();
  const owner = connect({ url, role: 'owner' });
  const cycleId = await createTown(owner, people);
  const db = connect({ url, role: 'worker', max: 20 });
  const client = await servers.freshNamespace();
  const connection = await NativeConnection.connect({ address: servers.temporalAddress });
  const worker = await Worker.create({
    connection,
    namespace: client.options.namespace,
    taskQueue: PROCESS_QUEUE,
    workflowBundle: await workflowBundle(),
    maxCachedWorkflows: 2_000,
    activities: { ...createProcessActivities({ db, bulk: db, report: console.error }), ...instead },
  });
  const done = worker.run();
  const relay = startRelay({ db, client, onError: console.error });
  return {
    owner,
    db,
    cycleId,
    async stop() {
      await relay.stop();
      worker.shutdown();
      await done;
      await connection.close();
      await Promise.all([db.destroy(), owner.destroy()]);
    },
  };
}

const LOOK_MS = 20;

/** Looks again and again until it is so. */
export async function until(over: () => Promise<boolean>): Promise<void> {
  while (!(await over())) await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
}
