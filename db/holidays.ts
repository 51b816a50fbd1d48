import { sql } from 'kysely';
import { type BusinessCalendar, businessCalendar } from '../domain/cycle/calendar.ts';
import type { Db } from './connection.ts';
import { PREPARED } from './prepared-pool.ts';
import type { Trx } from './in-transaction.ts';

/** The business calendar around an instant: a week before to half a year after, all that a deadline or a mail can reach. */
export async function calendarAround(db: Db | Trx, at: string, timeZone: string): Promise<BusinessCalendar> {
  const { rows } = await sql<{ date: string; name: string }>`${PREPARED}
    select day date, name
      from holiday
     where day between (${at}::timestamptz - interval '7 d')::date and (${at}::timestamptz + interval '180 d')::date`.execute(db);
  return businessCalendar(rows, timeZone);
}

/** The business calendar of a cycle's whole life: its year, and the one in which it is closed. */
export async function cycleCalendar(
  db: Db | Trx,
  { year, timeZone }: { readonly year: number; readonly timeZone: string },
): Promise<BusinessCalendar> {
  const rows = await db
    .selectFrom('holiday')
    .select(['day as date', 'name'])
    .where('day', '>=', `${year}-01-01`)
    .where('day', '<=', `${year + 2}-01-31`)
    .execute();
  return businessCalendar(rows, timeZone);
}

/** The last holiday that is known; null: none is. Whatever is computed for a later day takes each weekday for worked. */
export async function holidaysKnownUntil(db: Db | Trx): Promise<string | null> {
  const { until } = await db
    .selectFrom('holiday')
    .select(({ fn }) => fn.max('day').as('until'))
    .executeTakeFirstOrThrow();
  return until;
}
