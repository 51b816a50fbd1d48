import { sql } from 'kysely';
import { DomainError } from '../domain/errors.ts';
import type { Role } from '../domain/permissions.ts';
import type { Trx } from './in-transaction.ts';

export interface RoleRequestRow {
  readonly id: string;
  readonly employee_id: string;
  readonly role: Role;
  readonly grants: boolean;
  readonly requested_by: string;
  readonly approved_at: string | null;
  readonly approved_by: string | null;
  readonly undone_at: string | null;
}

/** Locked until the transaction ends. @throws DomainError 'not-found' */
export async function lockRoleRequest(trx: Trx, requestId: string): Promise<RoleRequestRow> {
  const { rows } = await sql<RoleRequestRow>`select * from role_request where id = ${requestId} for update`.execute(trx);
  if (rows[0] === undefined) throw new DomainError('not-found', { requestId });
  return rows[0];
}

export interface NewRoleRequest {
  readonly employeeId: string;
  readonly role: Role;
  readonly grants: boolean;
  readonly reason: string;
  readonly actorId: string;
}

/** The new request's id, or that of the one that waits already. */
export async function insertRoleRequest(
  trx: Trx,
  request: NewRoleRequest,
): Promise<{ readonly id: string; readonly isNew: boolean }> {
  const { employeeId, role, grants, reason, actorId } = request;
  const { rows } = await sql<{ id: string }>`
    insert into role_request (employee_id, role, grants, reason, requested_by)
    values (${employeeId}, ${role}, ${grants}, ${reason}, ${actorId})
    on conflict (employee_id, role) where approved_at is null and undone_at is null do nothing
    returning id`.execute(trx);
  if (rows[0] !== undefined) return { id: rows[0].id, isNew: true };
  const { rows: waiting } = await sql<{ id: string }>`
    select id from role_request
     where employee_id = ${employeeId} and role = ${role} and approved_at is null and undone_at is null`.execute(trx);
  return { id: waiting[0]?.id ?? '0', isNew: false };
}
