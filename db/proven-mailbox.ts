import { type RawBuilder, sql } from 'kysely';

// One account of HR gives anybody any mailbox, and takes it back a minute later. So what an account says by its mailbox it says by the one that
// somebody has answered for: that before its first change that counts and nobody has answered. Expressions of ids are
// given with the name of their table.

/** The address before the first open change of each account that has one. */
const LEFT = sql`(
  select distinct on (employee_id) employee_id, old_email
    from address_change
   where answer is null and old_email is not null and counts <> '{}'
   order by employee_id, id)`;

/** The address of an account that was the last one to be answered for. */
export function lastAnswered(employeeId: RawBuilder<unknown>): RawBuilder<string> {
  return sql<string>`coalesce(
    (select open_change.old_email from address_change open_change
      where open_change.employee_id = ${employeeId} and open_change.answer is null
        and open_change.old_email is not null and open_change.counts <> '{}' order by open_change.id limit 1),
    (select account.email from employee account where account.id = ${employeeId}))`;
}

/** By which an account may be the same person as another; null: it was made while a cycle ran, and nobody but who made it says whose it is. */
export function provenMailbox(employeeId: RawBuilder<unknown>): RawBuilder<string | null> {
  return sql<string | null>`(
    select lower(${lastAnswered(employeeId)})
     where not exists (
           select from address_change creation
            where creation.employee_id = ${employeeId} and creation.answer is null
              and creation.old_email is null and creation.counts <> '{}'))`;
}

/** Every account with a mailbox, of today or proven, that one of these has: a query of `id`. */
export function accountsSharing(employeeIds: RawBuilder<unknown>): RawBuilder<{ id: string }> {
  return sql`(
    with known as materialized (
      select id, lower(email) mailbox from employee where id in (${employeeIds})
      union
      select employee_id, lower(old_email) from ${LEFT} l where employee_id in (${employeeIds}))
    select a.id from employee a where lower(a.email) in (select mailbox from known)
    union
    select l.employee_id from ${LEFT} l where lower(l.old_email) in (select mailbox from known))`;
}
