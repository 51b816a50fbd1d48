import type { Transaction } from 'kysely';
import type { Db } from './connection.ts';
import { isStaleStatement } from './prepared-pool.ts';
import type { DB } from './schema.ts';

export type Trx = Transaction<DB>;

const ATTEMPTS = 5;
// serialization_failure, deadlock_detected: the transaction did nothing and may be tried again
const AGAIN = new Set(['40001', '40P01']);

/**
 * The only way to a transaction. A deadlock, a serialization failure or a stale prepared statement is tried again, five times at most.
 * Inside a transaction it is part of that one, so that a command may be made of others.
 */
export async function inTransaction<T>(db: Db | Trx, work: (trx: Trx) => Promise<T>): Promise<T> {
  if (db.isTransaction) return work(db as Trx);
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      const code = (error as { code?: unknown }).code;
      const again = isStaleStatement(error) || (typeof code === 'string' && AGAIN.has(code));
      if (attempt === ATTEMPTS || !again) throw error;
    }
  }
}
