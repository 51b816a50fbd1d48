import { sql } from 'kysely';
import type { Trx } from './in-transaction.ts';
import { URGENCY } from './outbox.ts';

export interface Launch {
  readonly cycleId: string;
  readonly phase: string;
}

export interface Page extends Launch {
  readonly pageSize: number;
  /** Of these only; absent or null: whoever is missing. */
  readonly evaluationIds?: readonly string[] | null;
}

export interface LaunchedPage {
  /** Who had no run; none of them is left when it is 0. */
  readonly missing: number;
  /** Fewer where another launch was faster. */
  readonly started: number;
}

/**
 * Inserts the missing runs of one page of a person phase with their outbox rows.
 * A group that waits for the phase counts its new members; nobody is launched into a locked group.
 */
export async function launchPage(trx: Trx, { cycleId, phase, pageSize, evaluationIds = null }: Page): Promise<LaunchedPage> {
  const { rows } = await sql<LaunchedPage>`
    with phase as (
      select w.phase, w.workflow_type, w.barrier
        from phase_window w
       where w.cycle_id = ${cycleId} and w.phase = ${phase} and w.subject = 'evaluation'),
    missing as materialized (
      select e.id, e.rating_group_id, e.cycle_id, w.workflow_type, w.barrier,
             1 + coalesce((select max(attempt)
                             from process_run p
                            where p.evaluation_id = e.id and p.phase = ${phase}), 0) attempt
        from evaluation e, phase w
       where e.cycle_id = ${cycleId} and e.state = 'enrolled'
         and (${evaluationIds}::bigint[] is null or e.id = any (${evaluationIds}::bigint[]))
         and not exists (select from process_run p
                          where p.evaluation_id = e.id and p.phase = ${phase} and p.state <> 'void')
         and not (w.barrier
                  and exists (select from rating_group g where g.id = e.rating_group_id and g.locked_at is not null))
       order by e.id limit ${pageSize} for no key update of e),
    groups as materialized (
      select id
        from rating_group
       where id in (select rating_group_id from missing where barrier) and locked_at is null
       order by id for no key update),
    run as (
      insert into process_run (cycle_id, evaluation_id, phase, workflow_type, attempt, barrier_group_id, launched_at)
      select m.cycle_id, m.id, ${phase}, m.workflow_type, m.attempt, g.id, cycle_now(m.cycle_id)
        from missing m left join groups g on g.id = m.rating_group_id
       where not m.barrier or m.rating_group_id is null or g.id is not null
      on conflict do nothing
      returning id, cycle_id, workflow_type, workflow_id, barrier_group_id),
    more as (
      update rating_group g set open_members = g.open_members + n.n
        from (select barrier_group_id, count(*) n from run where barrier_group_id is not null group by 1) n
       where g.id = n.barrier_group_id),
    told as (
      insert into outbox (urgency, cycle_id, workflow_type, workflow_id, input)
      select ${URGENCY.bulk}, cycle_id, workflow_type, workflow_id, jsonb_build_object('processRunId', id::text)
        from run
      returning id)
    select (select count(*)::int from missing) missing, (select count(*)::int from told) started`.execute(trx);
  return rows[0] ?? { missing: 0, started: 0 };
}

