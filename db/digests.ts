import { sql } from 'kysely';
import type { Trx } from './in-transaction.ts';
import { MAIL_URGENCY } from './notifications.ts';

export interface HrPerson {
  readonly employee_id: string;
  /** Local date of the last digest by this clock. */
  readonly last_on: string | null;
}

export async function readHrPeople(trx: Trx, clock: string): Promise<readonly HrPerson[]> {
  const { rows } = await sql<HrPerson>`
    select r.employee_id,
           (select max(split_part(n.key, '/', 3)) from notification n
             where n.employee_id = r.employee_id and n.mail_kind = 'digest' and n.key like 'digest/' || ${clock}::text || '/%') last_on
      from role_assignment r where r.role = 'hr' order by r.employee_id`.execute(trx);
  return rows;
}

export interface DigestDay {
  readonly clock: string;
  /** Local date. */
  readonly date: string;
  /** The next day that is worked. */
  readonly nextDay: string;
  readonly now: string;
  readonly sendAt: string;
  /** For what belongs to no cycle in particular. */
  readonly cycleId: string;
  /** HR people with what is theirs to decide. */
  readonly hr: readonly {
    readonly employee_id: string;
    readonly for_hr: number;
    readonly told: number;
    readonly is_new: boolean;
  }[];
}

/**
 * One digest for every person with open tasks by the clock, if since their last one a task opened, became late or was escalated, or if one is
 * due on the next working day; and for HR people who have something new to decide. Nobody on leave gets one, nor who has left.
 */
export async function insertDigests(trx: Trx, { clock, date, nextDay, now, sendAt, cycleId, hr }: DigestDay): Promise<void> {
  await sql`
    with last as (
      select employee_id, max(send_at) at from notification
       where mail_kind = 'digest' and key like 'digest/' || ${clock}::text || '/%' group by employee_id),
    asked as materialized (
      select t.*, p.cycle_id from task t join process_run p on p.id = t.process_run_id
       where t.state = 'open' and t.due_at is not null and p.paused_at is null and p.state in ('open', 'failed')),
    own as (
      select t.assignee_id employee_id, max(t.cycle_id) cycle_id, count(*) open, count(*) filter (where t.due_at <= ${now}) late,
             bool_or(l.at is null or t.opened_at >= l.at or t.escalated_at > l.at or (t.due_at > l.at and t.due_at <= ${now})
                     or (t.due_at at time zone c.time_zone)::date between ${date}::date + 1 and ${nextDay}::date) is_new
        from asked t
        join cycle c on c.id = t.cycle_id
        left join last l on l.employee_id = t.assignee_id
       where coalesce(c.rehearsal_id::text, 'live') = ${clock} and c.launched_at is not null and c.archived_at is null
       group by t.assignee_id),
    hr as (
      select * from jsonb_to_recordset(${JSON.stringify(hr)}::jsonb) as h (employee_id bigint, for_hr int, told int, is_new boolean))
    insert into notification (key, cycle_id, employee_id, mail_kind, details, urgency, send_at)
    select 'digest/' || ${clock}::text || '/' || ${date}::text || '/' || employee_id, coalesce(o.cycle_id, ${cycleId}), employee_id, 'digest',
           jsonb_strip_nulls(jsonb_build_object('open', o.open, 'late', o.late, 'forHr', h.for_hr, 'told', h.told)), ${MAIL_URGENCY.digest}::smallint, ${sendAt}
      from own o full join hr h using (employee_id)
     where (o.is_new or h.is_new)
       and not exists (select from people_left(coalesce(o.cycle_id, ${cycleId})) l where l.employee_id = coalesce(o.employee_id, h.employee_id))
       and not exists (select from absence a where a.employee_id = coalesce(o.employee_id, h.employee_id) and ${date}::date between a.from_on and a.to_on)
    on conflict (key) do nothing`.execute(trx);
}

/** The day's digest is queued; a second time changes nothing. */
export async function finishDigestDay(
  trx: Trx,
  { clock, date }: { readonly clock: string; readonly date: string },
): Promise<void> {
  await sql`
    insert into digest_day (clock, day, finished_at) values (${clock}, ${date}, now())
    on conflict (clock, day) do update set finished_at = coalesce(digest_day.finished_at, now())`.execute(trx);
}
