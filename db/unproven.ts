import { type RawBuilder, sql } from 'kysely';
import type { Db } from './connection.ts';
import type { Trx } from './in-transaction.ts';
import { mayBeOnePerson } from './own-case.ts';
import { IS_OPEN_CREATION } from './proven-mailbox.ts';

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
  /** What a second person confirms. */
  readonly changeIds: readonly string[];
}

/** Who of these people is unproven, by number. */
export async function unprovenAmong(db: Db | Trx, { employeeIds, cycleId }: UnprovenOf): Promise<readonly Unproven[]> {
  const { rows } = await sql<Unproven>`
    select e.id "employeeId", e.employee_no "employeeNo", e.name, u.name unit, e.grade,
           array_agg(p.address_change_id::text order by p.address_change_id) "changeIds"
      from people_unproven(${cycleId}::bigint) p
      join employee e on e.id = p.employee_id
      join unit u on u.id = e.unit_id
     where p.employee_id = any (${employeeIds}::bigint[])
     group by e.id, u.id
     order by e.employee_no`.execute(db);
  return rows;
}

export interface CreatedBy {
  readonly employeeIds: readonly string[];
  readonly actorId: string;
  /** By whose clock: who was there before the first launch on it is nobody's creation. */
  readonly cycleId: string;
}

/**
 * Numbers of those of whom one person alone, by whatever account, says that there are such people: they created them, and nobody has confirmed it,
 * however long ago.
 */
export async function createdAlone(db: Db | Trx, { employeeIds, actorId, cycleId }: CreatedBy): Promise<readonly string[]> {
  const { rows } = await sql<{ employeeNo: string }>`
    select distinct e.employee_no "employeeNo"
      from address_change a
      join employee e on e.id = a.employee_id
     where e.id = any (${employeeIds}::bigint[]) and ${IS_OPEN_CREATION}
       and a.counts ? coalesce((select c.rehearsal_id::text from cycle c where c.id = ${cycleId}), 'live')
       and ${mayBeOnePerson(sql`a.changed_by`, sql`${actorId}::bigint`)}
     order by 1`.execute(db);
  return rows.map(({ employeeNo }) => employeeNo);
}
