import { sql } from 'kysely';
import type { TaskOutcome } from '../../domain/process/messages.ts';
import type { Db } from '../connection.ts';

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

/** What somebody had written when their tasks went to others; the newest first, and only their own. */
export async function setAsideDrafts(db: Db, employeeId: string): Promise<readonly SetAsideRow[]> {
  const { rows } = await sql<SetAsideRow>`
    select id, task_id "taskId", saved_at "savedAt", content from set_aside_draft where employee_id = ${employeeId} order by id desc limit 200`.execute(
    db,
  );
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
    select s.task_id "taskId", t.outcome, s.version, s.content, encode(s.sha256, 'hex') sha256, t.closed_at "closedAt", e.name "closedBy"
      from submission s join task t on t.id = s.task_id left join employee e on e.id = t.closed_by where s.task_id = ${taskId}`.execute(
    db,
  );
  return rows[0];
}
