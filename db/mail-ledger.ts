import { sql } from 'kysely';
import { isCounted, UNCOUNTED_MAIL_KINDS } from '../domain/tasks/mail-kinds.ts';
import type { Db } from './connection.ts';
import { PREPARED } from './prepared-pool.ts';
import { type Trx, inTransaction } from './in-transaction.ts';
import { MAIL_URGENCY, freeSlot, lockMailsOf, readMailFacts } from './notifications.ts';

// The ledger's states: queued → sending (a lease on `try_at`) → sent, dead, or dropped.

/** A mail that a worker took. Once its lease ran out and another took it, `claim` is another and nothing is recorded under this one. */
export interface Lease {
  readonly id: string;
  readonly claim: number;
}

export interface ClaimedMail extends Lease {
  readonly employee_id: string;
  readonly attempts: number;
}

/** Who waits at the sign-in page; mails that were never tried, these among them; mails that failed before. */
export type Lane = 'sign-in' | 'first' | 'again';

export interface Claim {
  readonly lane: Lane;
  readonly limit: number;
  /** People whose mail is on its way: one address at a time. */
  readonly notTo: readonly string[];
  readonly leaseSeconds: number;
}

const TRIED = sql`n.state in ('queued', 'sending') and n.attempts > 0`;
const NEW = sql`n.state = 'queued' and n.attempts = 0`;
/** Looked at for each that is taken: another worker may take some of them at the same moment. */
const MORE = 4;

/**
 * Takes mails that are due by their cycle's clock, urgent ones first; a lease that ran out is taken again. Reads what is due and nothing of what waits:
 * mails that were never tried by their clock, urgency and hour, the others by when they are tried again.
 */
export async function claimMails(db: Db, { lane, limit, notTo, leaseSeconds }: Claim): Promise<readonly ClaimedMail[]> {
  const urgencies = lane === 'sign-in' ? [MAIL_URGENCY.signIn] : Object.values(MAIL_URGENCY);
  const again = lane === 'again';
  const due = again
    ? sql`
      select n.id from notification n join clocks c on c.id = coalesce(n.cycle_id, 0)
       where ${TRIED} and n.try_at <= now() and n.send_at <= c.now and n.employee_id <> all (${notTo}::bigint[])`
    : sql`
      select m.id
        from clocks c
       cross join unnest(${urgencies}::smallint[]) u (urgency)
       cross join lateral (
         select n.id from notification n
          where coalesce(n.cycle_id, 0) = c.id and n.urgency = u.urgency and ${NEW} and n.send_at <= c.now
            and n.try_at <= now() and n.employee_id <> all (${notTo}::bigint[])
          order by n.send_at, n.id limit ${limit * MORE}) m`;
  const { rows } = await sql<ClaimedMail>`${PREPARED}
    with clocks as materialized (select id, cycle_now(id) now from cycle union all select 0, now()),
    due as materialized (${due})
    update notification
       set state = 'sending', attempts = attempts + 1, claim = claim + 1,
           try_at = now() + make_interval(secs => ${leaseSeconds})
     where id = any (array(
       select n.id from notification n
        where n.id in (select id from due) and ${again ? TRIED : NEW} and n.try_at <= now()
        order by n.urgency, n.send_at, n.id limit ${limit} for update of n skip locked))
    returning id, claim, employee_id, attempts`.execute(db);
  return rows;
}

/** Holds mails for longer. One that another took meanwhile is left to it. */
export async function renewLeases(db: Db, leases: readonly Lease[], leaseSeconds: number): Promise<void> {
  await sql`
    update notification n set try_at = now() + make_interval(secs => ${leaseSeconds})
      from unnest(${leases.map(({ id }) => id)}::bigint[], ${leases.map(({ claim }) => claim)}::int[]) held (id, claim)
     where n.id = held.id and n.claim = held.claim and n.state = 'sending'`.execute(db);
}

const isHeld = ({ id, claim }: Lease) => sql`id = ${id} and claim = ${claim} and state = 'sending'`;

