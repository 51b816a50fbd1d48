import type { Worker } from '@temporalio/worker';

/**
 * Runs workers that share a connection until all have ended. Where one fails, the others are shut down and end what they have begun, so that nobody
 * closes the connection under them.
 * @throws what the first failed one threw
 */
export async function runTogether(workers: readonly Worker[]): Promise<void> {
  const ended = await Promise.allSettled(workers.map((worker) => worker.run().finally(() => shutDown(workers))));
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
}

/** Those that run; they take nothing new. */
export function shutDown(workers: readonly Worker[]): void {
  for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
}
