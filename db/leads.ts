import { sql } from 'kysely';
import type { Trx } from './in-transaction.ts';

export interface AskedRating {
  readonly processRunId: string;
  readonly evaluationId: string | null;
  readonly round: number;
}

/**
 * Whether whoever a rating is about leads others: they rate somebody enrolled in the same year for a time that the rating is about too, in whatever
 * cycle of the same rehearsal, or live. A cycle is about the time from its first opening to the opening of its rating, so that nobody leads in the
 * second half by those of the first. A later round keeps the answer of the one before.
 */
export async function leadsOthers(trx: Trx, { processRunId, evaluationId, round }: AskedRating): Promise<boolean> {
  const { rows } = await sql<{ leads: boolean }>`
    with about as (
      select w.cycle_id, min(w.opens_at) since, min(w.opens_at) filter (where t.kind is not null) until
        from phase_window w
        left join task_rule t on t.cycle_id = w.cycle_id and t.phase = w.phase and t.kind = 'rating.write'
       group by w.cycle_id)
    select coalesce(
      (select leads
         from task
        where process_run_id = ${processRunId} and kind = 'rating.write' and round = ${round - 1} and seat = 1),
      exists (
        select from evaluation e join cycle c on c.id = e.cycle_id join about a on a.cycle_id = c.id
          join evaluation o on o.rater_id = e.employee_id and o.state = 'enrolled'
          join cycle y on y.id = o.cycle_id and y.year = c.year and y.rehearsal_id is not distinct from c.rehearsal_id
          join about b on b.cycle_id = y.id and (b.since, b.until) overlaps (a.since, a.until)
         where e.id = ${evaluationId})) leads`.execute(trx);
  return rows[0]?.leads ?? false;
}
