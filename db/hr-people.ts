import { sql } from 'kysely';
import { HR_ROLES } from '../domain/permissions.ts';
import type { Db } from './connection.ts';
import type { Trx } from './in-transaction.ts';
import { decidersMailbox } from './proven-mailbox.ts';

/** One of HR. Accounts with one mailbox are one person, and who was made by one of them while nobody has answered for that. */
export interface HrAccount {
  readonly employeeId: string;
  readonly mailbox: string;
  readonly asks: boolean;
}

/** Everybody who may ask or approve: has not left, and is not unproven, by the cycle's clock. */
export async function hrAccounts(db: Db | Trx, cycleId: string): Promise<readonly HrAccount[]> {
  const { rows } = await sql<HrAccount>`
    select e.id "employeeId", ${decidersMailbox(sql`e.id`)} mailbox, bool_or(r.role = 'hr') asks
      from role_assignment r
      join employee e on e.id = r.employee_id
     where r.role in ('hr', 'hr-approver')
       and e.id not in (select employee_id from people_left(${cycleId}))
       and e.id not in (select employee_id from people_unproven(${cycleId}))
     group by e.id
     order by e.id`.execute(db);
  return rows;
}

/** Accounts of HR that have not left, by the cycle's clock, without it truly; `asks`: only those that may ask for orders, too. */
export async function hrLeft(
  db: Db | Trx,
  { cycleId, asks }: { readonly cycleId: string | undefined; readonly asks: boolean },
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct r.employee_id id
      from role_assignment r
     where r.role = any (${asks ? ['hr'] : HR_ROLES}::text[])
       and r.employee_id not in (select employee_id from people_left(${cycleId ?? null}))
     order by 1`.execute(db);
  return rows.map(({ id }) => id);
}

/** Every account of HR. */
export async function hrIds(db: Db | Trx): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct employee_id id from role_assignment where role = any (${HR_ROLES}::text[])`.execute(db);
  return rows.map(({ id }) => id);
}

/** Who of these accounts is not of HR. */
export async function notOfHr(db: Db | Trx, employeeIds: readonly string[]): Promise<readonly { readonly employeeNo: string }[]> {
  const { rows } = await sql<{ employeeNo: string }>`
    select e.employee_no "employeeNo"
      from employee e
     where e.id = any (${employeeIds}::bigint[])
       and not exists (
             select from role_assignment r where r.employee_id = e.id and r.role = any (${HR_ROLES}::text[]))
     order by 1`.execute(db);
  return rows;
}

/** The rating groups of a cycle by name in which somebody of these people has an evaluation. */
export async function groupsOf(db: Db | Trx, cycleId: string, employeeIds: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select distinct g.name
      from evaluation e
      join rating_group g on g.id = e.rating_group_id
     where e.cycle_id = ${cycleId} and e.employee_id = any (${employeeIds}::bigint[])`.execute(db);
  return rows.map(({ name }) => name);
}
