import { sql } from 'kysely';
import { DomainError } from '../../domain/errors.ts';
import type { Db } from '../connection.ts';
import { type Person, personOf } from './json.ts';

/** An address with who of HR gave it, null: an operator. */
export interface GivenAddress {
  readonly address: string;
  readonly addressBy: Person | null;
}

/** Joins to `e`, somebody of the list, who of HR has given them today's address as `giver`: by the change to it, or else by the list that named them first. */
export const ADDRESS_GIVER = sql`
  left join employee giver on giver.id = (
    select g.by
      from (select a.changed_by by, a.id
              from address_change a
             where a.employee_id = e.id and lower(a.new_email) = lower(e.email)
            union all
            select made.actor, 0
              from audit_event made
             where made.what = 'employee.created' and made.subject = e.id) g
     order by g.id desc
     limit 1)`;

/** Where somebody signs in, for whoever gives them a role. @throws DomainError 'not-found' */
export async function givenAddress(db: Db, employeeNo: string): Promise<GivenAddress> {
  const { rows } = await sql<GivenAddress>`
    select e.email address, ${personOf('giver')} "addressBy"
      from employee e
      ${ADDRESS_GIVER}
     where e.employee_no = ${employeeNo}`.execute(db);
  if (rows[0] === undefined) throw new DomainError('not-found', { employeeNo });
  return rows[0];
}