/** Before it goes: what it is called, and where to. False: another took it, and it must not go. */
export async function recordSending(
  db: Db,
  lease: Lease,
  { messageId, to }: { readonly messageId: string; readonly to: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update notification set message_id = ${messageId}, sent_to = ${to} where ${isHeld(lease)}`.execute(db);
  return numAffectedRows === 1n;
}

/** It went. */
export async function recordSent(db: Db, lease: Lease): Promise<void> {
  await sql`
    update notification set state = 'sent', sent_at = now(), fault = null, failing_since = null
     where ${isHeld(lease)}`.execute(db);
}

/** It will not go: `dropped` has nothing to say any more, `dead` waits for HR. */
export async function recordEnd(
  db: Db,
  lease: Lease,
  end: { readonly state: 'dead'; readonly fault: string } | { readonly state: 'dropped'; readonly fault: string | null },
): Promise<void> {
  await sql`
    update notification set state = ${end.state}, fault = ${end.fault}
     where ${isHeld(lease)}`.execute(db);
}

/** It was not tried: whoever is free takes it. */
export async function recordUntried(db: Db, lease: Lease): Promise<void> {
  await sql`update notification set state = 'queued', try_at = now(), attempts = attempts - 1 where ${isHeld(lease)}`.execute(db);
}

export interface FailedTry {
  /** Until it is tried again. */
  readonly inSeconds: number;
  /** After so many of its kind it is dead. */
  readonly mostTries: number;
}

export type RefusedTry = FailedTry & {
  readonly fault: string;
  /** After it was refused for so long it is dead too. */
  readonly mostDays: number;
};

type AfterFailure = 'queued' | 'dead' | undefined;

const NOT_COMPOSED = 'not-composed';

/** It was refused: tried again later, or dead. Answers which. */
export async function recordRefused(
  db: Db,
  lease: Lease,
  { fault, inSeconds, mostTries, mostDays }: RefusedTry,
): Promise<AfterFailure> {
  const { rows } = await sql<{ state: 'queued' | 'dead' }>`
    with held as (
      select id,
             case when fault is distinct from ${NOT_COMPOSED} then coalesce(failing_since, now()) else now() end since
        from notification where ${isHeld(lease)} for update)
    update notification n
       set state = case when n.attempts - n.uncomposed >= ${mostTries}
                             or held.since <= now() - make_interval(days => ${mostDays})
                        then 'dead' else 'queued' end,
           fault = ${fault}, failing_since = held.since, try_at = now() + make_interval(secs => ${inSeconds})
      from held where n.id = held.id returning n.state`.execute(db);
  return rows[0]?.state;
}

/** It could not be composed: tried again later, or dead. Answers which. */
export async function recordUncomposed(db: Db, lease: Lease, { inSeconds, mostTries }: FailedTry): Promise<AfterFailure> {
  const { rows } = await sql<{ state: 'queued' | 'dead' }>`
    update notification
       set state = case when uncomposed + 1 >= ${mostTries} then 'dead' else 'queued' end,
           uncomposed = uncomposed + 1,
           failing_since = case when fault = ${NOT_COMPOSED} then failing_since else now() end,
           fault = ${NOT_COMPOSED}, try_at = now() + make_interval(secs => ${inSeconds})
     where ${isHeld(lease)} returning state`.execute(db);
  return rows[0]?.state;
}

/** It goes at another time, or on a later day where that one is full. */
export async function recordPostponed(db: Db, lease: Lease, sendAt: string): Promise<void> {
  await inTransaction(db, async (trx) => {
    const at = await freeFrom(trx, { id: lease.id, sendAt });
    await sql`
      update notification set state = 'queued', send_at = ${at}, try_at = now(), attempts = attempts - 1
       where ${isHeld(lease)}`.execute(trx);
  });
}

export interface Back {
  readonly employeeId: string;
  /** Last local day of the absence as it was: what waits for it waits for a later one. */
  readonly before: string;
}

/** Mails that wait for somebody to be back are of a day before now: they find a free place when they are taken. */
export async function releaseMails(trx: Trx, { employeeId, before }: Back): Promise<void> {
  await lockMailsOf(trx, [{ employeeId }]);
  await sql`
    update notification n set send_at = cycle_now(c.id) - interval '1 day'
      from cycle c
     where c.id = n.cycle_id and n.employee_id = ${employeeId} and n.state = 'queued'
       and n.mail_kind <> all (${UNCOUNTED_MAIL_KINDS}::text[])
       and n.send_at > cycle_now(c.id) and (n.send_at at time zone c.time_zone)::date > ${before}::date`.execute(trx);
}

async function freeFrom(trx: Trx, { id, sendAt }: { readonly id: string; readonly sendAt: string }): Promise<string> {
  const { key, employee_id, cycle_id, mail_kind } = await trx
    .selectFrom('notification')
    .select(['key', 'employee_id', 'cycle_id', 'mail_kind'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  if (cycle_id === null || !isCounted(mail_kind)) return sendAt;
  await lockMailsOf(trx, [{ employeeId: employee_id }]);
  const facts = await readMailFacts(trx, { cycleId: cycle_id, employeeId: employee_id, key });
  return facts === undefined ? sendAt : freeSlot(facts, sendAt);
}

/** Of a dead mail that is queued again. */
export const AS_NEW = sql`
  state = 'queued', attempts = 0, uncomposed = 0, try_at = now(), failing_since = null, fault = null`;

/** A dead mail is queued again, under the same Message-ID. Answers its cycle; undefined if it is not dead. */
export async function reviveMail(trx: Trx, id: string): Promise<{ readonly cycle_id: string | null } | undefined> {
  const { rows } = await sql<{ cycle_id: string | null }>`
    update notification set ${AS_NEW}
     where id = ${id} and state = 'dead' returning cycle_id`.execute(trx);
  return rows[0];
}
