import { sql } from 'kysely';
import type { NamedCheck } from './scene.ts';

/**
 * Of a run that was done without asking anybody: the phase was launched before this person came, or came back, and by then its window was over for who comes
 * later, or the results were out.
 */
const SKIPPED_RIGHTLY = sql`exists (
  select from evaluation e
    join cycle c on c.id = e.cycle_id
    join phase_window w on w.cycle_id = c.id and w.phase = p.phase
   where e.id = p.evaluation_id
     and (e.enrolled_at >= w.launched_at
          or exists (select from audit_event a where a.what = 'evaluation.withdrawn' and a.subject = e.id))
     and case p.reason when 'window-over' then w.newcomer_days is null and w.closes_at <= p.launched_at
                       when 'cycle-published' then c.published_at <= p.launched_at else false end)`;

export const RUN_CHECKS: readonly NamedCheck[] = [
  {
    name: 'everybody enrolled has exactly one live run per launched phase or a reason that was true then',
    check: async ({ db, cycleId }) => {
      const { rows } = await sql`
        select e.id "evaluationId", w.phase, count(p.id)::int runs from evaluation e
          join phase_window w on w.cycle_id = e.cycle_id and w.subject = 'evaluation' and w.launched_at is not null
          left join process_run p on p.evaluation_id = e.id and p.phase = w.phase and p.state <> 'void'
         where e.cycle_id = ${cycleId} and e.state = 'enrolled'
         group by e.id, w.phase having count(p.id) <> 1
        union all
        select p.evaluation_id, p.phase, 0 from process_run p
         where p.cycle_id = ${cycleId} and p.state = 'done' and p.evaluation_id is not null
           and not exists (select from task t where t.process_run_id = p.id) and not (${SKIPPED_RIGHTLY})
        union all
        select e.id, null, 0 from evaluation e
         where e.cycle_id = ${cycleId} and e.state <> 'enrolled' and e.reason is null`.execute(db);
      return rows;
    },
  },
  {
    name: 'an archived cycle has launched every phase',
    check: async ({ db, cycleId }) => {
      const { rows } = await sql`
        select w.phase from phase_window w join cycle c on c.id = w.cycle_id
         where c.id = ${cycleId} and c.archived_at is not null and w.launched_at is null`.execute(db);
      return rows;
    },
  },
  {
    name: 'every group with members has exactly one locked calibration',
    check: async ({ db, cycleId }) => {
      const { rows } = await sql`
        select g.id "ratingGroupId", count(s.process_run_id)::int sessions, count(s.locked_at)::int locked
          from rating_group g
          left join process_run p on p.rating_group_id = g.id and p.state <> 'void'
          left join calibration_session s on s.process_run_id = p.id
         where g.cycle_id = ${cycleId}
           and exists (select from evaluation e where e.rating_group_id = g.id and e.state = 'enrolled')
         group by g.id having count(s.process_run_id) <> 1 or count(s.locked_at) <> 1`.execute(db);
      return rows;
    },
  },
  {
    name: 'every process is over',
    check: async ({ db, cycleId }) => {
      const { rows } = await sql`
        select id "processRunId", state, why_failed "whyFailed", waits_for "waitsFor" from process_run
         where cycle_id = ${cycleId} and state not in ('done', 'void')`.execute(db);
      return rows;
    },
  },
];
