import { sql } from 'kysely';
import { type BusinessCalendar, businessCalendar } from '../domain/cycle/calendar.ts';
import type { Db } from './connection.ts';
import type { Trx } from './in-transaction.ts';

/** The business calendar around an instant: a week before to half a year after, all that a deadline or a mail can reach. */
export async function calendarAround(db: Db | Trx, at: string, timeZone: string): Promise<BusinessCalendar> {
  const { rows } = await sql<{ date: string; name: string }>`
    select day date, name from holiday where day between (${at}::timestamptz - interval '7 d')::date and (${at}::timestamptz + interval '180 d')::date`.execute(
    db,
  );
  return businessCalendar(rows, timeZone);
}