/** Launches one run for each group that has members and none in a group phase; answers how many. */
export async function launchGroups(trx: Trx, { cycleId, phase }: Launch): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    with run as (
      insert into process_run (cycle_id, rating_group_id, phase, workflow_type, attempt, launched_at)
      select g.cycle_id, g.id, w.phase, w.workflow_type,
             1 + coalesce((select max(attempt)
                             from process_run p
                            where p.rating_group_id = g.id and p.phase = w.phase), 0),
             cycle_now(g.cycle_id)
        from rating_group g
        join phase_window w on w.cycle_id = g.cycle_id and w.phase = ${phase} and w.subject = 'rating-group'
       where g.cycle_id = ${cycleId}
         and exists (select from evaluation e where e.rating_group_id = g.id and e.state = 'enrolled')
         and not exists (select from process_run p
                          where p.rating_group_id = g.id and p.phase = w.phase and p.state <> 'void')
       order by g.id
      on conflict do nothing returning id, cycle_id, workflow_type, workflow_id)
    insert into outbox (urgency, cycle_id, workflow_type, workflow_id, input)
    select ${URGENCY.bulk}, cycle_id, workflow_type, workflow_id, jsonb_build_object('processRunId', id::text) from run
    returning id`.execute(trx);
  return rows.length;
}

/** Notes who is missing in a person phase as done, outcome skipped, with the reason; no workflow. A barrier that waits for the phase does not count them. */
export async function skipMissing(trx: Trx, { cycleId, phase }: Launch): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    with missing as materialized (
      select e.id, c.id cycle_id, c.published_at, w.phase, w.workflow_type
        from evaluation e join cycle c on c.id = e.cycle_id
        join phase_window w on w.cycle_id = c.id and w.phase = ${phase} and w.subject = 'evaluation'
       where c.id = ${cycleId} and e.state = 'enrolled'
         and not exists (select from process_run p
                          where p.evaluation_id = e.id and p.phase = w.phase and p.state <> 'void')
       order by e.id for no key update of e)
    insert into process_run (cycle_id, evaluation_id, phase, workflow_type, attempt, state, outcome, reason,
                             launched_at, finished_at)
    select m.cycle_id, m.id, m.phase, m.workflow_type,
           1 + coalesce((select max(attempt) from process_run p where p.evaluation_id = m.id and p.phase = m.phase), 0),
           'done', 'skipped', case when m.published_at is null then 'window-over' else 'cycle-published' end,
           cycle_now(m.cycle_id), cycle_now(m.cycle_id)
      from missing m
     order by m.id
    on conflict do nothing returning id`.execute(trx);
  return rows.length;
}

export interface EndedRuns {
  readonly runIds: readonly string[];
  readonly state: 'done' | 'void';
  readonly outcome: string;
  readonly reason?: string | undefined;
}

/**
 * The only way a run ends, and the only place where a barrier falls. A finished run that is rewound goes done → void and does not fall again.
 * Voiding closes the open tasks and pokes. Answers the ids of the runs that ended by this call.
 */
export async function endRuns(trx: Trx, { runIds, state, outcome, reason }: EndedRuns): Promise<readonly string[]> {
  // A statement of its own: the next one must also see a task that was opened, or a run that was ended, while this one waited.
  await sql`select from process_run where id = any (${runIds}::bigint[]) order by id for no key update`.execute(trx);
  const { rows } = await sql<{ id: string }>`
    with ended as materialized (
      select id, cycle_id, state was, barrier_group_id, workflow_type, workflow_id from process_run
       where id = any (${runIds}::bigint[]) and (state in ('open', 'failed') or (state = 'done' and ${state} = 'void'))
       order by id for no key update),
    voided as (
      update task t
         set state = 'closed', outcome = 'void', reason = coalesce(t.reason, ${reason ?? null}),
             closed_at = cycle_now(e.cycle_id), recorded_at = now()
        from ended e
       where ${state} = 'void' and t.process_run_id = e.id and t.state = 'open'),
    changed as (
      update process_run p
         set state = ${state}, outcome = ${outcome}, reason = ${reason ?? null}, finished_at = cycle_now(p.cycle_id),
             waits_for = null, look_at = null
        from ended e where p.id = e.id),
    groups as materialized (
      select id
        from rating_group
       where id in (select barrier_group_id from ended where was <> 'done')
       order by id for no key update),
    fewer as (
      update rating_group g set open_members = g.open_members - n.n
        from (select k.id, count(*) n
                from groups k
                join ended e on e.barrier_group_id = k.id and e.was <> 'done'
               group by 1) n
       where g.id = n.id
      returning g.id, g.open_members),
    told as (
      insert into outbox (urgency, cycle_id, workflow_type, workflow_id, input, signal)
      select ${URGENCY.process}::smallint, c.cycle_id, c.workflow_type, c.workflow_id,
             jsonb_build_object('processRunId', c.id::text), '{}'::jsonb
        from fewer f join process_run c on c.rating_group_id = f.id and c.state = 'open' where f.open_members = 0
      union all
      select ${URGENCY.process}::smallint, cycle_id, workflow_type, workflow_id,
             jsonb_build_object('processRunId', id::text), '{}'::jsonb
        from ended
       where ${state} = 'void' and was <> 'done')
    select id from ended`.execute(trx);
  return rows.map((row) => row.id);
}
