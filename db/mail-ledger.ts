import { sql } from 'kysely';
import { UNCOUNTED_MAIL_KINDS } from '../domain/tasks/mail-kinds.ts';
import type { Db } from './connection.ts';
import { PREPARED } from './prepared-pool.ts';
import { type Trx, inTransaction } from './in-transaction.ts';
import { freeSlot, lockMailsOf, readMailFacts } from './notifications.ts';

// The ledger's states: queued → sending (a lease on `try_at`) → sent, dead, or dropped.

export interface ClaimedMail {
  readonly id: string;
  readonly employee_id: string;
  readonly attempts: number;
}

export interface Claim {
  readonly limit: number;
  /** Mails that were tried before, or those that were not. */
  readonly again: boolean;
  /** People whose mail is on its way: one address at a time. */
  readonly notTo: readonly string[];
  readonly leaseSeconds: number;
}

/** Takes mails that are due by their cycle's clock, urgent ones first; a lease that ran out is taken again. */
export async function claimMails(db: Db, { limit, again, notTo, leaseSeconds }: Claim): Promise<readonly ClaimedMail[]> {
  const { rows } = await sql<ClaimedMail>`${PREPARED}
    with clocks as materialized (select id, cycle_now(id) now from cycle)
    update notification set state = 'sending', attempts = attempts + 1, try_at = now() + make_interval(secs => ${leaseSeconds})
     where id = any (array(
       select n.id from notification n left join clocks c on c.id = n.cycle_id
        where n.state in ('queued', 'sending') and n.try_at <= now() and (n.attempts > 0) = ${again}
          and n.employee_id <> all (${notTo}::bigint[]) and n.send_at <= coalesce(c.now, now())
        order by n.urgency, n.send_at, n.id limit ${limit} for update of n skip locked))
    returning id, employee_id, attempts`.execute(db);
  return rows;
}

/** Before it goes: what it is called, and where to. */
export async function recordSending(
  db: Db,
  mail: { readonly id: string; readonly messageId: string; readonly to: string },
): Promise<void> {
  await sql`update notification set message_id = ${mail.messageId}, sent_to = ${mail.to} where id = ${mail.id}`.execute(db);
}

/** It went. */
export async function recordSent(db: Db, id: string): Promise<void> {
  await sql`
    update notification set state = 'sent', sent_at = now(), dead_why = null
     where id = ${id} and state = 'sending'`.execute(db);
}

/** It will not go: `dropped` has nothing to say any more, `dead` waits for HR. */
export async function recordEnd(
  db: Db,
  end: { readonly id: string; readonly state: 'dead' | 'dropped'; readonly why: string | null },
): Promise<void> {
  await sql`
    update notification set state = ${end.state}, dead_why = ${end.why}
     where id = ${end.id} and state = 'sending'`.execute(db);
}

/** Tried again after a while; `free` does not count as a try. */
export async function recordRetry(
  db: Db,
  retry: { readonly id: string; readonly inSeconds: number; readonly free: boolean },
): Promise<void> {
  await sql`
    update notification set state = 'queued', try_at = now() + make_interval(secs => ${retry.inSeconds}),
           attempts = attempts - ${retry.free ? 1 : 0}
     where id = ${retry.id} and state = 'sending'`.execute(db);
}

/** The person is away: it goes when they are back, or on a later day where that one is full. */
export async function recordPostponed(db: Db, { id, sendAt }: { readonly id: string; readonly sendAt: string }): Promise<void> {
  await inTransaction(db, async (trx) => {
    const at = await freeFrom(trx, { id, sendAt });
    await sql`
      update notification set state = 'queued', send_at = ${at}, try_at = now(), attempts = attempts - 1
       where id = ${id} and state = 'sending'`.execute(trx);
  });
}

async function freeFrom(trx: Trx, { id, sendAt }: { readonly id: string; readonly sendAt: string }): Promise<string> {
  const { key, employee_id, cycle_id, mail_kind } = await trx
    .selectFrom('notification')
    .select(['key', 'employee_id', 'cycle_id', 'mail_kind'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  if (cycle_id === null || (UNCOUNTED_MAIL_KINDS as readonly string[]).includes(mail_kind)) return sendAt;
  await lockMailsOf(trx, [{ employeeId: employee_id }]);
  const facts = await readMailFacts(trx, { cycleId: cycle_id, employeeId: employee_id, key });
  return facts === undefined ? sendAt : freeSlot(facts, sendAt);
}

/** A dead mail is queued again, under the same Message-ID. Answers its cycle; undefined if it is not dead. */
export async function reviveMail(trx: Trx, id: string): Promise<{ readonly cycle_id: string | null } | undefined> {
  const { rows } = await sql<{ cycle_id: string | null }>`
    update notification set state = 'queued', attempts = 0, try_at = now(), dead_why = null
     where id = ${id} and state = 'dead' returning cycle_id`.execute(trx);
  return rows[0];
}
