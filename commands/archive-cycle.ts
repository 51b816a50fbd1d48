import { sql } from 'kysely';
import type { Db } from '../db/connection.ts';
import { audit } from '../db/audit.ts';
import { inTransaction } from '../db/in-transaction.ts';

/** Closes the cycle, once; open runs of people keep their own end. */
export async function archiveCycle(db: Db, { processRunId }: { readonly processRunId: string }): Promise<void> {
  await inTransaction(db, async (trx) => {
    const { rows } = await sql<{ id: string }>`
      update cycle c set archived_at = cycle_now(c.id) from process_run p
       where p.id = ${processRunId} and c.id = p.cycle_id and c.archived_at is null returning c.id`.execute(trx);
    if (rows[0] !== undefined) await audit(trx, { what: 'cycle.archived', subject: rows[0].id, cycleId: rows[0].id });
  });
}
