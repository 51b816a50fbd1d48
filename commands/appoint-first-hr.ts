import { sql } from 'kysely';
import type { Db } from '../db/connection.ts';
import { audit } from '../db/audit.ts';
import { type Trx, inTransaction } from '../db/in-transaction.ts';
import { DomainError } from '../domain/errors.ts';
import { HR_ROLES } from '../domain/permissions.ts';
import { noteCreated } from './change-addresses.ts';
import { tokenHash } from '../db/sign-in-tokens.ts';

export interface FirstHrPerson {
  readonly employeeNo: string;
  /** Needed only for somebody who is not imported yet. */
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly unit?: string | undefined;
}

export interface Appointed {
  readonly employeeNo: string;
  readonly name: string;
}

/**
 * Uses the first start's link: both people become HR and may approve for each other. It is over as soon as anybody is of HR, by whatever path.
 * @throws DomainError 'link-used-or-expired' | 'employee-unknown' (somebody unknown without name, address and unit) | 'second-person-needed' (one person twice)
 */
export async function appointFirstHr(
  db: Db,
  { token, people }: { readonly token: string; readonly people: readonly FirstHrPerson[] },
): Promise<readonly Appointed[]> {
  if (new Set(people.map((person) => person.employeeNo)).size < 2)
    throw new DomainError('second-person-needed', { path: '/people' });
  return inTransaction(db, async (trx) => {
    const used = await trx
      .updateTable('sign_in_token')
      .set({ used_at: sql`now()` })
      .where('token_sha256', '=', tokenHash(token))
      .where('purpose', '=', 'first-hr')
      .where('used_at', 'is', null)
      .where('expires_at', '>', sql<string>`now()`)
      .returning('id')
      .executeTakeFirst();
    if (used === undefined || (await isThereHr(trx))) throw new DomainError('link-used-or-expired');
    const appointed: Appointed[] = [];
    for (const [index, person] of people.entries()) {
      const employee = (await findEmployee(trx, person.employeeNo)) ?? (await createEmployee(trx, { person, index }));
      for (const role of HR_ROLES) {
        await trx
          .insertInto('role_assignment')
          .values({ employee_id: employee.id, role })
          .onConflict((oc) => oc.doNothing())
          .execute();
        await audit(trx, { what: 'role.granted', subject: employee.id, details: { role, tokenId: used.id } });
      }
      appointed.push({ employeeNo: person.employeeNo, name: employee.name });
    }
    return appointed;
  });
}

/** Whoever makes the first one of HR waits here: two never do it at once. */
async function isThereHr(trx: Trx): Promise<boolean> {
  await sql`lock table role_assignment in share row exclusive mode`.execute(trx);
  const found = await trx.selectFrom('role_assignment').select('role').where('role', 'in', HR_ROLES).limit(1).executeTakeFirst();
  return found !== undefined;
}

async function findEmployee(trx: Trx, employeeNo: string) {
  return trx.selectFrom('employee').select(['id', 'name']).where('employee_no', '=', employeeNo).executeTakeFirst();
}

async function createEmployee(trx: Trx, { person, index }: { person: FirstHrPerson; index: number }) {
  const { employeeNo, name, email, unit } = person;
  if (name === undefined || email === undefined || unit === undefined)
    throw new DomainError('employee-unknown', { path: `/people/${index}`, employeeNo });
  const created = await trx
    .insertInto('unit')
    .values({ name: unit })
    .onConflict((oc) => oc.column('name').doUpdateSet({ name: unit }))
    .returning('id')
    .executeTakeFirstOrThrow();
  const employee = await trx
    .insertInto('employee')
    .values({ employee_no: employeeNo, name, email, unit_id: created.id })
    .returning(['id', 'name'])
    .executeTakeFirstOrThrow();
  await audit(trx, { what: 'employee.created', subject: employee.id });
  await noteCreated(trx, { people: [{ employeeId: employee.id, email }] });
  return employee;
}
