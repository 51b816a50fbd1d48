import { type Client, WorkflowNotFoundError } from '@temporalio/client';
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
  readUnknown,
  startUnfinishedDigests,
  withoutUndelivered,
} from '../db/sweep.ts';
import { TASK_CHANGED, WORKFLOW_TYPES } from '../domain/process/names.ts';
import { registerTemporal } from './register-temporal.ts';
import { withDeadline } from './temporal-client.ts';

const TYPES_OF_RUNS: ReadonlySet<string> = new Set(WORKFLOW_TYPES.filter((type) => !type.startsWith('digest')));

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
  /** Running in Temporal, and nothing in the record: it was restored to a moment before they were launched. */
  readonly unknown: readonly string[];
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
  const over = await readOver(db, running.keys());
  const unknown = await readUnknown(db, ofRuns(running));
  for (const id of unknown) await poke(client, id);
  const ended = await inTransaction(db, async (trx) => pokeRuns(trx, await withoutUndelivered(trx, over), URGENCY.repair));
  return { started, poked, ended: ended + unknown.length, digests: await startUnfinishedDigests(db) };
}

/** How database and Temporal differ; all empty: they agree. */
export async function differences({ db, client }: Pick<SweepDeps, 'db' | 'client'>): Promise<Difference> {
  const running = await runningIds(client);
  const open = await readOpenRuns(db);
  return {
    notRunning: open.filter((run) => !running.has(run.workflow_id)).map((run) => run.id),
    stillRunning: await readOver(db, running.keys()),
    idle: await readIdle(db),
    unknown: await readUnknown(db, ofRuns(running)),
    undelivered: await countUndelivered(db),
  };
}

/** Types of what runs, by id. */
async function runningIds(client: Client): Promise<ReadonlyMap<string, string>> {
  const types = new Map<string, string>();
  for await (const { workflowId, type } of client.workflow.list({ query: "ExecutionStatus = 'Running'", pageSize: 1000 }))
    types.set(workflowId, type);
  return types;
}

/** Ids of those that a run of the record stands for: all but digests and what is not ours. */
function ofRuns(running: ReadonlyMap<string, string>): readonly string[] {
  return [...running].filter(([, type]) => TYPES_OF_RUNS.has(type)).map(([id]) => id);
}

/** Makes a workflow look at the record, where it finds nothing of its own and ends. */
async function poke(client: Client, workflowId: string): Promise<void> {
  try {
    await withDeadline(client, () => client.workflow.getHandle(workflowId).signal(TASK_CHANGED, {}));
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
}
