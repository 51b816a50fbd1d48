import { sql } from 'kysely';
import type { Role } from '../../domain/permissions.ts';
import { ADDRESS_GIVER } from '../address-giver.ts';
import type { Db } from '../connection.ts';
import { type AskedOfTwo, type RequestsAsked, partsOfAskedOfTwo } from './asked-of-two.ts';
import type { GivenAddress } from './given-address.ts';
import { type Person, personOf } from './json.ts';

interface Employee extends Person {
  readonly unitName: string;
}

const EMPLOYEE = sql<Employee>`jsonb_build_object('employeeNo', e.employee_no, 'name', e.name, 'unitName', u.name)`;

export interface AssignedRole {
  readonly employee: Employee;
  readonly role: Role;
  readonly grantedAt: string;
}

/** Who has which role, by role and name. */
export async function listRoles(db: Db): Promise<readonly AssignedRole[]> {
  const { rows } = await sql<AssignedRole>`
    select ${EMPLOYEE} employee, r.role, r.granted_at "grantedAt"
      from role_assignment r
      join employee e on e.id = r.employee_id
      join unit u on u.id = e.unit_id
     order by r.role, e.name, e.id`.execute(db);
  return rows;
}

export interface ListedRoleRequest extends AskedOfTwo, GivenAddress {
  readonly employeeId: string;
  readonly employee: Employee;
  readonly role: Role;
  readonly grants: boolean;
  readonly roles: readonly Role[];
}

/** Requests about roles with the names of who decided: those that wait first, then the newest. */
export async function listRoleRequests(db: Db, asked: RequestsAsked): Promise<readonly ListedRoleRequest[]> {
  const { columns, deciders, page } = partsOfAskedOfTwo(asked, sql`true`);
  const { rows } = await sql<ListedRoleRequest>`
    select ${columns}, q.employee_id "employeeId", ${EMPLOYEE} employee, q.role, q.grants,
           e.email address, ${personOf('giver')} "addressBy",
           array(select a.role from role_assignment a where a.employee_id = q.employee_id order by a.role) roles
      from role_request q
      join employee e on e.id = q.employee_id
      join unit u on u.id = e.unit_id
      left join employee giver on giver.id = ${ADDRESS_GIVER}
      ${deciders}
      ${page}`.execute(db);
  return rows;
}
