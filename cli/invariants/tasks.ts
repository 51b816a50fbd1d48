import { sql } from 'kysely';
import type { NamedCheck } from './scene.ts';

export const TASK_CHECKS: readonly NamedCheck[] = [
  {
    name: 'every task has exactly one outcome',
    check: async ({ db, cycleId }) => {
      const { rows } = await sql`
        select t.id "taskId", t.kind, t.state, t.outcome, count(a.id)::int endings
          from task t
          join process_run p on p.id = t.process_run_id
          left join submission s on s.task_id = t.id
          left join audit_event a on a.subject = t.id and a.what in ('task.closed', 'task.expired', 'task.skipped')
         where p.cycle_id = ${cycleId} group by t.id, s.copied_from
        having t.state <> 'closed' or t.outcome is null or count(a.id) > 1
            or (count(a.id) = 0 and t.outcome in ('done', 'returned') and s.copied_from is null)`.execute(db);
      return rows;
    },
  },
  {
    // What a rewind copied was delivered for the attempt that it was written in.
    name: 'every closing has its submission, audit event and delivered outbox row',
    check: async ({ db, cycleId }) => {
      const { rows } = await sql`
        select t.id "taskId", t.kind, s.task_id is not null submission, a.n "auditEvents", o.n "delivered"
          from task t
          join process_run p on p.id = t.process_run_id
          left join submission s on s.task_id = t.id,
               lateral (select count(*)::int n
                          from audit_event a
                         where a.subject = t.id and a.what = 'task.closed' and a.actor = t.closed_by) a,
               lateral (select count(*)::int n
                          from outbox o
                         where o.cycle_id = p.cycle_id and o.workflow_id = p.workflow_id
                           and o.signal->>'taskId' = t.id::text and o.delivered_at is not null) o
         where p.cycle_id = ${cycleId} and t.outcome in ('done', 'returned') and s.copied_from is null
           and (s.task_id is null or a.n <> 1 or o.n <> 1)`.execute(db);
      return rows;
    },
  },
  {
    name: 'every return, rewind and skip has a reason',
    check: async ({ db, cycleId }) => {
      const { rows } = await sql`
        select t.id "taskId", null::bigint "processRunId", t.outcome
          from task t
          join process_run p on p.id = t.process_run_id
          left join submission s on s.task_id = t.id
         where p.cycle_id = ${cycleId} and (
               (t.outcome = 'returned'
                and coalesce(nullif(trim(s.content->>'reason'), ''), nullif(trim(s.content->>'comment'), ''),
                             s.content->>'answer') is null)
            or (t.outcome = 'skipped' and t.reason is null))
        union all
        select null, p.id, p.state
          from process_run p
         where p.cycle_id = ${cycleId} and p.state = 'void' and p.reason is null
        union all
        select null, p.id, 'rewound' from process_run p where p.cycle_id = ${cycleId} and p.attempt > 1
           and not exists (select from process_run q
                            where q.evaluation_id = p.evaluation_id and q.phase = p.phase and q.attempt < p.attempt
                              and q.reason is not null)
        union all
        select null, null, command from command_request where cycle_id = ${cycleId} and trim(reason) = ''`.execute(db);
      return rows;
    },
  },
];
