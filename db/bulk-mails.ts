import { sql } from 'kysely';
import { type DaysAway, afterWaiting, firstMailAt } from '../domain/cycle/first-mail.ts';
import { JOINING_MAIL_KINDS, type MailKind, UNCOUNTED_MAIL_KINDS } from '../domain/tasks/mail-kinds.ts';
import type { Trx } from './in-transaction.ts';
import { MAIL_URGENCY, lockMailsOf, mailCalendar, readMailFacts } from './notifications.ts';

export interface BulkMail {
  readonly key: string;
  readonly employeeId: string;
  readonly phase?: string;
  readonly taskId?: string;
  readonly mailKind: MailKind;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly urgency?: number;
}

export interface BulkMails {
  readonly cycleId: string;
  /** How much later by the cycle's clock the first may go. */
  readonly waitsMs: number;
  readonly mails: readonly BulkMail[];
}

/**
 * Queues mails of one cycle, each once under its key, under the rules of `queueMail` and in a fixed number of statements, however many. Of the kinds
 * that join, one that still waits takes the new one in: what many commands do to somebody on a day is one mail.
 * The last thing that a transaction does. Answers how many were new or taken in.
 */
export async function queueMails(trx: Trx, { cycleId, waitsMs, mails }: BulkMails): Promise<number> {
  const [first] = mails;
  if (first === undefined) return 0;
  await lockMailsOf(trx, mails);
  const facts = await readMailFacts(trx, { cycleId, employeeId: first.employeeId, key: first.key });
  if (facts === undefined) return 0;
  const known = await knownKeys(trx, mails);
  const fresh = mails.filter(({ key }) => !known.has(key));
  const joined = await join(trx, { cycleId, mails: fresh.filter(({ mailKind }) => JOINING_MAIL_KINDS.includes(mailKind)) });
  const rest = fresh.filter(({ key }) => !joined.has(key));
  const employeeIds = [...new Set(rest.map(({ employeeId }) => employeeId))];
  const others = await othersOf(trx, { cycleId, employeeIds });
  const away = await awayOf(trx, employeeIds);
  const { now, mail_from: mailFrom, mail_until: mailUntil, per_day: perDay } = facts;
  const calendar = mailCalendar(facts);
  const from = afterWaiting(now, waitsMs);
  // Nearly everybody's day is the same: worked out once for each kind of day.
  const slots = new Map<string, string>();
  const rows = rest.map(({ employeeId, ...mail }) => {
    const day = { others: others.get(employeeId) ?? [], away: away.get(employeeId) ?? [] };
    const name = JSON.stringify(day);
    const sendAt = slots.get(name) ?? firstMailAt({ from, calendar, hours: { mailFrom, mailUntil }, perDay, ...day });
    slots.set(name, sendAt);
    others.set(employeeId, [...day.others, sendAt]);
    return { ...mail, employeeId, sendAt };
  });
  const { numAffectedRows } = await sql`
    insert into notification (key, cycle_id, employee_id, mail_kind, phase, task_id, details, urgency, send_at)
    select key, ${cycleId}, "employeeId", "mailKind", phase, "taskId", coalesce(details, '{}'),
           coalesce(urgency, ${MAIL_URGENCY.ordinary}::smallint), "sendAt"
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
           as r(key text, "employeeId" bigint, phase text, "taskId" bigint, "mailKind" text, details jsonb,
                urgency smallint, "sendAt" timestamptz)
    on conflict (key) do nothing`.execute(trx);
  return joined.size + Number(numAffectedRows ?? 0n);
}

/** Adds to mails that wait what these would tell: the tasks and people they name. Answers the keys of those that were taken in. */
async function join(
  trx: Trx,
  { cycleId, mails }: { readonly cycleId: string; readonly mails: readonly BulkMail[] },
): Promise<ReadonlySet<string>> {
  if (mails.length === 0) return new Set();
  const both = (name: string) => sql`
    (select jsonb_agg(distinct x) from jsonb_array_elements(
       coalesce(n.details->${sql.lit(name)}, '[]') || coalesce(r.details->${sql.lit(name)}, '[]')) x)`;
  const { rows } = await sql<{ key: string }>`
    update notification n
       set phase = case when n.phase = r.phase then n.phase end,
           details = jsonb_strip_nulls(n.details || coalesce(r.details, '{}')
             || jsonb_build_object('taskIds', ${both('taskIds')}, 'superiorIds', ${both('superiorIds')},
                                   'posts', ${both('posts')}))
      from jsonb_to_recordset(${JSON.stringify(mails)}::jsonb)
           as r(key text, "employeeId" bigint, phase text, "mailKind" text, details jsonb)
     where n.employee_id = r."employeeId" and n.cycle_id = ${cycleId} and n.mail_kind = r."mailKind"
       and n.state = 'queued'
    returning r.key`.execute(trx);
  return new Set(rows.map(({ key }) => key));
}

async function knownKeys(trx: Trx, mails: readonly BulkMail[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{
    key: string;
  }>`select key from notification where key = any (${mails.map(({ key }) => key)}::text[])`.execute(trx);
  return new Set(rows.map(({ key }) => key));
}

interface Reached {
  readonly cycleId: string;
  readonly employeeIds: readonly string[];
}

/** Instants of the mails that each gets already by the same clock. */
async function othersOf(trx: Trx, { cycleId, employeeIds }: Reached): Promise<Map<string, readonly string[]>> {
  const { rows } = await sql<{ employee_id: string; instants: string[] }>`
    with c as materialized (select id, rehearsal_id, cycle_now(id) now from cycle where id = ${cycleId})
    select n.employee_id, jsonb_agg(n.send_at order by n.send_at) instants
      from notification n join cycle o on o.id = n.cycle_id join c on o.rehearsal_id is not distinct from c.rehearsal_id
     where n.employee_id = any (${employeeIds}::bigint[]) and n.send_at >= c.now - interval '1 day'
       and n.state <> 'dropped'
       and n.mail_kind <> all (${UNCOUNTED_MAIL_KINDS}::text[]) group by 1`.execute(trx);
  return new Map(rows.map(({ employee_id, instants }) => [employee_id, instants]));
}

async function awayOf(trx: Trx, employeeIds: readonly string[]): Promise<ReadonlyMap<string, readonly DaysAway[]>> {
  const { rows } = await sql<{ employee_id: string; away: DaysAway[] }>`
    select employee_id, jsonb_agg(jsonb_build_object('from', from_on::text, 'to', to_on::text) order by from_on) away
      from absence where employee_id = any (${employeeIds}::bigint[]) group by 1`.execute(trx);
  return new Map(rows.map(({ employee_id, away }) => [employee_id, away]));
}
