import { sql } from 'kysely';
import type { TaskOutcome, TaskState } from '../domain/process/messages.ts';
import { DomainError } from '../domain/errors.ts';
import { isRunOf } from '../db/run-beliefs.ts';
import type { Db } from '../db/connection.ts';
import { type Trx, inTransaction } from '../db/in-transaction.ts';

const LEAST_LOOK_MS = 1_000;
const PAUSED_LOOK_MS = 7 * 24 * 3_600_000;
// After a deadline everybody's run wakes at once; the database's clock decides who was in time, so a long wait may end up to a minute later.
const SPREAD_FROM_MS = 3_600_000;
const SPREAD_MS = 60_000;

interface Looked {
  readonly process_run_id: string;
  readonly outcome: TaskOutcome | null;
  readonly over: boolean;
  readonly paused: boolean;
  readonly look_in_ms: string;
}

export interface LookAtTask {
  readonly taskId: string;
  /** Whose task it is to be. */
  readonly processRunId?: string;
  /** Who asks. */
  readonly workflowId?: string;
}

/**
 * Ends a task as expired if its time is over, and says how it stands. Counted in the database: no other clock decides.
 * A run whose task it is not is told that it is mistaken.
 * @throws DomainError 'not-found'
 */
export async function lookAtTask(db: Db, { taskId, processRunId, workflowId }: LookAtTask): Promise<TaskState> {
  return inTransaction(db, async (trx) => {
    const { rows } = await sql<Looked>`
      select t.process_run_id, t.outcome, cycle_now(p.cycle_id) >= t.accepted_until as over,
             p.paused_at is not null paused,
             look_in_ms(p.cycle_id, t.accepted_until) look_in_ms
        from task t join process_run p on p.id = t.process_run_id
       where t.id = ${taskId} and p.id = coalesce(${processRunId ?? null}, p.id) and ${isRunOf(workflowId)}`.execute(trx);
    const task = rows[0];
    if (task === undefined && processRunId !== undefined) return { taskId, mistaken: true, lookInMs: 0 };
    if (task === undefined) throw new DomainError('not-found', { taskId });
    if (task.outcome !== null) return { taskId, outcome: task.outcome, lookInMs: 0 };
    if (task.over && !task.paused) {
      const outcome = await expire(trx, taskId, task.process_run_id);
      // Neither expired nor closed: it was extended or paused a moment before, the next look sees that.
      return outcome === null ? { taskId, lookInMs: LEAST_LOOK_MS } : { taskId, outcome, lookInMs: 0 };
    }
    await trx
      .updateTable('process_run')
      .set({
        look_at: task.paused
          ? 'infinity'
          : sql<string>`
            (select min(accepted_until) from task where process_run_id = ${task.process_run_id} and state = 'open')`,
      })
      .where('id', '=', task.process_run_id)
      .where('state', '=', 'open')
      .execute();
    return { taskId, lookInMs: task.paused ? PAUSED_LOOK_MS : spread(Number(task.look_in_ms), taskId) };
  });
}

function spread(lookInMs: number, taskId: string): number {
  return lookInMs < SPREAD_FROM_MS ? lookInMs : lookInMs + Number((BigInt(taskId) * 7919n) % BigInt(SPREAD_MS));
}

/** Compare-and-set: whoever closed the task a moment before keeps it. Answers how it ended, or null if it stands open. */
async function expire(trx: Trx, taskId: string, processRunId: string): Promise<TaskOutcome | null> {
  await sql`select from process_run where id = ${processRunId} for no key update`.execute(trx);
  const { rows } = await sql<{ outcome: TaskOutcome }>`
    with expired as (
      update task t set state = 'closed', outcome = 'expired', closed_at = cycle_now(p.cycle_id), recorded_at = now()
        from process_run p
       where t.id = ${taskId} and p.id = t.process_run_id and t.state = 'open' and p.paused_at is null
         and cycle_now(p.cycle_id) >= t.accepted_until
      returning t.id, t.outcome, t.closed_at, t.kind),
    audited as (insert into audit_event (cycle_at, what, subject) select closed_at, 'task.expired', id from expired),
    noticed as (
      insert into acknowledgement (task_id, result_id, answer, at)
      select x.id, r.id, 'notice-given', x.closed_at from expired x join process_run p on p.id = ${processRunId}
        join result r on r.evaluation_id = p.evaluation_id and r.void_at is null where x.kind = 'result.acknowledge')
    select outcome from expired`.execute(trx);
  if (rows[0] !== undefined) return rows[0].outcome;
  const task = await trx.selectFrom('task').select('outcome').where('id', '=', taskId).executeTakeFirstOrThrow();
  return task.outcome as TaskOutcome | null;
}
