import { sql } from 'kysely';

/** How somebody stands in a phase, for boards: whose turn it is, never what anybody wrote. */
export type PhaseState =
  'not-launched' | 'not-started' | 'writing' | 'with-superior' | 'waiting' | 'paused' | 'failed' | 'done' | 'skipped';

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

/** Its open task, the oldest where there are several. */
export const openTaskOfRun = sql`
  left join lateral (select t.* from task t where t.process_run_id = p.id and t.state = 'open' order by t.opened_at, t.id limit 1) t on true
  left join task_draft f on f.task_id = t.id`;

export const isLate = sql<boolean>`coalesce(t.due_at < cycle_now(e.cycle_id), false)`;
