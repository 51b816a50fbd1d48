import { type RawBuilder, sql } from 'kysely';
import { URGENCY } from '../../db/outbox.ts';
import type { Trx } from '../../db/in-transaction.ts';
import { setDraftsAside } from './set-drafts-aside.ts';

export interface TasksToEnd {
  /** A statement that answers the ids of open tasks, and holds them. */
  readonly chosen: RawBuilder<{ readonly id: string }>;
  readonly outcome: 'skipped' | 'returned';
  readonly reason: string;
  readonly actorId: string;
  readonly requestId: string;
}

/** Ends tasks in place of their assignees, sets aside what these have drafted, and wakes their processes; answers how many. */
export async function endTasks(trx: Trx, { chosen, outcome, reason, actorId, requestId }: TasksToEnd): Promise<number> {
  const ids = (await chosen.execute(trx)).rows.map(({ id }) => id);
  // A statement of its own: what was saved while the first one waited counts.
  await setDraftsAside(trx, sql`t.id = any (${ids}::bigint[])`);
  const { rows } = await sql<{ id: string }>`
    with closed as (
      update task t
         set state = 'closed', outcome = ${outcome}, reason = ${reason}, closed_at = cycle_now(p.cycle_id),
             recorded_at = now(), closed_by = ${actorId}
        from process_run p where t.id = any (${ids}::bigint[]) and p.id = t.process_run_id
      returning t.id, t.closed_at, p.id run_id, p.cycle_id, p.workflow_type, p.workflow_id),
    audited as (
      insert into audit_event (cycle_at, what, subject, actor, details)
      select closed_at, ${`task.${outcome}`}, id, ${actorId},
             jsonb_build_object('reason', ${reason}::text, 'requestId', ${requestId}::text)
        from closed order by id),
    told as (
      insert into outbox (urgency, cycle_id, workflow_type, workflow_id, input, signal)
      select ${URGENCY.process}, cycle_id, workflow_type, workflow_id, jsonb_build_object('processRunId', run_id::text),
             jsonb_build_object('taskId', id::text, 'outcome', ${outcome}::text)
        from closed order by id)
    select id from closed`.execute(trx);
  return rows.length;
}
