import type { Client } from '@temporalio/client';
import type { Db } from '../db/connection.ts';
import { launchWhoIsMissing } from '../commands/launch-phase.ts';
import { cyclesWithMissing } from '../db/missing-runs.ts';
import { URGENCY, pokeRuns, startRuns } from '../db/outbox.ts';
import { inTransaction } from '../db/in-transaction.ts';
import {
  countUndelivered,
  liveTimeZones,
  pokeIdle,
  readIdle,
  readOpenRuns,
  readOver,
  startUnfinishedDigests,
  withoutUndelivered,
} from '../db/sweep.ts';
import { registerTemporal } from './register-temporal.ts';

export interface SweepDeps {
  readonly db: Db;
  readonly client: Client;
  /** The namespace, and the time zone whose digest goes before there is any cycle. */
  readonly registration: { readonly namespace: string; readonly timeZone: string };
}

export interface Swept {
  readonly started: number;
  readonly poked: number;
  readonly ended: number;
  readonly digests: number;
}

export interface Difference {
  /** Open in the record, not running in Temporal. */
  readonly notRunning: readonly string[];
  /** Running in Temporal, over in the record. */
  readonly stillRunning: readonly string[];
  /** Open, with nothing that they wait for: no open task, no wait. */
  readonly idle: readonly string[];
  readonly undelivered: number;
}

/**
 * Repairs what a crash of anything left behind; everything it does is harmless when it was not needed.
 * Launches who is missing in a launched phase, starts what Temporal does not know, pokes what should have moved, ends what is over, starts unfinished digests again, registers again.
 * @param idleFor how long a run may stand without a task before it is poked; `0 s` by hand
 */
export async function sweep(deps: SweepDeps, idleFor = '1 minute'): Promise<Swept> {
  const { db, client, registration } = deps;
  const { namespace, timeZone } = registration;
  await registerTemporal(client, { namespace, timeZones: [...new Set([timeZone, ...(await liveTimeZones(db))])] });
  for (const cycleId of await cyclesWithMissing(db)) await launchWhoIsMissing(db, cycleId);
  const running = await runningIds(client);
  const open = await readOpenRuns(db);
  const lost = open.filter((run) => !running.has(run.workflow_id)).map((run) => run.id);
  // A row that is still on its way needs no second one.
  const started = await inTransaction(db, async (trx) => startRuns(trx, await withoutUndelivered(db, lost), URGENCY.repair));
  const poked = await pokeIdle(db, idleFor);
  const over = await readOver(db, running);
  const ended = await inTransaction(db, async (trx) => pokeRuns(trx, await withoutUndelivered(trx, over), URGENCY.repair));
  return { started, poked, ended, digests: await startUnfinishedDigests(db) };
}

/** How database and Temporal differ; all empty: they agree. */
export async function differences({ db, client }: Pick<SweepDeps, 'db' | 'client'>): Promise<Difference> {
  const running = await runningIds(client);
  const open = await readOpenRuns(db);
  return {
    notRunning: open.filter((run) => !running.has(run.workflow_id)).map((run) => run.id),
    stillRunning: await readOver(db, running),
    idle: await readIdle(db),
    undelivered: await countUndelivered(db),
  };
}

async function runningIds(client: Client): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  for await (const { workflowId } of client.workflow.list({ query: "ExecutionStatus = 'Running'", pageSize: 1000 }))
    ids.add(workflowId);
  return ids;
}
