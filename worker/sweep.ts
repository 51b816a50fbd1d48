import type { Client } from '@temporalio/client';
import { sql } from 'kysely';
import type { Db } from '../db/connection.ts';
import { URGENCY, pokeRuns, startRuns } from '../db/outbox.ts';
import { inTransaction } from '../db/in-transaction.ts';
import { type Registration, registerTemporal } from './register-temporal.ts';

export interface SweepDeps {
  readonly db: Db;
  readonly client: Client;
  readonly registration: Registration;
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
 * Starts what Temporal does not know, pokes what should have moved, ends what is over, starts unfinished digests again, registers again.
 * @param idleFor how long a run may stand without a task before it is poked; `0 s` by hand
 */
export async function sweep(deps: SweepDeps, idleFor = '1 minute'): Promise<Swept> {
  const { db, client } = deps;
  await registerTemporal(client, deps.registration);
  const running = await runningIds(client);
  const open = await openRuns(db);
  const lost = open.filter((run) => !running.has(run.workflow_id)).map((run) => run.id);
  const started = await inTransaction(db, async (trx) => startRuns(trx, await withoutPending(db, lost), URGENCY.repair));
  const poked = await pokeIdle(db, idleFor);
  const over = await overButRunning(db, running);
  const ended = await inTransaction(db, (trx) => pokeRuns(trx, over, URGENCY.repair));
  return { started, poked, ended, digests: await startUnfinishedDigests(db) };
}

/** How database and Temporal differ; all empty: they agree. */
export async function differences({ db, client }: Pick<SweepDeps, 'db' | 'client'>): Promise<Difference> {
  const running = await runningIds(client);
  const open = await openRuns(db);
  const over = await overButRunning(db, running);
  const { rows } = await sql<{ undelivered: string; idle: string[] }>`
    select (select count(*) from outbox where delivered_at is null and dead_why is null) undelivered,
           array(select p.id::text from process_run p where p.state = 'open' and p.paused_at is null and p.waits_for is null
                   and not exists (select from task t where t.process_run_id = p.id and t.state = 'open')) idle`.execute(db);
  return {
    notRunning: open.filter((run) => !running.has(run.workflow_id)).map((run) => run.id),
    stillRunning: over,
    idle: rows[0]?.idle ?? [],
    undelivered: Number(rows[0]?.undelivered ?? 0),
  };
}

async function runningIds(client: Client): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  for await (const { workflowId } of client.workflow.list({ query: "ExecutionStatus = 'Running'", pageSize: 1000 }))
    ids.add(workflowId);
  return ids;
}

async function openRuns(db: Db) {
  return db.selectFrom('process_run').select(['id', 'workflow_id']).where('state', '=', 'open').execute();
}

/** A row that is still on its way needs no second one. */
async function withoutPending(db: Db, runIds: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select p.id from process_run p where p.id = any (${runIds}::bigint[])
       and not exists (select from outbox o where o.workflow_id = p.workflow_id and o.delivered_at is null and o.dead_why is null)`.execute(
    db,
  );
  return rows.map((row) => row.id);
}

async function pokeIdle(db: Db, idleFor: string): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into outbox (urgency, cycle_id, workflow_type, workflow_id, input, signal)
    select 3, p.cycle_id, p.workflow_type, p.workflow_id, jsonb_build_object('processRunId', p.id::text), '{}'::jsonb
      from process_run p left join task t on t.process_run_id = p.id left join rating_group g on g.id = p.rating_group_id
     where p.state = 'open' and p.paused_at is null
     group by p.id, g.id
    having p.look_at <= cycle_now(p.cycle_id)
        or (p.waits_for is null and count(t.id) filter (where t.state = 'open') = 0 and max(t.recorded_at) <= now() - ${idleFor}::interval)
        or (p.waits_for = 'group-complete' and g.open_members = 0)`.execute(db);
  return Number(numAffectedRows ?? 0n);
}

async function overButRunning(db: Db, running: ReadonlySet<string>): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from process_run where state in ('done', 'void') and workflow_id = any (${[...running]}::text[])`.execute(db);
  return rows.map((row) => row.id);
}

async function startUnfinishedDigests(db: Db): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into outbox (urgency, workflow_type, workflow_id, input)
    select 3, 'digestWorkflow', 'digest/' || clock || '/' || day, jsonb_build_object('clock', clock, 'date', day::text) from digest_day d
     where finished_at is null and requested_at < now() - interval '1 minute'
       and not exists (select from outbox o where o.workflow_id = 'digest/' || d.clock || '/' || d.day and o.delivered_at is null)`.execute(
    db,
  );
  return Number(numAffectedRows ?? 0n);
}
