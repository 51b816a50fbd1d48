import { sql } from 'kysely';
import { readdressedAmong } from '../db/address-changes.ts';
import { audit } from '../db/audit.ts';
import type { Db } from '../db/connection.ts';
import { employeeIds } from '../db/cycles.ts';
import { isExemptionOver } from '../db/first-launch.ts';
import { type Trx, inTransaction } from '../db/in-transaction.ts';
import { changeList } from '../db/people.ts';
import { insertRoleRequest, lockRoleRequest, type RoleRequestRow } from '../db/role-requests.ts';
import { DomainError } from '../domain/errors.ts';
import type { Role } from '../domain/permissions.ts';
import { NOTHING_TOUCHED, type Touched } from '../domain/two-persons/own-case.ts';
import { assertHr } from './assert-hr.ts';
import { changeRole } from './grant-role.ts';
import { assertProven } from './may-decide.ts';
import { assertMayApprove, assertNotOwn, mayDecide } from './requests-of-two.ts';

export interface RequestRole {
  readonly employeeNo: string;
  readonly role: Role;
  readonly grants: boolean;
  readonly reason: string;
  readonly actorId: string;
}

/**
 * HR asks that somebody gets a role or loses it: another one of HR says yes. While such a request waits, asking again answers with it.
 * @throws DomainError 'reason-required', 'employee-unknown', 'own-case', 'person-unconfirmed', 'list-held', 'invalid-input' where it would change nothing
 */
export async function requestRole(db: Db, { employeeNo, role, grants, reason, actorId }: RequestRole): Promise<{ id: string }> {
  if (reason.trim() === '') throw new DomainError('reason-required', { path: '/reason' });
  return inTransaction(db, async (trx) => {
    if (grants) await changeList(trx);
    await assertHr(trx, actorId);
    const employeeId = (await employeeIds(trx, [employeeNo])).get(employeeNo) ?? '0';
    await assertNotOwn(trx, { touched: touchedByRole(employeeId), people: [actorId] });
    if (grants) await assertAnswered(trx, employeeId);
    if ((await hasRole(trx, employeeId, role)) === grants)
      throw new DomainError('invalid-input', { path: '/role', reason: grants ? 'has-role' : 'has-not-role' });
    const { id, isNew } = await insertRoleRequest(trx, { employeeId, role, grants, reason: reason.trim(), actorId });
    if (isNew) await audit(trx, { what: 'role.requested', subject: id, actor: actorId, details: { employeeId, role, grants } });
    return { id };
  });
}

/** Nobody gets a role by another address that only one of HR has given them, also before the first launch is carried out. */
async function assertAnswered(trx: Trx, employeeId: string): Promise<void> {
  await assertProven(trx, { employeeIds: [employeeId], cycleId: null });
  if (await isExemptionOver(trx)) return;
  const employeeNos = await readdressedAmong(trx, [employeeId]);
  if (employeeNos.length > 0) throw new DomainError('person-unconfirmed', { employeeNos });
}

/** Then nobody changes the list meanwhile, and with it the address; what a request asks for never changes. Taking a role away waits for no list. */
async function givesRole(trx: Trx, requestId: string): Promise<boolean> {
  const { rows } = await sql`select from role_request where id = ${requestId} and grants`.execute(trx);
  return rows.length > 0;
}

export interface DecideRole {
  readonly requestId: string;
  readonly actorId: string;
}

/** The second person says yes; the role changes at once. @throws DomainError 'not-found', 'forbidden', 'second-person-needed', 'own-case', 'person-unconfirmed', 'no-longer-of-hr', 'list-held', 'command-already-decided' */
export async function approveRole(db: Db, { requestId, actorId }: DecideRole): Promise<void> {
  await inTransaction(db, async (trx) => {
    if (await givesRole(trx, requestId)) await changeList(trx);
    const row = await lockRoleRequest(trx, requestId);
    await assertHr(trx, actorId);
    if (row.approved_by === actorId) return;
    assertWaits(row);
    await assertMayApprove(trx, { request: row, touched: touchedByRole(row.employee_id), actorId });
    await sql`update role_request set approved_by = ${actorId}, approved_at = now() where id = ${requestId}`.execute(trx);
    await audit(trx, { what: 'role.approved', subject: requestId, actor: actorId });
    if (row.grants) await assertAnswered(trx, row.employee_id);
    const request = { id: requestId, requestedBy: row.requested_by, approvedBy: actorId };
    await changeRole(trx, { employeeId: row.employee_id, role: row.role, grants: row.grants, request });
  });
}

/** Takes a request back before anybody has said yes. @throws DomainError 'not-found', 'forbidden', 'own-case', 'command-already-decided' */
export async function undoRole(db: Db, { requestId, actorId }: DecideRole): Promise<void> {
  await inTransaction(db, async (trx) => {
    const row = await lockRoleRequest(trx, requestId);
    await assertHr(trx, actorId);
    if (row.undone_at !== null) return;
    assertWaits(row);
    await assertNotOwn(trx, { touched: touchedByRole(row.employee_id), people: [actorId] });
    await sql`update role_request set undone_by = ${actorId}, undone_at = now() where id = ${requestId}`.execute(trx);
    await audit(trx, { what: 'role.undone', subject: requestId, actor: actorId });
  });
}

export interface RoleDecision {
  readonly employeeId: string;
  readonly requesterId: string;
}

/** What one of HR may do about a request that waits. */
export async function mayDecideRole(
  db: Db,
  { employeeId, requesterId }: RoleDecision,
  readerId: string,
): Promise<{ readonly approve: boolean; readonly undo: boolean }> {
  return mayDecide(db, { touched: touchedByRole(employeeId), requesterId, readerId });
}

function assertWaits({ id, approved_at, undone_at }: RoleRequestRow): void {
  if (approved_at !== null || undone_at !== null) throw new DomainError('command-already-decided', { requestId: id });
}

/** Whose role it is. */
function touchedByRole(employeeId: string): Touched {
  return { ...NOTHING_TOUCHED, people: [employeeId] };
}

async function hasRole(trx: Trx, employeeId: string, role: Role): Promise<boolean> {
  const { rows } = await sql`select from role_assignment where employee_id = ${employeeId} and role = ${role}`.execute(trx);
  return rows.length > 0;
}
