import { sql } from 'kysely';
import type { Db } from '../db/connection.ts';
import { audit } from '../db/audit.ts';
import { lockCycle } from '../db/cycles.ts';
import { inTransaction } from '../db/in-transaction.ts';
import { isReady, publicationState } from '../db/publication.ts';

/**
 * Publishes every result of a cycle once the planned instant has come: one row changes, and bears the instant at which it does. Only when every group's
 * session is locked and everybody enrolled has a result; otherwise `published` is false. Published before: nothing changes.
 */
export async function publishCycle(
  db: Db,
  { processRunId }: { readonly processRunId: string },
): Promise<{ readonly published: boolean }> {
  return inTransaction(db, async (trx) => {
    const run = await trx.selectFrom('process_run').select('cycle_id').where('id', '=', processRunId).executeTakeFirstOrThrow();
    await lockCycle(trx, run.cycle_id);
    const state = await publicationState(trx, run.cycle_id);
    if (state.published) return { published: true };
    if (!state.due || !isReady(state)) return { published: false };
    await sql`update cycle set published_at = cycle_now(id) where id = ${run.cycle_id}`.execute(trx);
    await audit(trx, {
      what: 'cycle.published',
      subject: run.cycle_id,
      cycleId: run.cycle_id,
      details: { request: state.requestId },
    });
    return { published: true };
  });
}
