import { type RawBuilder, sql } from 'kysely';
import type { Db } from './connection.ts';
import type { Trx } from './in-transaction.ts';

// Who decides nothing about others, as nobody has answered for their address: `people_unproven` says what that means.

/** Whether somebody is not unproven by the clock of a cycle: an expression for statements that say who somebody is to a thing. */
export function isProven(employeeId: string, cycleId: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql`not exists (select from people_unproven(${cycleId}) u where u.employee_id = ${employeeId}::bigint)`;
}

export interface UnprovenOf {
  readonly employeeIds: readonly string[];
  /** Null: by any clock. */
  readonly cycleId: string | null;
}

export interface Unproven {
  readonly employeeId: string;
  readonly employeeNo: string;
  readonly name: string;
  readonly unit: string;
  readonly grade: string | null;
  /** That they were made, where nobody has answered for it. Another address is no part of it: it is confirmed one by one. */
  readonly changeIds: readonly string[];
}

/** Who of these people is unproven, by number. */
export async function unprovenAmong(db: Db | Trx, { employeeIds, cycleId }: UnprovenOf): Promise<readonly Unproven[]> {
  const { rows } = await sql<Unproven>`
    select e.id "employeeId", e.employee_no "employeeNo", e.name, u.name unit, e.grade,
           coalesce(array_agg(a.id::text order by a.id)
                      filter (where a.old_email is null and a.objection_to is null), '{}') "changeIds"
      from people_unproven(${cycleId}::bigint) p
      join address_change a on a.id = p.address_change_id
      join employee e on e.id = p.employee_id
      join unit u on u.id = e.unit_id
     where p.employee_id = any (${employeeIds}::bigint[])
     group by e.id, u.id
     order by e.employee_no`.execute(db);
  return rows;
}
