import { sql } from 'kysely';
import type { Db } from '../../db/connection.ts';
import { type Trx, inTransaction } from '../../db/in-transaction.ts';
import { waitFor } from './wait-for.ts';

/** Starts `meanwhile` when `first` has done its work and not yet committed, commits when `meanwhile` waits for one of its locks, and answers what `meanwhile` did. */
export async function whileInFlight<T>(db: Db, first: (trx: Trx) => Promise<unknown>, meanwhile: () => Promise<T>): Promise<T> {
  let waiting: Promise<T> | undefined;
  await inTransaction(db, async (trx) => {
    await first(trx);
    waiting = meanwhile();
    waiting.catch(() => undefined); // told below, when it is awaited
    await waitFor('the second to wait for a lock', async () => {
      const { rows } =
        await sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(db);
      return rows.length > 0;
    });
  });
  return waiting as Promise<T>;
}
