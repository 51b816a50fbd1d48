import { sql } from 'kysely';
import type { Db } from '../db/connection.ts';
import type { Trx } from '../db/in-transaction.ts';
import type { DigestPlace } from '../db/digests.ts';
import { URGENCY } from '../db/outbox.ts';

/**
 * Asks for the digest of the day it is now by the clock in the time zone: ledger row and outbox row in one statement, once a working day.
 * Nothing happens on a day off, or while the clock has no cycle of the zone under way.
 */
export async function requestDigest(db: Db | Trx, { clock, timeZone }: DigestPlace): Promise<void> {
  await sql`
    with today as (
      select c.id cycle_id, (cycle_now(c.id) at time zone c.time_zone)::date as day from cycle c
       where coalesce(c.rehearsal_id::text, 'live') = ${clock} and c.time_zone = ${timeZone}
         and c.launched_at is not null and c.archived_at is null
       order by c.id desc limit 1),
    asked as (
      insert into digest_day (clock, time_zone, day)
      select ${clock}, ${timeZone}, t.day from today t
       where extract(isodow from t.day) < 6 and not exists (select from holiday h where h.day = t.day)
      on conflict do nothing returning clock, time_zone, day)
    insert into outbox (urgency, cycle_id, workflow_type, workflow_id, input)
    select ${URGENCY.process}, t.cycle_id, 'digestWorkflow', concat_ws('/', 'digest', a.clock, a.day, a.time_zone),
           jsonb_build_object('clock', a.clock, 'timeZone', a.time_zone, 'date', a.day::text)
      from asked a, today t`.execute(db);
}
