import { sql } from 'kysely';
import { TASK_MAIL_KINDS, UNCOUNTED_MAIL_KINDS } from '../../domain/tasks/mail-kinds.ts';
import type { Check, NamedCheck } from './scene.ts';

interface Received {
  readonly to: readonly string[];
  readonly messageId: string;
  readonly headers: Readonly<Record<string, string>>;
}

interface Sent {
  readonly key: string;
  readonly message_id: string;
  readonly sent_to: string;
}

const MOST_MAILS = 10_000;

/** SMTP is at least once: the same Message-ID twice is one mail. */
const onceEach: Check = async ({ db, cycleId, mailboxUrl }) => {
  const { rows: twice } = await sql`
    select employee_id "employeeId", phase, mail_kind "mailKind", count(*)::int n from notification
     where cycle_id = ${cycleId} and state in ('sent', 'sending') and key like 'task/%'
       and mail_kind = any (${TASK_MAIL_KINDS}::text[])
     group by 1, 2, 3 having count(*) > 1`.execute(db);
  const { rows: shared } = await sql`
    select message_id "messageId", count(*)::int n
      from notification
     where cycle_id = ${cycleId} and message_id is not null
     group by 1
     having count(*) > 1`.execute(db);
  const { rows: unsent } = await sql`
    select id, state
      from notification n
     where cycle_id = ${cycleId} and state in ('queued', 'sending') and send_at <= cycle_now(cycle_id)`.execute(db);
  if (mailboxUrl === undefined) return [...twice, ...shared, ...unsent];
  const { rows: sent } = await sql<Sent>`
    select key, message_id, lower(sent_to) sent_to from notification where cycle_id = ${cycleId} and state = 'sent'`.execute(db);
  return [...twice, ...shared, ...unsent, ...compared(sent, await received(mailboxUrl))];
};

/** What was sent and never came, came under two names, or came without having been sent. */
function compared(sent: readonly Sent[], mails: readonly Received[]): readonly unknown[] {
  const byKey = new Map<string, Set<string>>();
  for (const { headers, messageId, to } of mails) {
    const key = headers['dure-notification'] ?? '';
    byKey.set(key, (byKey.get(key) ?? new Set()).add(`${messageId} ${to.join(' ')}`));
  }
  const ledger = new Map(sent.map((mail) => [mail.key, `${mail.message_id} ${mail.sent_to}`]));
  const wrong: unknown[] = [];
  for (const [key, mail] of ledger) {
    const came = byKey.get(key);
    if (came === undefined) wrong.push({ key, came: 0 });
    else if (came.size !== 1 || !came.has(mail)) wrong.push({ key, came: came.size });
  }
  return wrong;
}

async function received(mailboxUrl: string): Promise<readonly Received[]> {
  const mails: (Received & { readonly id: string })[] = [];
  for (;;) {
    const answer = await fetch(`${mailboxUrl}/mails?limit=${MOST_MAILS}&after=${mails.at(-1)?.id ?? '0'}`);
    const page = (await answer.json()) as (Received & { readonly id: string })[];
    mails.push(...page);
    if (page.length < MOST_MAILS) return mails;
  }
}

/**
 * Staff, and those who rate, review or sit in the committee, by the packs' numbers; days are the cycle's. Cycles of one year, period
 * and clock share the budget: nobody gets more because the rules of others are others. Each period of a year has a budget of its own, a day has one.
 */
const withinBudget: Check = async ({ db, cycleId }) => {
  const { rows } = await sql`
    with together as (
      select c.id, c.period, c.time_zone, c.committee, k.content->'mailBudget' budget
        from cycle c
        join policy_pack k on k.id = c.policy_pack_id
        join cycle asked on asked.id = ${cycleId} and asked.year = c.year
         and asked.rehearsal_id is not distinct from c.rehearsal_id),
    budget as (
      select sum(staff)::int staff, sum(rater)::int rater, max(per_day) per_day from (
        select coalesce(max((budget->>'staff')::int), 8) staff, coalesce(max((budget->>'rater')::int), 14) rater,
               coalesce(max((budget->>'perDay')::int), 2) per_day
          from together group by period) of_period),
    rates as (
      select e.rater_id id from evaluation e join together c on c.id = e.cycle_id
      union select e.reviewer_id from evaluation e join together c on c.id = e.cycle_id
      union
      select s.employee_id
        from calibration_seat s
        join process_run p on p.id = s.process_run_id
        join together c on c.id = p.cycle_id
      union
      select s.chair_id
        from calibration_session s
        join process_run p on p.id = s.process_run_id
        join together c on c.id = p.cycle_id
      union select (c.committee->>'chair')::bigint from together c),
    mail as (
      select n.employee_id, (n.send_at at time zone c.time_zone)::date as "day",
             n.employee_id in (select id from rates) rates
        from notification n join together c on c.id = n.cycle_id
       where n.state = 'sent' and n.mail_kind <> all (${UNCOUNTED_MAIL_KINDS}::text[]))
    select employee_id "employeeId", null::date as "day", count(*)::int mails from mail, budget
     group by employee_id, rates, staff, rater having count(*) > case when rates then rater else staff end
    union all
    select employee_id, "day", count(*)::int
      from mail, budget
     group by employee_id, "day", per_day
     having count(*) > per_day`.execute(db);
  return rows;
};

export const MAIL_CHECKS: readonly NamedCheck[] = [
  { name: 'every mail went once per person, kind and opening', check: onceEach },
  { name: 'mails are within the budget', check: withinBudget },
];
