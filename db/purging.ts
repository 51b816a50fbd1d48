import { sql } from 'kysely';
import { PURGED } from '../domain/purging.ts';
import type { Db } from './connection.ts';

const PAGE = 5_000;

/** Deletes a page of everything whose days are over; answers whether there may be more. */
export async function purgePage(db: Db, pageSize = PAGE): Promise<boolean> {
  let more = false;
  for (const { table, since, days } of PURGED) {
    const { numAffectedRows } = await sql`
      delete from ${sql.table(table)}
       where ctid = any (array(
         select ctid from ${sql.table(table)}
          where ${sql.ref(since)} < now() - make_interval(days => ${days})
          limit ${pageSize}))`.execute(db);
    more ||= Number(numAffectedRows ?? 0n) === pageSize;
  }
  return more;
}
