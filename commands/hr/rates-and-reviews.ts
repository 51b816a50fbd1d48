import { sql } from 'kysely';
import type { Db } from '../../db/connection.ts';
import type { Trx } from '../../db/in-transaction.ts';
import { KINDS, TASK_KINDS, type TaskRole } from '../../domain/tasks/kinds.ts';
import type { OpenTask } from './hand-over.ts';

export const kindsOf = (role: TaskRole) => TASK_KINDS.filter((kind) => KINDS[kind].role === role);

/** What somebody gets, as rater or reviewer or for once. */
export interface Given {
  readonly as: string;
  readonly evaluations: readonly { readonly id: string }[];
  readonly tasks: readonly Pick<OpenTask, 'kind' | 'process_run_id' | 'evaluation_id'>[];
}

/**
 * Evaluations in which whoever has these accounts would rate and review: named for the other part, or with a task of it in a process that goes on, so
 * that nobody else looks at what they write.
 */
export async function ratesAndReviews(db: Db | Trx, given: Given, accounts: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct e.id
      from jsonb_to_recordset(${JSON.stringify(partsOf(given))}::jsonb) x (id bigint, run bigint, part text)
      join evaluation e on e.id = x.id
     where case x.part when 'reviewer' then e.rater_id else e.reviewer_id end = any (${accounts}::bigint[])
        or exists (
             select from process_run p
               join task t on t.process_run_id = p.id
              where p.evaluation_id = e.id and p.state in ('open', 'failed') and p.id = coalesce(x.run, p.id)
                and t.kind = any (case x.part when 'reviewer' then ${kindsOf('rater')}::text[]
                                       else ${kindsOf('reviewer')}::text[] end)
                and t.assignee_id = any (${accounts}::bigint[]))
     order by e.id`.execute(db);
  return rows.map(({ id }) => id);
}

function partsOf({ as, evaluations, tasks }: Given) {
  if (as === 'rater' || as === 'reviewer') return evaluations.map(({ id }) => ({ id, run: null, part: as }));
  return tasks.flatMap(({ evaluation_id: id, process_run_id: run, kind }) => {
    const { role: part } = KINDS[kind];
    return id !== null && (part === 'rater' || part === 'reviewer') ? [{ id, run, part }] : [];
  });
}
