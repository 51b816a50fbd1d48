import { sql } from 'kysely';
import type { Db } from './connection.ts';
import type { Trx } from './in-transaction.ts';
import { newToken, tokenHash } from './sign-in-tokens.ts';

/** A token with which the old address answers for a change; only its hash is kept. */
export async function createAddressLink(db: Db | Trx, changeId: string): Promise<string> {
  const token = newToken();
  await sql`
    insert into address_link (token_sha256, address_change_id) values (${tokenHash(token)}, ${changeId})`.execute(db);
  return token;
}

export async function getAddressChange(
  db: Db,
  changeId: string,
): Promise<{ readonly old_email: string | null; readonly new_email: string }> {
  return db.selectFrom('address_change').select(['old_email', 'new_email']).where('id', '=', changeId).executeTakeFirstOrThrow();
}

export interface Objection {
  readonly employeeId: string;
  /** Steps that the account has handed in between the change and the objection, by the clock of the database. */
  readonly handedIn: number;
}

export async function getObjection(db: Db, changeId: string): Promise<Objection> {
  const { rows } = await sql<Objection>`
    select a.employee_id "employeeId",
           (select count(*)::int
              from task t
             where t.assignee_id = a.employee_id and t.closed_by = a.employee_id and t.outcome = 'done'
               and t.recorded_at between a.changed_at and a.answered_at) "handedIn"
      from address_change a
     where a.id = ${changeId}`.execute(db);
  const [objection] = rows;
  if (objection === undefined) throw new Error(`no address change ${changeId}`);
  return objection;
}
