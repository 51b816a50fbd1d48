import { type RawBuilder, sql } from 'kysely';
import type { PhaseState } from '../../domain/cycle/phase-states.ts';
import { isNoneOf } from '../tells-level.ts';

/**
 * The phase state of one live run `p` of evaluation `e` with its open task `t` and that task's draft `f`; `p` is null where nobody launched it.
 * A task of the person itself is not started until its draft was saved once.
 */
export const phaseState = sql<PhaseState>`
  case when p.id is null then 'not-launched'
       when p.state = 'failed' then 'failed'
       when p.state = 'done' then case when p.outcome = 'skipped' then 'skipped' else 'done' end
       when p.paused_at is not null then 'paused'
       when t.id is null then 'waiting'
       when t.assignee_id is distinct from e.employee_id then 'with-superior'
       when coalesce(f.version, 0) = 0 then 'not-started'
       else 'writing' end`;

/**
 * Its open task, the oldest where there are several. An open task is one without an outcome; said so, and not by its state, a planner without
 * statistics finds it by its run instead of walking through all open tasks for each person.
 */
export function openTaskOfRun(isTold: RawBuilder<boolean> = sql`true`) {
  return sql`
    left join lateral (
      select t.*
        from task t
       where t.process_run_id = p.id and t.outcome is null and ${isTold}
       order by t.opened_at, t.id
       limit 1) t on true
    left join task_draft f on f.task_id = t.id`;
}

export interface LivePhase {
  readonly cycleId: string;
  /** Null: nobody is launched yet. */
  readonly phase: string | null;
  /** A group's phase: everybody stands where the group stands. */
  readonly ofGroup: boolean;
  /** Ids of runs that stand as if they waited, whatever happens in them, for who reads. */
  readonly heldBack: readonly string[];
}

/** The live run `p` of a phase for evaluation `e`, and its open task. Found by the subject alone: a planner without statistics would walk through the cycle's runs. */
export function livePhase({ phase, ofGroup, heldBack }: LivePhase) {
  const subject = ofGroup ? sql`p.rating_group_id = e.rating_group_id` : sql`p.evaluation_id = e.id`;
  return sql`
    left join process_run p on ${subject} and p.phase = ${phase} and p.state <> 'void'
    ${openTaskOfRun(isNoneOf(sql`p.id`, heldBack))}`;
}

/** The phase state as `livePhase` tells it. */
export function livePhaseState({ heldBack }: LivePhase): RawBuilder<PhaseState> {
  return heldBack.length === 0
    ? phaseState
    : sql`case when ${isNoneOf(sql`p.id`, heldBack)} or p.id is null then ${phaseState} else 'waiting' end`;
}

/** By the clock of one cycle, which is read once a statement. */
export function isLate(cycleId: string) {
  return sql<boolean>`coalesce(t.due_at < (select cycle_now(${cycleId})), false)`;
}
