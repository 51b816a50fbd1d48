import { sql } from 'kysely';
import type { HeldUpBy } from '../../domain/cycle/held-up.ts';
import type { TaskKind } from '../../domain/tasks/kinds.ts';
import type { Db } from '../connection.ts';
import { isNoneOf } from '../tells-level.ts';

/** One person's turn, or what is nobody's, that holds up a group: first its members' ratings, then the meeting, then the chair's decision. */
export interface HeldUp {
  readonly cycle: string;
  /** The cycle's time zone; instants are UTC. */
  readonly timeZone: string;
  /** Its instants are of a rehearsal's clock. */
  readonly isRehearsal: boolean;
  readonly ratingGroupId: string;
  readonly group: string;
  /** Members of the group who are not rated yet. */
  readonly openMembers: number;
  readonly by: HeldUpBy;
  /** Whose turn it is, by number; null where it is nobody's. */
  readonly turnOf: string | null;
  readonly kind: TaskKind | null;
  readonly count: number;
  readonly late: number;
  /** Opened, paused, failed or launched at; the oldest. */
  readonly since: string | null;
  /** Numbers of those who wait to be rated; none once all are. */
  readonly members: readonly string[];
  /** The evaluations of the same. */
  readonly evaluationIds: readonly string[];
}

/**
 * Groups of launched cycles whose members are being rated or whose session is not locked; late turns first, then the oldest by the clock of each.
 * Runs that are held back from who reads hold up nothing, and their members are counted as not rated whatever happens.
 */
export async function readHeldUp(db: Db, heldBack: readonly string[] = []): Promise<readonly HeldUp[]> {
  const { rows } = await sql<HeldUp>`
    with waited as (
      select p.barrier_group_id group_id, p.id run_id, p.state, p.paused_at, p.launched_at, m.employee_no member,
             e.id evaluation_id
        from process_run p join rating_group g on g.id = p.barrier_group_id and g.locked_at is null
        join evaluation e on e.id = p.evaluation_id
        join employee m on m.id = e.employee_id
       where p.state in ('open', 'failed') and ${isNoneOf(sql`p.id`, heldBack)}
      union all
      select g.id, null, 'missing', null, w.launched_at, m.employee_no, e.id
        from rating_group g join phase_window w on w.cycle_id = g.cycle_id and w.barrier and w.launched_at is not null
        join evaluation e on e.rating_group_id = g.id and e.state = 'enrolled' join employee m on m.id = e.employee_id
       where g.locked_at is null
         and not exists (select from process_run p
                          where p.evaluation_id = e.id and p.phase = w.phase and p.state <> 'void')
      union all
      select p.rating_group_id, p.id, p.state, p.paused_at, g.locked_at, null, null
        from process_run p
        join rating_group g on g.id = p.rating_group_id and g.locked_at is not null
       where p.state in ('open', 'failed')),
    turn as (
      select x.group_id, x.member, x.evaluation_id, t.kind, a.employee_no turn_of, t.due_at, x.paused_at,
             case when x.state = 'missing' then 'not-launched'
                  when x.state = 'failed' then 'failed'
                  when x.paused_at is not null then 'paused'
                  when t.id is null then 'moving' else 'task' end how,
             case when x.state = 'failed'
                  then (select max(f.cycle_at) from audit_event f
                         where f.what = 'process.failed' and f.subject = x.run_id)
                  else coalesce(x.paused_at, t.opened_at, x.launched_at) end since
        from waited x
        left join task t on t.process_run_id = x.run_id and t.state = 'open'
        left join employee a on a.id = t.assignee_id)
    select g.cycle_id cycle, c.time_zone "timeZone", c.rehearsal_id is not null "isRehearsal", g.id "ratingGroupId",
           g.name "group",
           g.open_members + (select count(*)::int from process_run p
                              where p.id = any (${heldBack}::bigint[]) and p.barrier_group_id = g.id
                                and p.state = 'done') "openMembers",
           how "by", turn_of "turnOf", kind, count(*)::int count,
           count(*) filter (where how = 'task' and due_at <= cycle_now(g.cycle_id))::int late, min(since) since,
           coalesce(array_agg(member order by member) filter (where member is not null), '{}') members,
           coalesce(array_agg(evaluation_id::text
                              order by member) filter (where member is not null), '{}') "evaluationIds"
      from turn join rating_group g on g.id = group_id join cycle c on c.id = g.cycle_id
     group by g.id, c.id, how, turn_of, kind
     order by late desc, min(since) - cycle_now(c.id), g.name, turn_of`.execute(db);
  return rows;
}
