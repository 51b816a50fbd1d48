import { sql } from 'kysely';
import type { Role } from '../../domain/permissions.ts';
import type { Db } from '../connection.ts';
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

export interface ListedRoleRequest {
  readonly id: string;
  readonly sort: string;
  readonly employeeId: string;
  readonly requesterId: string;
  readonly employee: Employee;
  readonly role: Role;
  readonly grants: boolean;
  readonly roles: readonly Role[];
  readonly reason: string;
  readonly requestedBy: Person;
  readonly requestedAt: string;
  readonly approvedBy: Person | null;
  readonly approvedAt: string | null;
  readonly undoneBy: Person | null;
  readonly undoneAt: string | null;
}

interface Asked {
  readonly limit: number;
  readonly id?: string | undefined;
  readonly after?: { readonly id: string } | undefined;
}

/** Requests about roles with the names of who decided, newest first; one more than `limit` says that there is a next page. */
export async function listRoleRequests(db: Db, { limit, id, after }: Asked): Promise<readonly ListedRoleRequest[]> {
  const { rows } = await sql<ListedRoleRequest>`
    select q.id, '' sort, q.employee_id "employeeId", q.requested_by "requesterId", ${EMPLOYEE} employee, q.role, q.grants,
           array(select a.role from role_assignment a where a.employee_id = q.employee_id order by a.role) roles,
           q.reason, ${personOf('r')} "requestedBy", q.requested_at "requestedAt", ${personOf('a')} "approvedBy",
           q.approved_at "approvedAt", ${personOf('n')} "undoneBy", q.undone_at "undoneAt"
      from role_request q
      join employee e on e.id = q.employee_id
      join unit u on u.id = e.unit_id
      join employee r on r.id = q.requested_by
      left join employee a on a.id = q.approved_by
      left join employee n on n.id = q.undone_by
     where (${id ?? null}::bigint is null or q.id = ${id ?? null})
       and (${after?.id ?? null}::bigint is null or q.id < ${after?.id ?? null})
     order by q.id desc
     limit ${limit + 1}`.execute(db);
  return rows;
}
