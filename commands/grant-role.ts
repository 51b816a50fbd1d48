import { sql } from 'kysely';
import { audit } from '../db/audit.ts';
import type { Db } from '../db/connection.ts';
import { type Trx, inTransaction } from '../db/in-transaction.ts';
import { changeList } from '../db/people.ts';
import { DomainError } from '../domain/errors.ts';
import { HR_ROLES, type Role } from '../domain/permissions.ts';
import { endFirstHrLinks } from './first-hr-link.ts';
import { tellRoleChange } from './tell-role-change.ts';
import { assertProven } from './may-decide.ts';

export interface RoleOf {
  readonly employeeNo: string;
  readonly role: Role;
}

/** The operator's command line grants a role; again changes nothing. Everybody of HR is told. Answers whether it is new. @throws DomainError 'not-found', 'person-unconfirmed', 'list-held' */
export async function grantRole(db: Db, { employeeNo, role }: RoleOf): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    await changeList(trx);
    return changeRole(trx, { employeeId: await getEmployeeId(trx, employeeNo), role, grants: true });
  });
}

/** The same takes a role away. Answers whether somebody had it. @throws DomainError 'not-found' */
export async function revokeRole(db: Db, { employeeNo, role }: RoleOf): Promise<boolean> {
  return inTransaction(db, async (trx) =>
    changeRole(trx, { employeeId: await getEmployeeId(trx, employeeNo), role, grants: false }),
  );
}

export interface RoleChange {
  readonly employeeId: string;
  readonly role: Role;
  readonly grants: boolean;
  /** Absent: the operator's command line. */
  readonly request?: { readonly id: string; readonly requestedBy: string; readonly approvedBy: string };
}

/** Gives a role or takes it away, by whatever path; tells the person and everybody of HR. Answers whether it changed anything. @throws DomainError 'person-unconfirmed' */
export async function changeRole(trx: Trx, { employeeId, role, grants, request }: RoleChange): Promise<boolean> {
  if (grants) await assertProven(trx, { employeeIds: [employeeId], cycleId: null });
  const changed = grants
    ? await sql`
        insert into role_assignment (employee_id, role, granted_by)
        values (${employeeId}, ${role}, ${request?.requestedBy ?? null})
        on conflict do nothing`.execute(trx)
    : await sql`delete from role_assignment where employee_id = ${employeeId} and role = ${role}`.execute(trx);
  if (changed.numAffectedRows !== 1n) return false;
  const by = request === undefined ? { by: 'command-line' } : { requestId: request.id, approvedBy: request.approvedBy };
  const what = grants ? 'role.granted' : 'role.revoked';
  await audit(trx, { what, subject: employeeId, actor: request?.requestedBy, details: { role, ...by } });
  if (grants && HR_ROLES.includes(role)) await endFirstHrLinks(trx);
  await tellRoleChange(trx, { employeeId, role, grants, byOperator: request === undefined });
  return true;
}

async function getEmployeeId(trx: Trx, employeeNo: string): Promise<string> {
  const employee = await trx.selectFrom('employee').select('id').where('employee_no', '=', employeeNo).executeTakeFirst();
  if (employee === undefined) throw new DomainError('not-found', { employeeNo });
  return employee.id;
}
