import { sql } from 'kysely';
import { evaluationScore } from '../domain/scoring/evaluation-score.ts';
import type { Db } from '../db/connection.ts';
import { inTransaction } from '../db/in-transaction.ts';
import { findRating } from './rating-inputs.ts';

/**
 * Computes score and level from the last rating of a run by the pack's method and stores them with inputs and steps; again it is
 * computed from what stands by then, until the run is over.
 * Without a rating, or with one that cannot be computed, both are null with a reason: the person counts as rated and stands on the chair's list.
 */
export async function scoreEvaluation(db: Db, { processRunId }: { readonly processRunId: string }): Promise<void> {
  await inTransaction(db, async (trx) => {
    const rated = await findRating(trx, processRunId);
    if (rated === undefined) return;
    const inputs = rated.inputs ?? null;
    const computed = evaluationScore(rated.pack, inputs);
    await sql`
      insert into score (process_run_id, evaluation_id, score, scaled, level, why_null, inputs, steps, pack_sha256,
                         computed_at)
      select id, evaluation_id, ${computed.score}, ${computed.scaled}, ${computed.level}, ${computed.reason},
             ${JSON.stringify(inputs)}::jsonb,
             ${JSON.stringify(computed.steps)}::jsonb, ${Buffer.from(rated.packSha256, 'hex')}, cycle_now(cycle_id)
        from process_run where id = ${processRunId}
      on conflict (process_run_id) do update
         set (score, scaled, level, why_null, inputs, steps, computed_at)
             = (excluded.score, excluded.scaled, excluded.level, excluded.why_null, excluded.inputs, excluded.steps,
                excluded.computed_at)
       where exists (select from process_run p where p.id = excluded.process_run_id and p.state in ('open', 'failed'))`.execute(
      trx,
    );
  });
}
