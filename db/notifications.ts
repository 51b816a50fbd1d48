import { sql } from 'kysely';
import { type BusinessCalendar, businessCalendar } from '../domain/cycle/calendar.ts';
import { firstMailAt } from '../domain/cycle/first-mail.ts';
import { type AccountMailKind, UNCOUNTED_MAIL_KINDS } from '../domain/tasks/mail-kinds.ts';
import type { Trx } from './in-transaction.ts';

/** What decides when a person's mail may go. */
export interface MailFacts {
  readonly already: boolean;
  readonly now: string;
  readonly time_zone: string;
  readonly mail_from: string;
  readonly mail_until: string;
  readonly per_day: number;
  readonly holidays: readonly string[];
  readonly away: readonly { readonly from: string; readonly to: string }[];
  /** Instants of mails by the same clock from today on, digests and sign-in mails left out. */
  readonly others: readonly string[];
}

/** The days on which mails may go, of the facts. */
export function mailCalendar({ holidays, time_zone }: Pick<MailFacts, 'holidays' | 'time_zone'>): BusinessCalendar {
  return businessCalendar(
    holidays.map((date) => ({ date, name: date })),
    time_zone,
  );
}

/** The first slot from an instant on that is free by the facts. */
export function freeSlot(facts: MailFacts, from: string): string {
  const { mail_from: mailFrom, mail_until: mailUntil, per_day: perDay, away, others } = facts;
  return firstMailAt({ from, calendar: mailCalendar(facts), hours: { mailFrom, mailUntil }, away, others, perDay });
}

export interface MailFactsQuery {
  readonly cycleId: string;
  readonly employeeId: string;
  readonly key: string;
}

/** One statement; undefined if there is no such cycle. */
export async function readMailFacts(trx: Trx, { cycleId, employeeId, key }: MailFactsQuery): Promise<MailFacts | undefined> {
  const { rows } = await sql<MailFacts>`
    with c as materialized (select *, cycle_now(id) now from cycle where id = ${cycleId})
    select exists (select from notification where key = ${key}) already,
           c.now, c.time_zone, c.mail_from, c.mail_until,
           coalesce((k.content->'mailBudget'->>'perDay')::int, 2) per_day,
           (select coalesce(jsonb_agg(h.day::text), '[]')
              from holiday h
             where h.day between c.now::date - 1 and c.now::date + 400) holidays,
           (select coalesce(jsonb_agg(jsonb_build_object('from', a.from_on::text, 'to', a.to_on::text)), '[]')
              from absence a where a.employee_id = ${employeeId} and a.to_on >= c.now::date - 1) away,
           (select coalesce(jsonb_agg(n.send_at), '[]')
              from notification n join cycle o on o.id = n.cycle_id
             where n.employee_id = ${employeeId} and n.send_at >= c.now - interval '1 day' and n.state <> 'dropped'
               and o.rehearsal_id is not distinct from c.rehearsal_id
               and n.mail_kind <> all (${UNCOUNTED_MAIL_KINDS}::text[])) others
      from c join policy_pack k on k.id = c.policy_pack_id`.execute(trx);
  return rows[0];
}

// Postgres keeps locks of its kind for some thousand of names only, and a command may write to a hundred thousand people.
const LOCKS = 256;

/**
 * Until the transaction ends nobody else queues for these people; whoever counts their mails afterwards misses none. Mails that stand under their
 * key already take no lock. The last locks of every transaction, and for all people at once: two that take them never wait for each other.
 */
export async function lockMailsOf(
  trx: Trx,
  mails: readonly { readonly key?: string; readonly employeeId: string }[],
): Promise<void> {
  const keys = mails.map(({ key }) => key ?? null);
  const employeeIds = mails.map(({ employeeId }) => employeeId);
  await sql`
    with lock as materialized (
      select distinct (m.employee_id % ${LOCKS})::int n
        from unnest(${keys}::text[], ${employeeIds}::bigint[]) m (key, employee_id)
       where not exists (select from notification o where o.key = m.key) order by n)
    select pg_advisory_xact_lock(hashtext('dure.mails'), n) from lock`.execute(trx);
}

/** Small numbers go first: who waits at the sign-in page, whose address changed, then what is late, then the year's tasks and notices, then what sums them up. */
export const MAIL_URGENCY = { signIn: 1, security: 2, overdue: 3, ordinary: 5, digest: 6 } as const;

export interface NewNotification {
  readonly key: string;
  readonly cycleId: string | null;
  readonly employeeId: string;
  readonly mailKind: string;
  readonly phase: string | null;
  readonly taskId: string | null;
  readonly details: Readonly<Record<string, unknown>>;
  readonly urgency: number;
  /** Null: now, by the database's clock. */
  readonly sendAt: string | null;
}

/** A second one under the same key changes nothing. */
export async function insertNotification(trx: Trx, mail: NewNotification): Promise<void> {
  await sql`
    insert into notification (key, cycle_id, employee_id, mail_kind, phase, task_id, details, urgency, send_at)
    values (${mail.key}, ${mail.cycleId}, ${mail.employeeId}, ${mail.mailKind}, ${mail.phase}, ${mail.taskId},
            ${JSON.stringify(mail.details)}::jsonb, ${mail.urgency}, coalesce(${mail.sendAt}::timestamptz, now()))
    on conflict (key) do nothing`.execute(trx);
}

export interface Notices {
  readonly employeeIds: readonly string[];
  readonly keyOf: (employeeId: string) => string;
  readonly mailKind: AccountMailKind;
  readonly details: Readonly<Record<string, unknown>>;
  readonly urgency: number;
}

/** The same mail of no cycle to many people, now. */
export async function insertNotices(trx: Trx, { employeeIds, keyOf, mailKind, details, urgency }: Notices): Promise<void> {
  const rows = employeeIds.map((employeeId) => ({ key: keyOf(employeeId), employeeId }));
  await sql`
    insert into notification (key, employee_id, mail_kind, details, urgency, send_at)
    select x.key, x."employeeId", ${mailKind}, ${JSON.stringify(details)}::jsonb, ${urgency}, now()
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(key text, "employeeId" bigint)
    on conflict (key) do nothing`.execute(trx);
}
