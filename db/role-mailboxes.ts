import { sql } from 'kysely';
import type { Trx } from './in-transaction.ts';
import { lastAnswered } from './proven-mailbox.ts';

export interface RoleMailbox {
  readonly mailbox: string;
  readonly employeeId: string;
  readonly employeeNo: string;
}

/** Mailboxes of everybody with a role, by today's address and by the last one that somebody has answered for; but not the actor's own. */
export async function roleMailboxes(trx: Trx, actorId: string): Promise<readonly RoleMailbox[]> {
  const { rows } = await sql<RoleMailbox>`
    select distinct mailbox_of(a.address) mailbox, e.id "employeeId", e.employee_no "employeeNo"
      from role_assignment r
      join employee e on e.id = r.employee_id
     cross join lateral (values (e.email), (${lastAnswered(sql`e.id`)})) a (address)
     where mailbox_of(a.address) <> mailbox_of(${lastAnswered(sql`${actorId}::bigint`)})
     order by e.employee_no`.execute(trx);
  return rows;
}
