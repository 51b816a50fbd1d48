import { sql } from 'kysely';
import type { TaskOutcome } from '../../domain/process/messages.ts';
import type { TaskKind } from '../../domain/tasks/kinds.ts';
import type { Db } from '../connection.ts';
import { iso } from './json.ts';

export interface RunRow {
  readonly processRunId: string;
  readonly workflowId: string;
  readonly workflowType: string;
  readonly cycleId: string;
  /** Its instants are of a rehearsal's clock. */
  readonly isRehearsal: boolean;
  readonly phase: string;
  readonly attempt: number;
  readonly state: 'open' | 'done' | 'failed' | 'void';
  readonly outcome: string | null;
  readonly whyFailed: string | null;
  readonly waitsFor: string | null;
  readonly lookAt: string | null;
  readonly launchedAt: string | null;
  readonly finishedAt: string | null;
  readonly paused: boolean;
  readonly tasks: {
    readonly taskId: string;
    readonly kind: TaskKind;
    readonly round: number;
    readonly seat: number;
    readonly state: 'open' | 'closed';
    readonly outcome: TaskOutcome | null;
    readonly openedAt: string;
    readonly dueAt: string | null;
    readonly draftSavedAt: string | null;
    readonly closedAt: string | null;
    readonly mailSentAt: string | null;
  }[];
  readonly outbox: {
    readonly id: string;
    readonly how: string;
    readonly signal: boolean;
    readonly createdAt: string;
    readonly attempts: number;
    readonly deliveredAt: string | null;
    readonly deadWhy: string | null;
  }[];
}

/** One process as the record has it: its tasks and what was sent to Temporal, without a name. */
export async function findRun(db: Db, id: string): Promise<RunRow | undefined> {
  const { rows } = await sql<RunRow>`
    select p.id "processRunId", p.workflow_id "workflowId", p.workflow_type "workflowType", p.cycle_id "cycleId",
           (select rehearsal_id is not null from cycle where id = p.cycle_id) "isRehearsal",
           p.phase, p.attempt, p.state, p.outcome,
           p.why_failed "whyFailed", p.waits_for "waitsFor", p.look_at "lookAt", p.launched_at "launchedAt",
           p.finished_at "finishedAt", p.paused_at is not null paused,
           coalesce((select jsonb_agg(jsonb_build_object(
               'taskId', t.id::text, 'kind', t.kind, 'round', t.round, 'seat', t.seat, 'state', t.state,
               'outcome', t.outcome,
               'openedAt', ${iso('t.opened_at')}, 'dueAt', ${iso('t.due_at')}, 'draftSavedAt', ${iso('f.saved_at')},
               'closedAt', ${iso('t.closed_at')},
               'mailSentAt', (select ${iso('min(n.sent_at)')} from notification n where n.task_id = t.id))
         order by t.id)
             from task t left join task_draft f on f.task_id = t.id where t.process_run_id = p.id), '[]') tasks,
           coalesce((select jsonb_agg(jsonb_build_object(
               'id', o.id::text, 'how', o.how, 'signal', o.signal is not null, 'createdAt', ${iso('o.created_at')},
               'attempts', o.attempts, 'deliveredAt', ${iso('o.delivered_at')}, 'deadWhy', o.dead_why) order by o.id)
             from (select * from outbox o where o.workflow_id = p.workflow_id order by o.id desc limit 50) o),
             '[]') outbox
      from process_run p where p.id = ${id}`.execute(db);
  return rows[0];
}
