import { sql } from 'kysely';
import type { Db } from '../connection.ts';
import { CANDIDATES } from '../enrolment.ts';
import { type Person, personOf } from './json.ts';
import { matches } from './name-search.ts';

export interface LaunchRelation {
  readonly id: string;
  readonly sort: string;
  readonly employeeNo: string;
  readonly name: string;
  readonly unit: string;
  readonly grade: string | null;
  readonly group: string;
  readonly rater: Person | null;
  readonly reviewer: Person | null;
}

export interface RelationsRequest {
  readonly cycleId: string;
  readonly limit: number;
  /** The person, the rater or the reviewer. */
  readonly q?: string | undefined;
  readonly after?: { readonly sort: string; readonly id: string } | undefined;
}

/** Who starts, in which group, and who rates and reviews them, by name; one row more than `limit` says that there is a next page. */
export async function launchRelations(
  db: Db,
  { cycleId, limit, q, after }: RelationsRequest,
): Promise<readonly LaunchRelation[]> {
  const named = (alias: string) => matches(q ?? '', { name: `${alias}.name`, employeeNo: `${alias}.employee_no` });
  const { rows } = await sql<LaunchRelation>`
    select x.id, x.name sort, x.employee_no "employeeNo", x.name, x.unit_name unit, x.grade, x.group_name "group",
           ${personOf('r')} rater, ${personOf('v')} reviewer
      from (${CANDIDATES(cycleId)}) x
      left join employee r on r.id = x.rater_id
      left join employee v on v.id = x.reviewer_id
     where x.why is null
       and (${q ?? null}::text is null or ${named('x')} or ${named('r')} or ${named('v')})
       and (${after?.sort ?? null}::text is null
            or (x.name, x.id) > (${after?.sort ?? ''}, ${after?.id ?? '0'}::bigint))
     order by x.name, x.id limit ${limit + 1}`.execute(db);
  return rows;
}
