import { sql } from 'kysely';
import { KINDS, TASK_KINDS } from '../domain/tasks/kinds.ts';
import type { Trx } from './in-transaction.ts';

/** A process in which a step of somebody's own passed them by. */
export interface PassedBy {
  readonly id: string;
  readonly evaluation_id: string;
  readonly paused_at: string | null;
  /** The step. */
  readonly target_id: string;
  /** The group that must not be frozen yet. */
  readonly frozen_by: string | null;
}

export interface NewDay {
  /** By whose clock they are recorded to have left; null: truly. */
  readonly rehearsalId: string | null;
  readonly employeeIds: readonly string[];
  /** In place of the one that is recorded; null: they have not left after all. */
  readonly leftOn: string | null;
}

const OWN_STEPS = TASK_KINDS.filter((kind) => KINDS[kind].role === 'employee');

/**
 * What passed people by because they were recorded to have left and, by the new day, have not: steps of their own that were skipped for that, or ended
 * unanswered since. It can be asked again until the group is frozen and, but for the notice of a result, until the publication.
 */
export async function readPassedBy(trx: Trx, { rehearsalId, employeeIds, leftOn }: NewDay): Promise<readonly PassedBy[]> {
  const { rows } = await sql<PassedBy>`
    select p.id, p.evaluation_id, case when p.state <> 'done' then p.paused_at end paused_at, min(t.id) target_id,
           g.id frozen_by
      from departure d
      join evaluation e on e.employee_id = d.employee_id and e.state = 'enrolled'
      join cycle c on c.id = e.cycle_id and c.archived_at is null
       and (d.rehearsal_id is null or d.rehearsal_id = c.rehearsal_id)
      join process_run p on p.evaluation_id = e.id and p.state <> 'void'
      join phase_window w on w.cycle_id = p.cycle_id and w.phase = p.phase
      join task t on t.process_run_id = p.id and t.kind = any (${OWN_STEPS}::text[])
      left join rating_group g
        on g.id = e.rating_group_id
       and w.position <= (select max(b.position) from phase_window b where b.cycle_id = p.cycle_id and b.barrier)
     where d.employee_id = any (${employeeIds}::bigint[]) and d.rehearsal_id is not distinct from ${rehearsalId}::bigint
       and coalesce(${leftOn}::date > (cycle_now(c.id) at time zone c.time_zone)::date, true)
       and g.locked_at is null
       and (c.published_at is null or w.workflow_type = 'resultNoticeWorkflow')
       and (t.outcome = 'skipped' and t.reason = 'has-left'
            or t.outcome = 'expired' and t.assignee_id = d.employee_id
               and t.recorded_at >= d.recorded_at and t.closed_at >= d.left_on::timestamp at time zone c.time_zone)
     group by p.id, g.id
     order by p.id`.execute(trx);
  return rows;
}

/**
 * Holds, each kind by id, what `readPassedBy` finds and what else the caller changes of these evaluations. Answers the processes that are held. Whoever
 * reads again now sees what was frozen or published while this waited.
 */
export async function holdPassedBy(trx: Trx, day: NewDay, evaluationIds: readonly string[] = []): Promise<ReadonlySet<string>> {
  const found = await readPassedBy(trx, day);
  const evaluations = [...evaluationIds, ...found.map(({ evaluation_id }) => evaluation_id)];
  await sql`select from evaluation where id = any (${evaluations}::bigint[]) order by id for no key update`.execute(trx);
  const runs = found.map(({ id }) => id);
  const { rows } = await sql<{ id: string }>`
    select id
      from process_run
     where id = any (${runs}::bigint[]) or evaluation_id = any (${evaluationIds}::bigint[]) and state <> 'void'
     order by id for no key update`.execute(trx);
  const held = rows.map(({ id }) => id);
  await sql`
    select from task where process_run_id = any (${held}::bigint[]) and state = 'open'
     order by id for no key update`.execute(trx);
  const groups = found.flatMap(({ frozen_by }) => frozen_by ?? []);
  await sql`
    select
      from rating_group
     where id = any (${groups}::bigint[])
        or id in (select rating_group_id from evaluation where id = any (${evaluationIds}::bigint[]))
        or id in (select barrier_group_id from process_run where id = any (${held}::bigint[]))
     order by id for no key update`.execute(trx);
  return new Set(held);
}
