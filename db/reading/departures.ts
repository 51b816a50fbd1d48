import { sql } from 'kysely';
import type { Role } from '../../domain/permissions.ts';
import type { Db } from '../connection.ts';
import type { Trx } from '../in-transaction.ts';
import { type Person, personOf } from './json.ts';

export interface LeavingPerson extends Person {
  readonly employeeId: string;
  readonly unitName: string;
  /** As it is recorded now, truly. */
  readonly leftOn: string | null;
  readonly roles: readonly Role[];
}

/** By number. */
export async function leavingPeople(db: Db | Trx, employeeIds: readonly string[]): Promise<readonly LeavingPerson[]> {
  const { rows } = await sql<LeavingPerson>`
    select e.id "employeeId", e.employee_no "employeeNo", e.name, u.name "unitName", d.left_on "leftOn",
           array(select r.role from role_assignment r where r.employee_id = e.id order by r.role) roles
      from employee e
      join unit u on u.id = e.unit_id
      left join departure d on d.employee_id = e.id and d.rehearsal_id is null
     where e.id = any (${employeeIds}::bigint[])
     order by e.employee_no`.execute(db);
  return rows;
}

/** Live cycles under way: what lies with somebody in them is to be handed on. */
export async function cyclesUnderWay(db: Db | Trx): Promise<readonly { readonly id: string; readonly name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from cycle
     where rehearsal_id is null and launched_at is not null and archived_at is null order by id`.execute(db);
  return rows;
}

export interface ListedDeparture {
  readonly id: string;
  readonly sort: string;
  readonly employeeIds: readonly string[];
  readonly requesterId: string;
  readonly leftOn: string | null;
  readonly reason: string;
  readonly needsApproval: boolean;
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

/** With the names of who decided, newest first; one more than `limit` says that there is a next page. */
export async function listDepartures(db: Db, { limit, id, after }: Asked): Promise<readonly ListedDeparture[]> {
  const { rows } = await sql<ListedDeparture>`
    select q.id, '' sort, q.requested_by "requesterId", q.left_on "leftOn", q.reason, q.needs_approval "needsApproval",
           array(select p.employee_id::text from departure_request_person p where p.departure_request_id = q.id) "employeeIds",
           ${personOf('r')} "requestedBy", q.requested_at "requestedAt", ${personOf('a')} "approvedBy",
           q.approved_at "approvedAt", ${personOf('n')} "undoneBy", q.undone_at "undoneAt"
      from departure_request q
      join employee r on r.id = q.requested_by
      left join employee a on a.id = q.approved_by
      left join employee n on n.id = q.undone_by
     where (${id ?? null}::bigint is null or q.id = ${id ?? null})
       and (${after?.id ?? null}::bigint is null or q.id < ${after?.id ?? null})
     order by q.id desc
     limit ${limit + 1}`.execute(db);
  return rows;
}
