import type { Worker } from '@temporalio/worker';
import type { Db } from '../db/connection.ts';
import { answers } from '../db/standing.ts';

export interface Readiness {
  readonly workers: readonly Pick<Worker, 'getState'>[];
  /** A connection of its own. */
  readonly probe: Db;
  /** Told why the database does not answer. */
  readonly onFault: (error: unknown) => void;
}

/** What the process lacks to move anything: `worker`, `database`, both or nothing. */
export async function whatIsMissing({ workers, probe, onFault }: Readiness): Promise<readonly string[]> {
  const isRunning = workers.length > 0 && workers.every((worker) => worker.getState() === 'RUNNING');
  return [...(isRunning ? [] : ['worker']), ...((await answers(probe, onFault)) ? [] : ['database'])];
}
