import { sql } from 'kysely';
import type { Db } from '../db/connection.ts';
import type { Trx } from '../db/in-transaction.ts';
import { URGENCY } from '../db/outbox.ts';

export interface RequestDigest {
  /** `live`, or the id of a rehearsal. */
  readonly clock: string;
}

/**
 * Asks for the digest of the day it is now by the clock: ledger row and outbox row in one statement, once a working day.
 * Nothing happens on a day off, or while the clock has no cycle under way.
 */
export async function requestDigest(db: Db | Trx, { clock }: RequestDigest): Promise<void> {
  await sql`
    with today as (
      select c.id cycle_id, (cycle_now(c.id) at time zone c.time_zone)::date as day from cycle c
       where coalesce(c.rehearsal_id::text, 'live') = ${clock} and c.launched_at is not null and c.archived_at is null
       order by c.id desc limit 1),
    asked as (
      insert into digest_day (clock, day)
      select ${clock}, t.day from today t
       where extract(isodow from t.day) < 6 and not exists (select from holiday h where h.day = t.day)
      on conflict do nothing returning clock, day)
    insert into outbox (urgency, cycle_id, workflow_type, workflow_id, input)
    select ${URGENCY.process}, t.cycle_id, 'digestWorkflow', 'digest/' || a.clock || '/' || a.day, jsonb_build_object('clock', a.clock, 'date', a.day::text)
      from asked a, today t`.execute(db);
}
