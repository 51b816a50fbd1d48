import { sql } from 'kysely';
import { inTransaction } from '../../db/in-transaction.ts';
import { pokeRuns } from '../../db/outbox.ts';
import { answer, openTasks } from './answers.ts';
import { type Step, keyOf } from './scenarios.ts';
import type { CycleRecord } from './record.ts';

/** Keys of a run's open tasks, sorted. */
export async function openKeys(world: CycleRecord, runId: string): Promise<readonly string[]> {
  const tasks = (await openTasks(world)).filter((task) => task.process_run_id === runId);
  return tasks.map(keyOf).sort();
}

/** Ends a task as the step says: its assignee answers, or its time passes and the run is woken. Nothing is delivered. Answers the task's id. */
export async function act(world: CycleRecord, runId: string, step: Step): Promise<string> {
  const task = (await openTasks(world)).find((one) => one.process_run_id === runId && keyOf(one) === keyOf(step));
  if (task === undefined) throw new Error(`${keyOf(step)} is not open`);
  if (step.ends === 'expired') {
    await sql`update task set accepted_until = cycle_now(${world.cycleId}) where id = ${task.id}`.execute(world.db);
    await inTransaction(world.db, (trx) => pokeRuns(trx, [runId]));
  } else await answer(world, task, { outcome: step.ends, ...(step.content === undefined ? {} : { content: step.content }) });
  return task.id;
}

/** How every task of a run ended: `key outcome`, in the order of opening. */
export async function ends({ db }: CycleRecord, runId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ what: string }>`
    select kind || '/' || round || '/' || seat || ' ' || coalesce(outcome, 'open') what
      from task
     where process_run_id = ${runId}
     order by what`.execute(db);
  return rows.map((row) => row.what);
}
