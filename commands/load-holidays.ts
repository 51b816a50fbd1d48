import { readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import type { Db } from '../db/connection.ts';
import { inTransaction } from '../db/in-transaction.ts';

interface Day {
  readonly date: string;
  readonly name: string;
}

/** Adds the public holidays that come with this version; a day that is there keeps HR's words. Answers how many were new. */
export async function loadHolidays(db: Db, country = 'kr'): Promise<number> {
  const days = JSON.parse(await readFile(new URL(`../data/holidays/${country}.json`, import.meta.url), 'utf8')) as readonly Day[];
  return inTransaction(db, async (trx) => {
    const { numAffectedRows } = await sql`
      insert into holiday (day, name)
      select date, name
        from jsonb_to_recordset(${JSON.stringify(days)}::jsonb) as d(date date, name text)
       order by 1 on conflict do nothing`.execute(trx);
    return Number(numAffectedRows ?? 0n);
  });
}
