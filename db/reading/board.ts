import { sql } from 'kysely';
import type { TaskKind } from '../../domain/tasks/kinds.ts';
import type { Db } from '../connection.ts';
import { iso } from './json.ts';
import { type LivePhase, isLate, livePhase, livePhaseState } from './phase-states.ts';

/** Sums up to `enrolled`, but for `late`, which is part of the others. */
export interface Counts {
  readonly enrolled: number;
  readonly done: number;
  readonly skipped: number;
  readonly writing: number;
  readonly notStarted: number;
  readonly withSuperior: number;
  readonly waiting: number;
  readonly paused: number;
  readonly failed: number;
  readonly notLaunched: number;
  readonly late: number;
}

export interface UnitCounts extends Counts {
  readonly unitId: string;
  readonly unitName: string;
  readonly withdrawn: number;
  readonly notEnrolled: number;
  readonly dueToday: number;
  /** Of the open tasks, the one that was opened first. */
  readonly oldest: { readonly since: string; readonly kind: TaskKind } | null;
}

/** One statement over the cycle, by unit; status only. */
export async function countsByUnit(db: Db, asked: LivePhase): Promise<readonly UnitCounts[]> {
  const { cycleId } = asked;
  const count = (state: string) => sql`count(*) filter (where enrolment = 'enrolled' and state = ${state})::int`;
  const { rows } = await sql<UnitCounts>`
    with person as (
      select e.unit_id, e.unit_name, e.state enrolment, ${livePhaseState(asked)} state, ${isLate(cycleId)} late,
             t.kind, t.opened_at, t.id task_id,
             (t.due_at at time zone c.time_zone)::date = (select (cycle_now(id) at time zone time_zone)::date
                                                            from cycle
                                                           where id = ${cycleId}) due_today
        from evaluation e join cycle c on c.id = e.cycle_id
        ${livePhase(asked)}
       where e.cycle_id = ${cycleId})
    select unit_id "unitId", min(unit_name) "unitName", count(*) filter (where enrolment = 'enrolled')::int enrolled,
           ${count('done')} done, ${count('skipped')} skipped, ${count('writing')} writing,
           ${count('not-started')} "notStarted", ${count('with-superior')} "withSuperior",
           ${count('waiting')} waiting, ${count('paused')} paused, ${count('failed')} failed,
           ${count('not-launched')} "notLaunched",
           count(*) filter (where enrolment = 'enrolled' and late)::int late,
           count(*) filter (where enrolment = 'withdrawn')::int withdrawn,
           count(*) filter (where enrolment = 'excluded')::int "notEnrolled",
           count(*) filter (where enrolment = 'enrolled' and due_today)::int "dueToday",
           (array_agg(jsonb_build_object('since', ${iso('opened_at')}, 'kind', kind)
                      order by opened_at, task_id)
              filter (where enrolment = 'enrolled' and task_id is not null))[1] oldest
      from person group by unit_id order by "unitName", unit_id`.execute(db);
  return rows;
}

export interface BoardExtras {
  readonly deadMails: number;
  readonly deadRequests: number;
  /** Failed processes of the cycle itself and of its groups. */
  readonly stopped: number;
  readonly openRequests: number;
}

export async function boardExtras(db: Db, cycleId: string): Promise<BoardExtras> {
  const { rows } = await sql<BoardExtras>`
    select (select count(*)::int from notification where cycle_id = ${cycleId} and state = 'dead') "deadMails",
           (select count(*)::int from process_run
             where cycle_id = ${cycleId} and state = 'failed' and evaluation_id is null) stopped,
           (select count(*)::int from command_request
             where cycle_id = ${cycleId} and dead_why is not null and undone_at is null) "deadRequests",
           (select count(*)::int
              from command_request
             where cycle_id = ${cycleId} and executed_at is null and undone_at is null) "openRequests"`.execute(db);
  return rows[0] ?? { deadMails: 0, deadRequests: 0, stopped: 0, openRequests: 0 };
}
