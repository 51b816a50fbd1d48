import { type RawBuilder, sql } from 'kysely';
import { URGENCY } from '../../db/outbox.ts';
import { selectedTasks } from '../../db/selection.ts';
import { touchedByTasks } from '../../db/touched.ts';
import type { HrCommand } from './command.ts';

const LATE: RawBuilder<boolean> = sql`t.outcome is null and p.state = 'open' and p.paused_at is null and t.due_at <= cycle_now(p.cycle_id)
  and r.if_silent in ('asks-superior', 'hr-decides')`;
const FROM = sql`task t join process_run p on p.id = t.process_run_id
  join task_rule r on r.cycle_id = p.cycle_id and r.phase = p.phase and r.kind = t.kind left join evaluation e on e.id = p.evaluation_id`;

/** HR decides about silence: a late task of a kind that never ends by itself is skipped, and the process goes on without it. */
export const decideSilence: HrCommand<'decide-silence'> = {
  touches: touchedByTasks,

  async preview(db, { cycleId, selection }) {
    const { rows } = await sql<{ kind: string; n: string }>`
      select t.kind, count(*) n from ${FROM} where ${LATE} and ${selectedTasks(cycleId, selection)} group by 1 order by 1`.execute(
      db,
    );
    return {
      affected: rows.reduce((sum, { n }) => sum + Number(n), 0),
      details: { kinds: rows.map(({ kind, n }) => ({ kind, count: Number(n) })) },
    };
  },

  async execute(trx, { cycleId, selection, actorId, requestId }) {
    const { rows } = await sql<{ id: string }>`
      with chosen as materialized (
        select t.id from ${FROM} where ${LATE} and ${selectedTasks(cycleId, selection)} order by t.id for no key update of t),
      closed as (
        update task t set state = 'closed', outcome = 'skipped', reason = 'hr-decided', closed_at = cycle_now(p.cycle_id), recorded_at = now(), closed_by = ${actorId}
          from chosen, process_run p where t.id = chosen.id and p.id = t.process_run_id
        returning t.id, t.closed_at, p.id run_id, p.cycle_id, p.workflow_type, p.workflow_id),
      audited as (
        insert into audit_event (cycle_at, what, subject, actor, details)
        select closed_at, 'task.skipped', id, ${actorId}, jsonb_build_object('reason', 'hr-decided', 'requestId', ${requestId}::text) from closed order by id),
      told as (
        insert into outbox (urgency, cycle_id, workflow_type, workflow_id, input, signal)
        select ${URGENCY.process}, cycle_id, workflow_type, workflow_id, jsonb_build_object('processRunId', run_id::text),
               jsonb_build_object('taskId', id::text, 'outcome', 'skipped') from closed order by id)
      select id from closed`.execute(trx);
    return { tasks: rows.length };
  },
};
