import { sql } from 'kysely';

/** An instant inside JSON, in the form in which all others arrive. */
export function iso(column: string) {
  return sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);
}

export interface Person {
  readonly employeeNo: string;
  readonly name: string;
}

/** The `employee` under an alias as a `Person`; null where the join found nobody. */
export function personOf(alias: string) {
  return sql.raw(
    `case when ${alias}.id is not null then jsonb_build_object('employeeNo', ${alias}.employee_no, 'name', ${alias}.name) end`,
  );
}
