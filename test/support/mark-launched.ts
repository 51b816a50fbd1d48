import { sql } from 'kysely';
import type { Db } from '../../db/connection.ts';
import { proveShown } from '../../db/first-launch.ts';
import { inTransaction } from '../../db/in-transaction.ts';

/** Notes that two persons have agreed to a launch and that it was carried out, for tests that enrol by themselves what they need. */
export async function markLaunched(db: Db, cycleId: string): Promise<void> {
  await inTransaction(db, async (trx) => {
    await proveShown(trx, cycleId);
    await sql`update cycle set launched_at = cycle_now(id) where id = ${cycleId}`.execute(trx);
  });
}
