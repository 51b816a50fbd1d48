import { sql } from 'kysely';
import type { Trx } from './in-transaction.ts';

export interface AskedRating {
  readonly processRunId: string;
  readonly evaluationId: string | null;
  readonly round: number;
}

/**
 * Whether whoever a rating is about leads others: somebody enrolled in the same year is rated by them, in whatever cycle of the same rehearsal, or
 * live. A later round keeps the answer of the one before.
 */
export async function leadsOthers(trx: Trx, { processRunId, evaluationId, round }: AskedRating): Promise<boolean> {
  const { rows } = await sql<{ leads: boolean }>`
    select coalesce(
      (select leads from task where process_run_id = ${processRunId} and kind = 'rating.write' and round = ${round - 1} and seat = 1),
      exists (
        select from evaluation e join cycle c on c.id = e.cycle_id
          join evaluation o on o.rater_id = e.employee_id and o.state = 'enrolled'
          join cycle y on y.id = o.cycle_id and y.year = c.year and y.rehearsal_id is not distinct from c.rehearsal_id
         where e.id = ${evaluationId})) leads`.execute(trx);
  return rows[0]?.leads ?? false;
}
