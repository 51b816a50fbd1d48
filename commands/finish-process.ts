import { sql } from 'kysely';
import { DomainError } from '../domain/errors.ts';
import type { TaskOver } from '../domain/process/messages.ts';
import type { WorkflowType } from '../domain/process/names.ts';
import type { TaskKind } from '../domain/tasks/kinds.ts';
import type { Db } from '../db/connection.ts';
import { audit } from '../db/audit.ts';
import { type Trx, inTransaction } from '../db/in-transaction.ts';
import { pokeCycle } from '../db/outbox.ts';
import { isMistaken, isRunOf } from '../db/run-beliefs.ts';
import { endRuns } from '../db/runs.ts';
import { type HandedIn, readHandedIn } from './handed-in.ts';

interface Finished {
  readonly id: string;
  readonly cycle_id: string;
  readonly evaluation_id: string | null;
  readonly workflow_type: string;
}

/** What a process leaves behind in the record when it ends well; once, in the transaction that ends it. */
const LEAVES: Readonly<Partial<Record<WorkflowType, (trx: Trx, run: Finished) => Promise<unknown>>>> = {
  goalSettingWorkflow: agreedGoals,
  midtermCoachingWorkflow: agreedActions,
  // The last locked session may be what a planned publication waits for.
  calibrationWorkflow: (trx, run) => pokeCycle(trx, run.cycle_id),
};

export interface FinishProcess {
  readonly processRunId: string;
  readonly outcome: string;
  /** What the run takes for over without having asked. */
  readonly over?: readonly TaskOver[];
  /** Who asks. */
  readonly workflowId?: string;
}

/**
 * Ends a run as done; a second call changes nothing. A run that takes a task for over that is not over in the record is told so, and goes on.
 * @throws DomainError 'not-found' for an unknown run, or one of another workflow
 */
export async function finishProcess(
  db: Db,
  { processRunId, outcome, over, workflowId }: FinishProcess,
): Promise<{ readonly mistaken: boolean }> {
  return inTransaction(db, async (trx) => {
    const { rows } = await sql<{ mistaken: boolean }>`
      select ${isMistaken(over)} mistaken from process_run p where p.id = ${processRunId} and ${isRunOf(workflowId)}`.execute(
      trx,
    );
    if (rows[0] === undefined) throw new DomainError('not-found', { processRunId });
    if (rows[0].mistaken) return { mistaken: true };
    const ended = await endRuns(trx, { runIds: [processRunId], state: 'done', outcome });
    if (ended.length === 0) return { mistaken: false };
    const run = await trx
      .selectFrom('process_run')
      .select(['id', 'cycle_id', 'evaluation_id', 'workflow_type'])
      .where('id', '=', processRunId)
      .executeTakeFirstOrThrow();
    await LEAVES[run.workflow_type as WorkflowType]?.(trx, run);
    await audit(trx, { what: 'process.finished', subject: processRunId, cycleId: run.cycle_id, details: { outcome } });
    return { mistaken: false };
  });
}

/** Records that a run cannot go on, with its code; the sweep leaves it alone and HR's retry starts it again. */
export async function failProcess(
  db: Db,
  { processRunId, code, workflowId }: { readonly processRunId: string; readonly code: string; readonly workflowId?: string },
): Promise<void> {
  await inTransaction(db, async (trx) => {
    const failed = await trx
      .updateTable('process_run')
      .set({ state: 'failed', why_failed: code })
      .where('id', '=', processRunId)
      .where('state', '=', 'open')
      .$if(workflowId !== undefined, (query) => query.where('workflow_id', '=', workflowId ?? ''))
      .returning('cycle_id')
      .executeTakeFirst();
    if (failed !== undefined)
      await audit(trx, { what: 'process.failed', subject: processRunId, cycleId: failed.cycle_id, details: { code } });
  });
}

/**
 * The task whose submission stands, of a kind that may be asked again: the last that was done.
 * @throws DomainError 'record-unreadable'
 */
async function lastDone(trx: Trx, { id }: Finished, kind: TaskKind): Promise<string | undefined> {
  const { rows } = await sql<HandedIn>`
    select t.id "taskId", s.content from task t left join submission s on s.task_id = t.id
     where t.process_run_id = ${id} and t.kind = ${kind} and t.outcome = 'done' order by t.round desc limit 1`.execute(trx);
  const last = rows[0];
  if (last !== undefined) readHandedIn(kind, last);
  return last?.taskId;
}

/** The goals of the last draft come into force as a new version; those of the version before are kept, replaced. */
async function agreedGoals(trx: Trx, run: Finished): Promise<void> {
  const taskId = await lastDone(trx, run, 'goals.draft');
  if (taskId === undefined) return;
  const { evaluation_id: evaluationId, cycle_id: cycleId } = run;
  await sql`
    with replaced as (
      update goal
         set replaced_at = cycle_now(${cycleId})
       where evaluation_id = ${evaluationId} and replaced_at is null
      returning version)
    insert into goal (evaluation_id, task_id, version, key, content, weight, target, indicator_id, agreed_at)
    select ${evaluationId}, s.task_id,
           1 + coalesce((select max(version) from replaced),
                        (select max(version) from goal where evaluation_id = ${evaluationId}), 0),
           g->>'id', g, (g->>'weight')::numeric, (g->>'target')::numeric, (g->>'indicatorId')::bigint,
           cycle_now(${cycleId})
      from submission s, jsonb_array_elements(s.content->'goals') with ordinality x (g, n)
     where s.task_id = ${taskId} order by n`.execute(trx);
}

/** The actions of the talk that stands; they come back at self-assessment and rating. A talk of the same phase that was taken back gives way. */
async function agreedActions(trx: Trx, run: Finished): Promise<void> {
  const taskId = await lastDone(trx, run, 'coaching.hold');
  await sql`
    with replaced as (
      update coaching_action a
         set replaced_at = cycle_now(${run.cycle_id})
        from task t, process_run old, process_run mine
       where a.evaluation_id = ${run.evaluation_id} and a.replaced_at is null and t.id = a.task_id
         and old.id = t.process_run_id
         and mine.id = ${run.id} and old.id <> mine.id and old.phase = mine.phase)
    insert into coaching_action (evaluation_id, task_id, position, what, who, by_on, known_by)
    select ${run.evaluation_id}, s.task_id, n, a->>'what', a->>'who', (a->>'by')::date, a->>'knownBy'
      from submission s, jsonb_array_elements(s.content->'actions') with ordinality x (a, n)
     where s.task_id = ${taskId ?? null}
    on conflict do nothing`.execute(trx);
}
