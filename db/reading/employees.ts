import { sql } from 'kysely';
import type { Db } from '../connection.ts';
import { type Person, personOf } from './json.ts';
import { matches } from './name-search.ts';

export interface EmployeeRow {
  readonly id: string;
  readonly sort: string;
  readonly employeeNo: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly email: string;
  readonly language: 'ko' | 'en' | null;
  readonly unit: { readonly id: string; readonly name: string };
  readonly grade: string | null;
  readonly job: string | null;
  readonly rater: Person | null;
  readonly reviewer: Person | null;
  readonly roles: readonly string[];
  readonly leftOn: string | null;
}

export interface EmployeesRequest {
  readonly limit: number;
  readonly q?: string | undefined;
  /** One person by the exact number. */
  readonly employeeNo?: string | undefined;
  readonly after?: { readonly sort: string; readonly id: string } | undefined;
}

/** By name; one row more than `limit` says that there is a next page. */
export async function listEmployees(db: Db, { limit, q, employeeNo, after }: EmployeesRequest): Promise<readonly EmployeeRow[]> {
  const { rows } = await sql<EmployeeRow>`
    select e.id, e.name sort, e.employee_no "employeeNo", e.name, e.name_en "nameEn", e.email, e.language,
           jsonb_build_object('id', u.id::text, 'name', u.name) unit,
           e.grade, e.job, ${personOf('r')} rater, ${personOf('v')} reviewer,
           coalesce((select jsonb_agg(a.role order by a.role)
                       from role_assignment a
                      where a.employee_id = e.id), '[]') roles,
           d.left_on "leftOn"
      from employee e
      join unit u on u.id = e.unit_id
      left join departure d on d.employee_id = e.id and d.rehearsal_id is null
      left join employee r on r.id = e.rater_id
      left join employee v on v.id = e.reviewer_id
     where ${q === undefined ? sql`true` : matches(q, { name: 'e.name', employeeNo: 'e.employee_no' })}
       and (${employeeNo ?? null}::text is null or e.employee_no = ${employeeNo ?? null})
       and (${after?.sort ?? null}::text is null
            or (e.name, e.id) > (${after?.sort ?? ''}, ${after?.id ?? '0'}::bigint))
     order by e.name, e.id limit ${limit + 1}`.execute(db);
  return rows;
}
