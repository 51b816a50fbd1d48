import { type RawBuilder, sql } from 'kysely';
import { HR_ROLES } from '../domain/permissions.ts';
import type { Own } from '../domain/two-persons/own-case.ts';
import type { Db } from './connection.ts';
import { groupNamesOf } from './enrolment.ts';
import type { Trx } from './in-transaction.ts';
import { accountsWith, decidersMailbox, provenMailbox, withMakers } from './proven-mailbox.ts';

/** Ids of every account of the person who has one of these, whoever of HR made or readdressed others. */
export function accountsOf(employeeIds: readonly string[]): RawBuilder<{ id: string }> {
  return accountsWith(sql`select unnest(${employeeIds}::bigint[])`);
}

/** Whether two accounts, expressions of ids, are one person's. For what is left out by that: by proven mailboxes only. */
export function areOnePerson(one: RawBuilder<unknown>, other: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql`coalesce(${one} = ${other} or ${provenMailbox(one)} = ${provenMailbox(other)}, false)`;
}

/** Whether two accounts, expressions of ids, may be one person's. For what two persons decide: whom nobody has answered for is one with who made them. */
export function mayBeOnePerson(one: RawBuilder<unknown>, other: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql`coalesce(${decidersMailbox(one)} = ${decidersMailbox(other)}, false)`;
}

/**
 * Whether somebody is rated in a group, by any account of theirs; both are expressions of ids. Their accounts are found once and looked up in the group,
 * which may have thousands of people, not the other way round.
 */
export function isRatedIn(groupId: RawBuilder<unknown>, who: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql`exists (
    with account as materialized ${accountsWith(sql`select ${who}`)}
    select from account
      join evaluation rated on rated.employee_id = account.id
     where rated.rating_group_id = ${groupId} and rated.state = 'enrolled')`;
}

/** Whether a task of run `p`, of evaluation `e` or none, would be somebody's own case: about another account of theirs, or a group in which they are rated. */
export function isOwnCase(who: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql`(
    coalesce(e.employee_id <> ${who} and e.employee_id in ${accountsWith(sql`select ${who}`)}, false)
    or p.rating_group_id is not null and ${isRatedIn(sql`p.rating_group_id`, who)})`;
}

/** Whose mail people get by account, by today's address and without its +tag: for what is refused before it begins. */
export async function mailboxesOf(
  db: Db | Trx,
  employeeIds: readonly (string | null)[],
): Promise<ReadonlyMap<string | null, string>> {
  const { rows } = await sql<{ id: string; mailbox: string }>`
    select id, mailbox_of(email) mailbox from employee where id = any (${employeeIds}::bigint[])`.execute(db);
  return new Map(rows.map(({ id, mailbox }) => [id, mailbox]));
}

/** Whether two accounts of HR are no two persons, by any mailbox that they have or had, or as one of them made the other. */
export async function isSamePerson(db: Db | Trx, one: string, other: string): Promise<boolean> {
  const [left, right] = [sql`${one}::bigint`, sql`${other}::bigint`];
  const { rows } = await sql`
    select
     where ${left} = ${right} or ${mayBeOnePerson(left, right)} or ${left} in ${accountsOf([other])}
       or ${right} in ${accountsOf([one])}
       or exists (
          select from employee a join employee b on mailbox_of(a.email) = mailbox_of(b.email)
           where a.id = ${left} and b.id = ${right})`.execute(db);
  return rows.length > 0;
}

/**
 * Whether two accounts of HR are one person as far as somebody else has answered for that, or one of them made the other: for who is left to decide, as
 * nobody makes another one themselves by giving them an address.
 */
export async function isAnsweredSame(db: Db | Trx, one: string, other: string): Promise<boolean> {
  const { rows } = await sql`
    select where ${one} = ${other} or ${mayBeOnePerson(sql`${one}::bigint`, sql`${other}::bigint`)}`.execute(db);
  return rows.length > 0;
}

