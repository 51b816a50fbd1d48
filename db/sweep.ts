import { sql } from 'kysely';
import type { Db } from './connection.ts';
import { URGENCY } from './outbox.ts';

// What the record knows of runs that a crash may have left behind.

export interface OpenRun {
  readonly id: string;
  readonly workflow_id: string;
}

export async function readOpenRuns(db: Db): Promise<readonly OpenRun[]> {
  return db.selectFrom('process_run').select(['id', 'workflow_id']).where('state', '=', 'open').execute();
}

/** Of `process_run p`: nothing is on its way to it, nor was refused, which waits for somebody to look at. */
const NOTHING_UNDELIVERED = sql`not exists (
         select from outbox o where o.workflow_id = p.workflow_id and o.delivered_at is null)`;

/** Those of the runs for which nothing is on its way, nor was refused. */
export async function withoutUndelivered(db: Db, runIds: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select p.id from process_run p where p.id = any (${runIds}::bigint[]) and ${NOTHING_UNDELIVERED}`.execute(db);
  return rows.map((row) => row.id);
}

/** Runs that are over, of workflows that run. */
export async function readOver(db: Db, workflowIds: Iterable<string>): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from process_run where state in ('done', 'void') and workflow_id = any (${[...workflowIds]}::text[])`.execute(db);
  return rows.map((row) => row.id);
}

/** Open runs with nothing that they wait for: no open task, no wait. */
export async function readIdle(db: Db): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select p.id from process_run p where p.state = 'open' and p.paused_at is null and p.waits_for is null
       and not exists (select from task t where t.process_run_id = p.id and t.state = 'open') order by p.id`.execute(db);
  return rows.map((row) => row.id);
}

/** Ids of workflows that no run has. */
export async function readUnknown(db: Db, workflowIds: Iterable<string>): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select w.id from unnest(${[...workflowIds]}::text[]) w (id)
     where not exists (select from process_run p where p.workflow_id = w.id) order by w.id`.execute(db);
  return rows.map((row) => row.id);
}

export async function countUndelivered(db: Db): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int n from outbox where delivered_at is null and dead_why is null`.execute(db);
  return rows[0]?.n ?? 0;
}

/**
 * Wakes open runs whose next look is due, whose last task was recorded so long ago that they should have moved, or whose group is complete.
 * Answers how many.
 * @param idleFor an interval of the database's clock: how long a run may stand without a task
 */
export async function pokeIdle(db: Db, idleFor: string): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into outbox (urgency, cycle_id, workflow_type, workflow_id, input, signal)
    select ${URGENCY.repair}, p.cycle_id, p.workflow_type, p.workflow_id,
           jsonb_build_object('processRunId', p.id::text), '{}'::jsonb
      from process_run p
      left join task t on t.process_run_id = p.id
      left join rating_group g on g.id = p.rating_group_id
     where p.state = 'open' and p.paused_at is null and ${NOTHING_UNDELIVERED}
     group by p.id, g.id
    having p.look_at <= cycle_now(p.cycle_id)
        or (p.waits_for is null and count(t.id) filter (where t.state = 'open') = 0
            and max(t.recorded_at) <= now() - ${idleFor}::interval)
        or (p.waits_for = 'group-complete' and g.open_members = 0)`.execute(db);
  return Number(numAffectedRows ?? 0n);
}

/** Starts digests again that were asked for a minute ago and are not done; answers how many. */
export async function startUnfinishedDigests(db: Db): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into outbox (urgency, workflow_type, workflow_id, input)
    select ${URGENCY.repair}, 'digestWorkflow', concat_ws('/', 'digest', clock, day, time_zone),
           jsonb_build_object('clock', clock, 'timeZone', time_zone, 'date', day::text)
      from digest_day d
     where finished_at is null and requested_at < now() - interval '1 minute'
       and not exists (select from outbox o
                        where o.workflow_id = concat_ws('/', 'digest', d.clock, d.day, d.time_zone)
                          and o.delivered_at is null)`.execute(db);
  return Number(numAffectedRows ?? 0n);
}

/** Where live cycles that are not archived have their mornings. */
export async function liveTimeZones(db: Db): Promise<readonly string[]> {
  const { rows } = await sql<{ time_zone: string }>`
    select distinct time_zone from cycle where rehearsal_id is null and archived_at is null order by 1`.execute(db);
  return rows.map((row) => row.time_zone);
}
