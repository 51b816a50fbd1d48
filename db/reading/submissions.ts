import { sql } from 'kysely';
import type { TaskOutcome } from '../../domain/process/messages.ts';
import type { Db } from '../connection.ts';
import { isProven } from '../unproven.ts';

/** The draft of a task; its assignee's alone. */
export async function findDraft(db: Db, taskId: string): Promise<Record<string, unknown> | null> {
  const row = await db.selectFrom('task_draft').select('content').where('task_id', '=', taskId).executeTakeFirst();
  return (row?.content as Record<string, unknown> | undefined) ?? null;
}

export interface SetAsideRow {
  readonly id: string;
  readonly taskId: string;
  readonly savedAt: string;
  readonly content: Record<string, unknown>;
}

/** What somebody had written when their tasks went to others or were ended; the newest first, and only their own: about others once their address is answered for. */
export async function setAsideDrafts(db: Db, employeeId: string): Promise<readonly SetAsideRow[]> {
  const { rows } = await sql<SetAsideRow>`
    select d.id, d.task_id "taskId", d.saved_at "savedAt", d.content
      from set_aside_draft d
      join task t on t.id = d.task_id
      join process_run p on p.id = t.process_run_id
      left join evaluation e on e.id = p.evaluation_id
     where d.employee_id = ${employeeId}
       and (e.employee_id = ${employeeId} or ${isProven(employeeId, sql`p.cycle_id`)})
     order by d.id desc limit 200`.execute(db);
  return rows;
}

export interface SubmissionRow {
  readonly taskId: string;
  readonly outcome: TaskOutcome;
  readonly version: number;
  readonly content: Record<string, unknown>;
  readonly sha256: string;
  readonly closedAt: string;
  readonly closedBy: string | null;
}

export async function findSubmission(db: Db, taskId: string): Promise<SubmissionRow | undefined> {
  const { rows } = await sql<SubmissionRow>`
    select s.task_id "taskId", t.outcome, s.version, s.content, encode(s.sha256, 'hex') sha256, t.closed_at "closedAt",
           e.name "closedBy"
      from submission s
      join task t on t.id = s.task_id
      left join employee e on e.id = t.closed_by
     where s.task_id = ${taskId}`.execute(db);
  return rows[0];
}
