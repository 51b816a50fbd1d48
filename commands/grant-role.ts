import { audit } from '../db/audit.ts';
import type { Db } from '../db/connection.ts';
import { type Trx, inTransaction } from '../db/in-transaction.ts';
import { DomainError } from '../domain/errors.ts';
import type { Role } from '../domain/permissions.ts';
import { assertMayDecide, assertProven } from './may-decide.ts';

export interface RoleOf {
  readonly employeeNo: string;
  readonly role: Role;
  /** Undefined: the operator's command line. */
  readonly actorId?: string | undefined;
}

/** Grants a role; again changes nothing. Answers whether it is new. @throws DomainError 'not-found', 'person-unconfirmed' */
export async function grantRole(db: Db, { employeeNo, role, actorId }: RoleOf): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    await assertMayDecide(trx, { actorId });
    const employeeId = await getEmployeeId(trx, employeeNo);
    await assertProven(trx, { employeeIds: [employeeId], cycleId: null });
    const granted = await trx
      .insertInto('role_assignment')
      .values({ employee_id: employeeId, role, granted_by: actorId ?? null })
      .onConflict((conflict) => conflict.doNothing())
      .returning('role')
      .executeTakeFirst();
    if (granted !== undefined) await audit(trx, { what: 'role.granted', subject: employeeId, actor: actorId, details: { role } });
    return granted !== undefined;
  });
}

/** Takes a role away; again changes nothing. Answers whether somebody had it. @throws DomainError 'not-found' */
export async function revokeRole(db: Db, { employeeNo, role, actorId }: RoleOf): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    await assertMayDecide(trx, { actorId });
    const employeeId = await getEmployeeId(trx, employeeNo);
    const revoked = await trx
      .deleteFrom('role_assignment')
      .where('employee_id', '=', employeeId)
      .where('role', '=', role)
      .returning('role')
      .executeTakeFirst();
    if (revoked !== undefined) await audit(trx, { what: 'role.revoked', subject: employeeId, actor: actorId, details: { role } });
    return revoked !== undefined;
  });
}

async function getEmployeeId(trx: Trx, employeeNo: string): Promise<string> {
  const employee = await trx.selectFrom('employee').select('id').where('employee_no', '=', employeeNo).executeTakeFirst();
  if (employee === undefined) throw new DomainError('not-found', { employeeNo });
  return employee.id;
}
