import { sql } from 'kysely';
import { DomainError } from '../../domain/errors.ts';
import { ADDRESS_GIVER } from '../address-giver.ts';
import type { Db } from '../connection.ts';
import { type Person, personOf } from './json.ts';

/** An address with who of HR gave it, null: an operator. */
export interface GivenAddress {
  readonly address: string;
  readonly addressBy: Person | null;
}

/** Where somebody signs in, for whoever gives them a role. @throws DomainError 'not-found' */
export async function givenAddress(db: Db, employeeNo: string): Promise<GivenAddress> {
  const { rows } = await sql<GivenAddress>`
    select e.email address, ${personOf('giver')} "addressBy"
      from employee e
      left join employee giver on giver.id = ${ADDRESS_GIVER}
     where e.employee_no = ${employeeNo}`.execute(db);
  if (rows[0] === undefined) throw new DomainError('not-found', { employeeNo });
  return rows[0];
}
