import { sql } from 'kysely';
import type { DigestInput } from '../domain/process/messages.ts';
import { HR_ROLES } from '../domain/permissions.ts';
import type { Trx } from './in-transaction.ts';
import { MAIL_URGENCY } from './notifications.ts';
import { toldAt } from './own-mails.ts';

/** Cycles of one clock and one time zone: whose tasks one digest sums up. */
export type DigestPlace = Pick<DigestInput, 'clock' | 'timeZone'>;

export interface HrPerson {
  readonly employee_id: string;
  /** Whether they ask for what HR decides, not only approve it. */
  readonly asks: boolean;
  /** Local date of the last digest of the place. */
  readonly last_on: string | null;
  /** Who had left by then with something that lay with them. */
  readonly last_left: readonly string[] | null;
}

/** Everybody of HR, each once. */
export async function readHrPeople(trx: Trx, { clock, timeZone }: DigestPlace): Promise<readonly HrPerson[]> {
  const { rows } = await sql<HrPerson>`
    select r.employee_id, r.asks,
           (select (max(n.send_at) at time zone ${timeZone})::date::text
              from notification n join cycle c on c.id = n.cycle_id
             where n.employee_id = r.employee_id and n.mail_kind = 'digest'
               and coalesce(c.rehearsal_id::text, 'live') = ${clock} and c.time_zone = ${timeZone}) last_on,
           (select n.details->'left'
              from notification n join cycle c on c.id = n.cycle_id
             where n.employee_id = r.employee_id and n.mail_kind = 'digest'
               and coalesce(c.rehearsal_id::text, 'live') = ${clock} and c.time_zone = ${timeZone}
             order by n.id desc limit 1) last_left
      from (
        select employee_id, bool_or(role = 'hr') asks
          from role_assignment
         where role = any (${HR_ROLES})
         group by employee_id) r
     order by r.employee_id`.execute(trx);
  return rows;
}

export interface Digests extends DigestInput {
  readonly now: string;
  /** The first instant of the working day before, of the day after the next working day, and of tomorrow. */
  readonly lastDayFrom: string;
  readonly nextDayUntil: string;
  readonly tomorrow: string;
  /** Of each cycle of the place, the newest first: when its digest may go. */
  readonly cycles: readonly [DigestCycleSlot, ...DigestCycleSlot[]];
  /** HR people with what is theirs to decide. */
  readonly hr: readonly {
    readonly employee_id: string;
    readonly for_hr: number;
    readonly told: number;
    /** Ids of people who have left while something lies with them; null: nobody. */
    readonly left: readonly string[] | null;
    readonly is_new: boolean;
  }[];
}

export interface DigestCycleSlot {
  readonly id: string;
  readonly sendAt: string;
}

/**
 * One digest for every person with open tasks of the place, if since their last one a task opened, became late or was escalated of which no mail of
 * its own told or tells today, or if one is due on the next working day of which none told on this or the last working day; and for HR people who
 * have something new to decide or to hand on. Nobody on leave gets one, nor who has left.
 */
export async function insertDigests(trx: Trx, digests: Digests): Promise<void> {
  const { clock, timeZone, date, now, lastDayFrom, nextDayUntil, tomorrow, cycles, hr } = digests;
  await sql`
    with place as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(cycles)}::jsonb) as c (id bigint, "sendAt" timestamptz)),
    last as (
      select n.employee_id, max(n.send_at) at
        from notification n join cycle c on c.id = n.cycle_id
       where n.mail_kind = 'digest' and coalesce(c.rehearsal_id::text, 'live') = ${clock} and c.time_zone = ${timeZone}
       group by n.employee_id),
    asked as materialized (
      select t.*, p.cycle_id, p.phase
        from task t join process_run p on p.id = t.process_run_id join place c on c.id = p.cycle_id
       where t.state = 'open' and t.due_at is not null and p.paused_at is null and p.state in ('open', 'failed')),
    told as materialized (
      select t.*, coalesce(l.at, '-infinity') last_at, coalesce(${toldAt(sql`${tomorrow}`)}, '-infinity') told_at
        from asked t left join last l on l.employee_id = t.assignee_id),
    own as (
      select assignee_id employee_id, max(cycle_id) cycle_id, count(*) open,
             count(*) filter (where due_at <= ${now}) late,
             bool_or((opened_at >= last_at and told_at < opened_at)
                     or (escalated_at > last_at and told_at < escalated_at)
                     or (due_at > last_at and due_at <= ${now} and told_at < due_at)
                     or (due_at >= ${tomorrow} and due_at < ${nextDayUntil} and told_at < ${lastDayFrom})) is_new
        from told group by assignee_id),
    hr as (
      select *
        from jsonb_to_recordset(${JSON.stringify(hr)}::jsonb) as h (employee_id bigint, for_hr int, told int,
                                                                    "left" jsonb, is_new boolean)),
    reader as (
      select coalesce(o.cycle_id, ${cycles[0].id}) cycle_id, employee_id, o.open, o.late, h.for_hr, h.told, h."left"
        from own o full join hr h using (employee_id) where o.is_new or h.is_new)
    insert into notification (key, cycle_id, employee_id, mail_kind, details, urgency, send_at)
    select concat_ws('/', 'digest', ${clock}::text, ${date}::text, ${timeZone}::text, r.employee_id), r.cycle_id,
           r.employee_id, 'digest',
           jsonb_strip_nulls(jsonb_build_object(
                'open', r.open, 'late', r.late, 'forHr', r.for_hr, 'told', r.told, 'left', r."left")),
           ${MAIL_URGENCY.digest}::smallint, c."sendAt"
      from reader r join place c on c.id = r.cycle_id
     where not exists (select from people_left(r.cycle_id) l where l.employee_id = r.employee_id)
       and not exists (select from absence a
                        where a.employee_id = r.employee_id and ${date}::date between a.from_on and a.to_on)
    on conflict (key) do nothing`.execute(trx);
}

/** The day's digest is queued; a second time changes nothing. */
export async function finishDigestDay(trx: Trx, { clock, timeZone, date }: DigestInput): Promise<void> {
  await sql`
    insert into digest_day (clock, time_zone, day, finished_at) values (${clock}, ${timeZone}, ${date}, now())
    on conflict on constraint digest_day_pk do update set finished_at = coalesce(digest_day.finished_at, now())`.execute(trx);
}
