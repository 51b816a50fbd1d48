import { type RawBuilder, sql } from 'kysely';
import type { Trx } from './in-transaction.ts';

export interface MovedDeadline {
  readonly taskId: string;
  readonly processRunId: string;
  readonly phase: string;
  readonly kind: string;
  readonly assigneeId: string;
  readonly dueAt: string;
  readonly earlier: boolean;
}

/** The working day `days` after a local date (itself not counted), as SQL. */
export function workingDayAfter(date: RawBuilder<unknown>, days: RawBuilder<unknown>): RawBuilder<string> {
  return sql`(select d::date from generate_series(${date} + 1, ${date} + 30 + 2 * ${days}, interval '1 day') d
    where extract(isodow from d) < 6 and not exists (select from holiday h where h.day = d::date)
    order by d offset ${days} - 1
    limit 1)`;
}

/** The local date itself if it is worked, else the next one that is, as SQL. */
export function workingDayFrom(date: RawBuilder<unknown>): RawBuilder<string> {
  return workingDayAfter(sql`(${date} - 1)`, sql`1`);
}

export interface MoveDeadlines {
  /** On `task t join process_run p left join evaluation e`, and the cycle's `c` and the rule's `r`. */
  readonly where: RawBuilder<boolean>;
  /** A local date of the task, in the same terms. */
  readonly from: RawBuilder<unknown>;
  /** The new due day for such a date, worked out once for each. */
  readonly to: (from: RawBuilder<unknown>) => RawBuilder<unknown>;
}

/** The local day on which a task is due, as SQL on the statement's terms. */
export const DUE_ON = sql`(t.due_at at time zone c.time_zone)::date`;

/**
 * Moves the deadlines of open tasks in one statement, however many: due at the cycle's due time of the new day; the instant until which closing is accepted
 * follows, and stays infinite where people decide about silence. Answers what moved.
 */
export async function moveDeadlines(trx: Trx, { where, from, to }: MoveDeadlines): Promise<readonly MovedDeadline[]> {
  const { rows } = await sql<MovedDeadline>`
    with chosen as materialized (
      select t.id, t.due_at before_at, t.accepted_until, r.accepted, c.due_time::time due_time, c.time_zone,
             p.id run_id, p.phase, ${from} from_on
        from task t join process_run p on p.id = t.process_run_id join cycle c on c.id = p.cycle_id
        left join evaluation e on e.id = p.evaluation_id
        join task_rule r on r.cycle_id = p.cycle_id and r.phase = p.phase and r.kind = t.kind
       where t.outcome is null and t.due_at is not null and p.state in ('open', 'failed') and ${where}
       order by t.id for no key update of t),
    days as materialized (select d.from_on, ${to(sql`d.from_on`)} due_on from (select distinct from_on from chosen) d),
    moved as (
      select n.id, n.run_id, n.phase, n.before_at, (d.due_on + n.due_time) at time zone n.time_zone due_at,
             case when n.accepted_until = 'infinity' then 'infinity'::timestamptz
                  when n.accepted = 'due' then (d.due_on + n.due_time) at time zone n.time_zone
                  else (d.due_on + 1)::timestamp at time zone n.time_zone end accepted_until
        from chosen n join days d on d.from_on = n.from_on)
    update task t
       set due_at = n.due_at, accepted_until = n.accepted_until,
           escalated_at = case when n.due_at > n.before_at then null else t.escalated_at end
      from moved n where t.id = n.id and n.due_at <> n.before_at
    returning t.id "taskId", n.run_id "processRunId", n.phase, t.kind, t.assignee_id "assigneeId", t.due_at "dueAt",
              n.due_at < n.before_at earlier`.execute(trx);
  return rows;
}

/** An audit event for each task, in one statement. */
export async function auditTasks(
  trx: Trx,
  entry: {
    readonly what: string;
    readonly cycleId: string;
    readonly actorId: string;
    readonly requestId: string;
    readonly taskIds: readonly string[];
    /** Beside the request's id: codes and flags. */
    readonly details?: Readonly<Record<string, unknown>>;
  },
): Promise<void> {
  const { what, cycleId, actorId, requestId, taskIds, details } = entry;
  await sql`
    insert into audit_event (cycle_at, what, subject, actor, details)
    select (select cycle_now(${cycleId})), ${what}, id, ${actorId}, ${JSON.stringify({ requestId, ...details })}::jsonb
      from unnest(${taskIds}::bigint[]) id order by id`.execute(trx);
}
