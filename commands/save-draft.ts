import { sql } from 'kysely';
import type { FieldProblem } from '../contracts/issue-path.ts';
import type { Db } from '../db/connection.ts';
import { type Trx, inTransaction } from '../db/in-transaction.ts';
import { lockTask } from '../db/task-facts.ts';
import { DomainError } from '../domain/errors.ts';
import { assertDraftedChanges } from './calibration-order.ts';
import { keptOf } from './kept-draft.ts';
import { assertMayDecide } from './may-decide.ts';

export interface SaveDraft {
  readonly taskId: string;
  readonly actorId: string;
  /** The version that the person saw. */
  readonly version: number;
  readonly content: unknown;
}

export interface SavedDraft {
  readonly version: number;
  readonly savedAt: string;
  /** Texts that are too long or cannot be kept, by JSON pointer into the content: they are as they were before, all others are saved. */
  readonly notKept: readonly FieldProblem[];
}

/**
 * Autosave: optimistic, and nothing else happens; sent again because its answer was lost, it answers as before. What a chair changes in calibration is
 * refused here already, where the chair makes them.
 * @throws DomainError 'not-found' | 'task-closed' | 'task-expired' | 'draft-changed' (the stored version; nothing is overwritten) | 'address-unconfirmed' (about another) | 'invalid-input' |
 * 'unit-order' ...
 */
export async function saveDraft(db: Db, { taskId, actorId, version, content }: SaveDraft): Promise<SavedDraft> {
  return inTransaction(db, async (trx) => {
    const task = await lockTask(trx, taskId);
    if (task === undefined || task.own_case || task.assignee_id !== actorId) throw new DomainError('not-found', { taskId });
    if (task.state === 'closed')
      throw new DomainError('task-closed', { taskId, outcome: task.outcome, closedAt: task.closed_at, closedBy: task.closed_by });
    if (task.owner_id !== actorId) await assertMayDecide(trx, { actorId, cycleId: task.cycle_id });
    if (task.over) throw new DomainError('task-expired', { taskId });
    const { content: kept, parsed, notKept } = await keptOf(trx, { taskId, kind: task.kind, content });
    if (task.version !== version) {
      const saved = await findSaved(trx, taskId, kept);
      if (saved === undefined) throw new DomainError('draft-changed', { taskId, version: task.version });
      return { ...saved, notKept };
    }
    if (task.kind === 'calibration.lock') await assertDraftedChanges(trx, task.process_run_id, parsed);
    const { rows } = await sql<Stored>`
      update task_draft
         set content = ${JSON.stringify(kept)}::jsonb, version = version + 1,
             saved_at = now(), begun_at = coalesce(begun_at, now())
       where task_id = ${taskId}
      returning version, saved_at "savedAt"`.execute(trx);
    const saved = rows[0];
    if (saved === undefined) throw new DomainError('not-found', { taskId });
    return { ...saved, notKept };
  });
}

type Stored = Pick<SavedDraft, 'version' | 'savedAt'>;

/** The stored draft, where it is this very content. */
async function findSaved(trx: Trx, taskId: string, content: unknown): Promise<Stored | undefined> {
  const { rows } = await sql<Stored>`
    select version, saved_at "savedAt" from task_draft
     where task_id = ${taskId} and saved_at is not null and content = ${JSON.stringify(content)}::jsonb`.execute(trx);
  return rows[0];
}