/** Accounts of HR that are no second person beside this one: a query of `id`. */
export function decidingAs(employeeId: string): RawBuilder<{ id: string }> {
  return sql`(
    select ${employeeId}::bigint id
    union
    select r.employee_id from role_assignment r
     where r.role = any (${HR_ROLES}::text[]) and ${mayBeOnePerson(sql`r.employee_id`, sql`${employeeId}::bigint`)})`;
}

/** Holds every account of HR of a person: what they do alone is counted one after the other. */
export async function holdAccounts(trx: Trx, employeeId: string): Promise<void> {
  await sql`select from employee e where e.id in ${decidingAs(employeeId)} order by e.id for no key update`.execute(trx);
}

export interface OwnRequest {
  readonly employeeId: string;
  /** Of the order; undefined: it is of no cycle, and the live ones count. */
  readonly cycleId?: string | undefined;
  /** Also what the list alone says, whatever has been launched: for the list itself, and for who comes by it. */
  readonly asListed?: boolean;
}

/**
 * Whether what two persons have launched says whom something concerns: the order's cycle, or where it is of none any live one that goes on. The list
 * is one person's, who would else make a matter everybody's own but theirs; between the years it is all there is.
 */
async function isLaunched(db: Db | Trx, cycleId: string | undefined): Promise<boolean> {
  const { rows } = await sql`
    select from cycle c
     where c.launched_at is not null
       and case when ${cycleId ?? null}::bigint is null then c.rehearsal_id is null and c.archived_at is null
                else c.id = ${cycleId ?? null} end
     limit 1`.execute(db);
  return rows.length > 0;
}

/**
 * What is somebody's own, and of who made them while nobody has confirmed them, in the cycles of one clock: that of the order's cycle, or the live ones;
 * before the launch also as the list says. A card is that of the order's cycle alone. Nobody is above whoever is left out.
 */
export async function ownOf(db: Db | Trx, { employeeId, cycleId, asListed = false }: OwnRequest): Promise<Own> {
  const byList = asListed || !(await isLaunched(db, cycleId));
  const { rows } = await sql<Omit<Own, 'listGroups'>>`
    with me as materialized (
      select a.id, a.rater_id, a.reviewer_id
        from employee a
       where a.id in ${accountsWith(withMakers(sql`${employeeId}`))}),
    mine as materialized (
      select e.id, e.cycle_id, e.rating_group_id, e.unit_id, e.rater_id, e.reviewer_id, e.state
        from evaluation e
        join cycle c on c.id = e.cycle_id
       where e.employee_id in (select id from me)
         and c.rehearsal_id is not distinct from (select o.rehearsal_id
                                                    from cycle o
                                                   where o.id = ${cycleId ?? null}::bigint)
         and (c.archived_at is null or c.id = ${cycleId ?? null}::bigint)),
    above as (
      select id from ${accountsWith(sql`
        select unnest(array[rater_id, reviewer_id]) from mine where state <> 'excluded'
        union select unnest(array[rater_id, reviewer_id]) from me where ${byList}`)} x)
    select array(select id::text from me) accounts,
           array(select id::text from mine) evaluations,
           array(select rating_group_id::text from mine where rating_group_id is not null) groups,
           array(select unit_id::text from mine where cycle_id = ${cycleId ?? null}::bigint
                 union
                 select e.unit_id::text
                   from employee e
                   join cycle c on c.id = ${cycleId ?? null}::bigint and c.launched_at is null
                  where e.id in (select id from me) and e.rater_id is not null
                    and (c.grades is null or e.grade = any (c.grades))) cards,
           array(select id::text from above) above`.execute(db);
  const own = rows[0] ?? { accounts: [], evaluations: [], groups: [], cards: [], above: [] };
  return { ...own, listGroups: byList ? await groupNamesOf(db, own.accounts) : [] };
}
