import { join } from 'node:path';
import { NativeConnection, Worker, bundleWorkflowCode } from '@temporalio/worker';
import { checkout } from '../../local/checkout.ts';
import { atOnce } from './at-once.ts';
import type { Servers } from './servers.ts';

const QUEUE = 'bare';

/** The floor: workflows that do nothing but a local activity with a constant, a wait for a signal, and another. */
export interface Bare {
  /** Starts so many; resolves when each has done its first local activity. */
  start(): Promise<void>;
  /** Signals all; resolves when each has done its second. */
  signal(): Promise<void>;
  stop(): Promise<void>;
}

export async function startBare(servers: Servers, count: number): Promise<Bare> {
  const client = await servers.freshNamespace();
  const connection = await NativeConnection.connect({ address: servers.temporalAddress });
  const { code } = await bundleWorkflowCode({ workflowsPath: join(checkout, 'bench/bare/workflow.ts'), logger: QUIET });
  let reached = 0;
  let told = () => undefined as void;
  const worker = await Worker.create({
    connection,
    namespace: client.options.namespace,
    taskQueue: QUEUE,
    workflowBundle: { code },
    maxCachedWorkflows: 2_000,
    activities: {
      constant: ({ id }: { id: string }) => {
        reached += 1;
        if (reached % count === 0) told();
        return Promise.resolve({ taskId: id });
      },
    },
  });
  const done = worker.run();
  const ids = Array.from({ length: count }, (_, id) => String(id));
  const everybody = async (act: (id: string) => Promise<unknown>): Promise<void> => {
    const all = new Promise<void>((resolve) => (told = resolve));
    await atOnce(ids, act);
    await all;
  };
  return {
    start: () =>
      everybody((id) => client.workflow.start('bareWorkflow', { workflowId: `bare/${id}`, taskQueue: QUEUE, args: [{ id }] })),
    signal: () => everybody((id) => client.workflow.getHandle(`bare/${id}`).signal('go')),
    async stop() {
      worker.shutdown();
      await done;
      await connection.close();
    },
  };
}

const nothing = () => undefined;
const QUIET = { log: nothing, trace: nothing, debug: nothing, info: nothing, warn: nothing, error: console.error };
