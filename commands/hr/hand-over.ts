import { sql } from 'kysely';
import type { Trx } from '../../db/in-transaction.ts';
import type { TaskKind } from '../../domain/tasks/kinds.ts';
import { firstDrafts } from '../first-draft.ts';
import { setDraftsAside } from './set-drafts-aside.ts';

export interface OpenTask {
  readonly id: string;
  readonly process_run_id: string;
  readonly kind: TaskKind;
  readonly round: number;
  readonly seat: number;
  readonly phase: string;
  readonly evaluation_id: string | null;
  readonly employee_id: string | null;
  readonly leads: boolean;
}

/** Holds the tasks, without those that were closed a moment before: they stay whose they were. */
export async function holdOpen<T extends OpenTask>(trx: Trx, tasks: readonly T[]): Promise<readonly T[]> {
  const ids = tasks.map(({ id }) => id);
  const { rows } = await sql<{ id: string }>`
    select t.id from task t join task_draft d on d.task_id = t.id
     where t.id = any (${ids}::bigint[]) and t.state = 'open' order by t.id for no key update of t, d`.execute(trx);
  const held = new Set(rows.map(({ id }) => id));
  return tasks.filter(({ id }) => held.has(id));
}

/** Each task gets its new owner `to` and opens for them as it opened first; what the one before has saved is set aside. */
export async function handOver(trx: Trx, tasks: readonly (OpenTask & { readonly to: string })[]): Promise<void> {
  const drafts = await firstDrafts(
    trx,
    tasks.map(({ kind, round, process_run_id, evaluation_id, leads }) => ({
      processRunId: process_run_id,
      kind,
      round,
      evaluationId: evaluation_id,
      leads,
    })),
  );
  await setDraftsAside(trx, sql`t.id = any (${tasks.map(({ id }) => id)}::bigint[])`);
  const given = JSON.stringify(tasks.map(({ id, to }, n) => ({ id, to, content: drafts[n] })));
  await sql`
    with x as materialized (
      select * from jsonb_to_recordset(${given}::jsonb) as x(id bigint, "to" bigint, content jsonb)),
    begun as (
      update task_draft d
         set content = x.content, version = d.version + 1, begun_at = null, saved_at = null
        from x where d.task_id = x.id)
    update task t set assignee_id = x."to" from x where t.id = x.id`.execute(trx);
}
