import { sql } from 'kysely';
import type { Db } from '../connection.ts';
import type { Person } from './json.ts';

export interface ListedAbsence extends Person {
  readonly id: string;
  /** The last day. */
  readonly sort: string;
  readonly unitName: string;
  readonly fromOn: string;
  readonly toOn: string;
}

export interface AbsencesAsked {
  readonly limit: number;
  readonly after?: { readonly sort: string; readonly id: string } | undefined;
}

/** An absence `a` ends today or later, also by the clock of a rehearsal that runs; a day more, for every time zone. */
export const IS_NOT_OVER = sql<boolean>`
  (a.to_on >= (select least(now(), min(cycle_now(c.id)))::date - 1 from cycle c where c.archived_at is null))`;

/** Absences that are not over yet, by their last day; one more than `limit` says that there is a next page. */
export async function listAbsences(db: Db, { limit, after }: AbsencesAsked): Promise<readonly ListedAbsence[]> {
  const { rows } = await sql<ListedAbsence>`
    select a.id, a.to_on::text sort, e.employee_no "employeeNo", e.name, u.name "unitName", a.from_on "fromOn",
           a.to_on "toOn"
      from absence a
      join employee e on e.id = a.employee_id
      join unit u on u.id = e.unit_id
     where ${IS_NOT_OVER}
       and (${after?.id ?? null}::bigint is null
            or (a.to_on, a.id) > (${after?.sort ?? null}::date, ${after?.id ?? null}::bigint))
     order by a.to_on, a.id
     limit ${limit + 1}`.execute(db);
  return rows;
}
