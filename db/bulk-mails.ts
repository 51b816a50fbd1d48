import { sql } from 'kysely';
import { UNCOUNTED_MAIL_KINDS } from '../domain/tasks/mail-kinds.ts';
import type { Trx } from './in-transaction.ts';

export interface BulkMail {
  readonly key: string;
  readonly employeeId: string;
  readonly phase: string;
  readonly taskId: string;
  readonly mailKind: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/**
 * Queues mails of one cycle, each once under its key, in one statement: from `from` on in the mail hours of a working day, not while somebody is
 * on leave, not above the mails that the pack allows in a day. Answers how many were new.
 */
export async function queueMails(
  trx: Trx,
  { cycleId, from, mails }: { readonly cycleId: string; readonly from: string; readonly mails: readonly BulkMail[] },
): Promise<number> {
  if (mails.length === 0) return 0;
  const { numAffectedRows } = await sql`
    with c as materialized (
      select c.id, c.rehearsal_id, c.time_zone, c.mail_from::time opens, ${from}::timestamptz at time zone c.time_zone at_local,
             coalesce((k.content->'mailBudget'->>'perDay')::int, 2) per_day
        from cycle c join policy_pack k on k.id = c.policy_pack_id where c.id = ${cycleId}),
    m as materialized (
      select r.*, row_number() over (partition by r."employeeId" order by r.key) - 1 nth
        from jsonb_to_recordset(${JSON.stringify(mails)}::jsonb)
             as r(key text, "employeeId" bigint, phase text, "taskId" bigint, "mailKind" text, details jsonb)
       where not exists (select from notification n where n.key = r.key)),
    days as materialized (
      select d::date d, row_number() over (order by d) n from c, generate_series(c.at_local::date, c.at_local::date + 120, interval '1 day') d
       where extract(isodow from d) < 6 and not exists (select from holiday h where h.day = d::date))
    insert into notification (key, cycle_id, employee_id, mail_kind, phase, task_id, details, send_at)
    select m.key, c.id, m."employeeId", m."mailKind", m.phase, m."taskId", coalesce(m.details, '{}'), greatest(c.at_local, slot.d + c.opens) at time zone c.time_zone
      from m cross join c cross join lateral (
        select days.d from days
         where not exists (select from absence a where a.employee_id = m."employeeId" and days.d between a.from_on and a.to_on)
           and m.nth + (select count(*) from notification n join cycle o on o.id = n.cycle_id
                 where n.employee_id = m."employeeId" and n.state <> 'dropped' and n.mail_kind <> all (${UNCOUNTED_MAIL_KINDS}::text[])
                   and o.rehearsal_id is not distinct from c.rehearsal_id and (n.send_at at time zone c.time_zone)::date = days.d) < c.per_day
         order by days.d limit 1) slot
    on conflict (key) do nothing`.execute(trx);
  return Number(numAffectedRows ?? 0n);
}
