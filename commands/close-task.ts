import { SUBMISSIONS } from '../contracts/forms.ts';
import { fieldProblem } from '../contracts/issue-path.ts';
import type { Db } from '../db/connection.ts';
import { inTransaction } from '../db/in-transaction.ts';
import { packByHash } from '../db/packs.ts';
import { type LockedTask, closeTaskRow, lockTask } from '../db/task-facts.ts';
import { DomainError } from '../domain/errors.ts';
import { KINDS, type TaskKind } from '../domain/tasks/kinds.ts';
import { type SubmittedForm, assertSubmission } from '../domain/tasks/rules.ts';
import { EFFECTS } from './closing-effects.ts';
import { assertMayDecide } from './may-decide.ts';

export interface CloseTask {
  readonly taskId: string;
  readonly actorId: string;
  readonly outcome: string;
  /** Version of the draft that is handed in. */
  readonly version: number;
}

export interface ClosedTaskAnswer {
  readonly taskId: string;
  readonly kind: TaskKind;
  readonly outcome: string;
  readonly closedAt: string;
  readonly submissionSha256: string;
}

/**
 * The only write path of a person: checks, closes by compare-and-set, freezes the draft as a submission and wakes the process, in one transaction.
 * The same actor with the same outcome and version again gets the same answer.
 * @throws DomainError 'not-found' | 'task-closed' (who and when) | 'task-paused' | 'task-expired' | 'draft-changed' | 'result-changed' | 'address-unconfirmed' (about another) | 'invalid-input' and the rules of the form
 */
export async function closeTask(db: Db, request: CloseTask): Promise<ClosedTaskAnswer> {
  return inTransaction(db, async (trx) => {
    const task = await lockTask(trx, request.taskId);
    if (task === undefined || !mayKnow(task, request.actorId)) throw new DomainError('not-found', { taskId: request.taskId });
    if (task.state === 'closed') return closedBefore(task, request);
    assertOpen(task, request);
    if (task.owner_id !== request.actorId) await assertMayDecide(trx, { actorId: request.actorId, cycleId: task.cycle_id });
    const form = parseForm(task);
    const outcome = request.outcome === 'returned' ? 'returned' : 'done';
    if (request.outcome !== outcome || !KINDS[task.kind].outcomes.includes(outcome)) {
      throw new DomainError('answer-does-not-fit', { path: '/outcome', allowed: KINDS[task.kind].outcomes });
    }
    const { packSha256, ...facts } = task.rule_source;
    const pack = await packByHash(trx, packSha256);
    const { kind, round } = task;
    assertSubmission(form as SubmittedForm, { kind, round, outcome, goals: pack.goals, rating: pack, ...facts });
    const closed = await closeTaskRow(trx, { taskId: task.id, outcome, actorId: request.actorId, version: request.version });
    if (closed === undefined) throw new DomainError('task-expired', { taskId: task.id });
    await EFFECTS[task.kind](trx, { task, form, outcome, actorId: request.actorId, ...closed });
    return { taskId: task.id, kind: task.kind, outcome, closedAt: closed.closedAt, submissionSha256: closed.sha256 };
  });
}

/** The assignee, of whom it is not the own case; afterwards also whoever closed it. Everybody else learns nothing. */
function mayKnow(task: LockedTask, actorId: string): boolean {
  return !task.own_case && (task.assignee_id === actorId || task.closed_by === actorId);
}

function closedBefore(task: LockedTask, request: CloseTask): ClosedTaskAnswer {
  const same =
    task.closed_by === request.actorId && task.outcome === request.outcome && task.submitted_version === request.version;
  if (!same || task.closed_at === null || task.submitted_sha256 === null) {
    throw new DomainError('task-closed', {
      taskId: task.id,
      outcome: task.outcome,
      closedAt: task.closed_at,
      closedBy: task.closed_by,
    });
  }
  return {
    taskId: task.id,
    kind: task.kind,
    outcome: request.outcome,
    closedAt: task.closed_at,
    submissionSha256: task.submitted_sha256,
  };
}

function assertOpen(task: LockedTask, { version }: CloseTask): void {
  if (task.paused) throw new DomainError('task-paused', { taskId: task.id });
  if (task.over) throw new DomainError('task-expired', { taskId: task.id });
  if (task.version !== version) throw new DomainError('draft-changed', { taskId: task.id, version: task.version });
}

function parseForm(task: LockedTask): unknown {
  const parsed = SUBMISSIONS[task.kind].safeParse(task.content);
  if (!parsed.success) throw new DomainError('invalid-input', { ...fieldProblem(parsed.error) });
  return parsed.data;
}
