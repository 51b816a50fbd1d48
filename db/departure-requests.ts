import { sql } from 'kysely';
import { DomainError } from '../domain/errors.ts';
import type { Trx } from './in-transaction.ts';

export interface DepartureRequestRow {
  readonly id: string;
  readonly left_on: string | null;
  readonly needs_approval: boolean;
  readonly requested_by: string;
  readonly approved_at: string | null;
  readonly approved_by: string | null;
  readonly undone_at: string | null;
  readonly employeeIds: readonly string[];
}

/** Locked until the transaction ends. @throws DomainError 'not-found' */
export async function lockDepartureRequest(trx: Trx, requestId: string): Promise<DepartureRequestRow> {
  const { rows } = await sql<DepartureRequestRow>`
    select q.*, array(select p.employee_id::text from departure_request_person p
                       where p.departure_request_id = q.id order by p.employee_id) "employeeIds"
      from departure_request q where q.id = ${requestId} for update of q`.execute(trx);
  if (rows[0] === undefined) throw new DomainError('not-found', { requestId });
  return rows[0];
}

export interface NewDepartureRequest {
  readonly employeeIds: readonly string[];
  readonly leftOn: string | null;
  readonly reason: string;
  readonly needsApproval: boolean;
  readonly actorId: string;
}

export async function insertDepartureRequest(trx: Trx, request: NewDepartureRequest): Promise<string> {
  const { employeeIds, leftOn, reason, needsApproval, actorId } = request;
  const { rows } = await sql<{ id: string }>`
    with request as (
      insert into departure_request (left_on, reason, needs_approval, requested_by)
      values (${leftOn}, ${reason}, ${needsApproval}, ${actorId}) returning id),
    people as (
      insert into departure_request_person (departure_request_id, employee_id)
      select r.id, e.id from request r, unnest(${employeeIds}::bigint[]) e (id))
    select id from request`.execute(trx);
  return rows[0]?.id ?? '0';
}

/** The request about the same people and day that waits for the second person. */
export async function findWaitingDeparture(
  trx: Trx,
  { employeeIds, leftOn }: Pick<NewDepartureRequest, 'employeeIds' | 'leftOn'>,
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select q.id from departure_request q
     where q.needs_approval and q.approved_at is null and q.undone_at is null
       and q.left_on is not distinct from ${leftOn}::date
       and (select array_agg(p.employee_id order by p.employee_id) from departure_request_person p
             where p.departure_request_id = q.id) = ${employeeIds}::bigint[]
     limit 1`.execute(trx);
  return rows[0]?.id;
}
