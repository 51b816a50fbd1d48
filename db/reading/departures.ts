import { sql } from 'kysely';
import type { Role } from '../../domain/permissions.ts';
import type { Db } from '../connection.ts';
import type { Trx } from '../in-transaction.ts';
import { type AskedOfTwo, type RequestsAsked, partsOfAskedOfTwo } from './asked-of-two.ts';
import type { Person } from './json.ts';

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

export interface WillLeave {
  readonly cycleId: string;
  readonly employeeIds: readonly (string | null)[];
}

/** Of these people, whose departure on a later day by the cycle's clock is recorded already: from then on another one has their posts. */
export async function whoWillLeave(
  db: Db | Trx,
  { cycleId, employeeIds }: WillLeave,
): Promise<readonly (Person & { readonly unit: string; readonly grade: string | null })[]> {
  const { rows } = await sql<Person & { unit: string; grade: string | null }>`
    select e.employee_no "employeeNo", e.name, u.name unit, e.grade
      from employee e
      join unit u on u.id = e.unit_id
     where e.id = any (${employeeIds}::bigint[])
       and e.id in (
         select d.employee_id
           from departure d
           join cycle c on c.id = ${cycleId}
          where d.rehearsal_id is null or d.rehearsal_id = c.rehearsal_id
         except
         select l.employee_id from people_left(${cycleId}) l)
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

export interface ListedDeparture extends AskedOfTwo {
  readonly employeeIds: readonly string[];
  readonly leftOn: string | null;
}

/** With the names of who decided: those that wait first, then the newest. */
export async function listDepartures(db: Db, asked: RequestsAsked): Promise<readonly ListedDeparture[]> {
  const { columns, deciders, page } = partsOfAskedOfTwo(asked, sql`q.needs_approval`);
  const { rows } = await sql<ListedDeparture>`
    select ${columns}, q.left_on "leftOn",
           array(select p.employee_id::text
                   from departure_request_person p
                  where p.departure_request_id = q.id) "employeeIds"
      from departure_request q
      ${deciders}
      ${page}`.execute(db);
  return rows;
}

/** The own evaluations of people in cycles, while they run. */
export async function runningEvaluations(
  db: Db,
  whose: readonly { readonly employeeNo: string; readonly cycleId: string }[],
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select v.id
      from jsonb_to_recordset(${JSON.stringify(whose)}::jsonb) as x("employeeNo" text, "cycleId" bigint)
      join employee e on e.employee_no = x."employeeNo"
      join evaluation v on v.employee_id = e.id and v.cycle_id = x."cycleId" and v.state = 'enrolled'
     order by v.id`.execute(db);
  return rows.map(({ id }) => id);
}
