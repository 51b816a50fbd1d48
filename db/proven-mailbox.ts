import { type RawBuilder, sql } from 'kysely';
import type { Trx } from './in-transaction.ts';

// One account of HR gives anybody any mailbox, takes it back a minute later, and makes whom it likes. So an account says by its
// mailbox whose it is only where somebody has answered for that: `proven_email`. It is written by what two persons have seen and by
// who answers, here and in first-launch.ts. What lets somebody do something goes by whole addresses, what refuses it by `mailbox_of`.
// Expressions of ids are given with the name of their table.

/** Whether change `a` is that somebody of HR made the account while a cycle ran, and nobody else has said whose it is. */
export const IS_OPEN_CREATION = sql<boolean>`(
  a.answer is null and a.old_email is null and a.objection_to is null and a.counts <> '{}'
  and a.changed_by is not null)`;

/** The address of an account that was the last one to be answered for; the one of today while nobody was asked, or nobody has answered. */
export function lastAnswered(employeeId: RawBuilder<unknown>): RawBuilder<string> {
  return sql<string>`(
    select coalesce(account.proven_email, account.email) from employee account where account.id = ${employeeId})`;
}

/** The mailbox of account `account` that was answered for, as today's was where nobody was asked; null: it was asked and nobody has answered. */
const ANSWERED_MAILBOX: RawBuilder<string | null> = sql`mailbox_of(coalesce(
  account.proven_email,
  case when not exists (
              select from address_change a
               where a.employee_id = account.id and a.answer is null and a.counts <> '{}')
       then account.email end))`;

/** By which an account may be the same person as another; null: nobody has said whose it is, though it was asked. */
export function provenMailbox(employeeId: RawBuilder<unknown>): RawBuilder<string | null> {
  return sql<string | null>`(select ${ANSWERED_MAILBOX} from employee account where account.id = ${employeeId})`;
}

/** Somebody has said that these people are who reads the address that they have now. */
export async function proveToday(trx: Trx, employeeIds: readonly string[]): Promise<void> {
  await sql`update employee set proven_email = email where id = any (${employeeIds}::bigint[])`.execute(trx);
}

/** It is disputed whose these accounts are: no address of them is answered for. */
export async function proveNothing(trx: Trx, employeeIds: readonly string[]): Promise<void> {
  await sql`update employee set proven_email = null where id = any (${employeeIds}::bigint[])`.execute(trx);
}

/** Somebody may have made themselves, or two each other, before anything counted. */
const makers = (employeeId: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  maker (id, steps) as (
    select ${employeeId}::bigint, 0
    union all
    select a.changed_by, m.steps + 1
      from maker m join address_change a on a.employee_id = m.id and ${IS_OPEN_CREATION})
  cycle id set is_again using way`;

/** An account, who made it while nobody else has answered for it, who made that one, and so on: a query of `id`. */
export function withMakers(employeeId: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(with recursive ${makers(employeeId)} select id from maker)`;
}

/**
 * The mailbox of who decides by an account: of whoever made it, while nobody else has answered for it. Accounts with the same one are one where two are
 * needed.
 */
export function decidersMailbox(employeeId: RawBuilder<unknown>): RawBuilder<string> {
  return sql<string>`(
    with recursive ${makers(employeeId)}
    select mailbox_of(${lastAnswered(sql`maker.id`)}) from maker order by steps desc limit 1)`;
}

/**
 * Every account of the people who have these, a query of ids: those with the proven mailbox of one of them, and those to which who has it gave it, also
 * where nobody else has answered for that. A query of `id`.
 */
export function accountsWith(employeeIds: RawBuilder<unknown>): RawBuilder<{ id: string }> {
  return sql`(
    with known as materialized (
      select account.id, ${ANSWERED_MAILBOX} mailbox from employee account where account.id in (${employeeIds}))
    select id from known
    union
    select e.id
      from employee e
      join known k on k.mailbox = mailbox_of(e.email)
      left join lateral (
        select a.id, a.changed_by from address_change a
         where a.employee_id = e.id and a.answer is null and a.counts <> '{}' and a.objection_to is null
           and (a.old_email is not null or a.changed_by is not null)
         order by a.id desc limit 1) o on true
     where o.id is null or mailbox_of(${lastAnswered(sql`o.changed_by`)}) = k.mailbox
    union
    select e.id from employee e join known k on k.mailbox = mailbox_of(e.proven_email))`;
}
