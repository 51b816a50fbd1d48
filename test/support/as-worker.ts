import { sql } from 'kysely';
import type { Db } from '../../db/connection.ts';
import { type Trx, inTransaction } from '../../db/in-transaction.ts';

/** What the worker does, with its rights. */
export function asWorker<T>(db: Db, work: (trx: Trx) => Promise<T>): Promise<T> {
  return inTransaction(db, async (trx) => {
    await sql`set local role dure_worker`.execute(trx);
    return work(trx);
  });
}
