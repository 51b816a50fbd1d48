import { sql } from 'kysely';
import { mayAnswerFor } from '../address-changes.ts';
import type { Db } from '../connection.ts';
import { type Person, personOf } from './json.ts';

export interface AddressChangeRow {
  readonly id: string;
  readonly employeeId: string;
  readonly person: Person;
  readonly unit: string;
  readonly roles: readonly string[];
  /** Null: the person was created, or an old address has objected. */
  readonly oldEmail: string | null;
  /** The old address that has objected to a change which was confirmed; null: none. */
  readonly objectedBy: string | null;
  readonly newEmail: string;
  readonly changedBy: Person | null;
  readonly changedAt: string;
  readonly mayConfirm: boolean;
  /** By which the list goes, then by id. */
  readonly sort: string;
}

const HAS_POST = sql`e.id in (
  select r.employee_id from role_assignment r
  union all
  select o.id
    from employee m cross join lateral (values (m.rater_id), (m.reviewer_id)) o (id) where o.id is not null
  union all
  select o.id
    from evaluation v cross join lateral (values (v.rater_id), (v.reviewer_id)) o (id)
   where o.id is not null and v.state = 'enrolled')`;

const SORT = sql<string>`case when ${HAS_POST} then 'post' else 'rest' end`;

export interface ChangesAsked {
  readonly readerId: string;
  readonly limit: number;
  readonly after?: { readonly sort: string; readonly id: string } | undefined;
}

/** Changes that nobody has answered for and that count on some clock, one more than asked: of people who have a post or a role first, the first one first. */
export async function unansweredChanges(
  db: Db,
  { readerId, limit, after = { sort: '', id: '0' } }: ChangesAsked,
): Promise<readonly AddressChangeRow[]> {
  const { rows } = await sql<AddressChangeRow>`
    select a.id, a.employee_id "employeeId", ${personOf('e')} person,
           u.name unit, a.old_email "oldEmail", a.new_email "newEmail", o.old_email "objectedBy",
           a.changed_at "changedAt",
           coalesce((select jsonb_agg(r.role order by r.role)
                       from role_assignment r
                      where r.employee_id = e.id), '[]') roles,
           ${personOf('c')} "changedBy", ${mayAnswerFor(readerId)} "mayConfirm", s.sort
      from address_change a
      join employee e on e.id = a.employee_id
      join unit u on u.id = e.unit_id
      left join employee c on c.id = a.changed_by
      left join address_change o on o.id = a.objection_to
     cross join lateral (select ${SORT} sort) s
     where a.id in (select address_change_id from people_unproven(null))
       and (s.sort, a.id) > (${after.sort}, ${after.id}::bigint)
     order by s.sort, a.id
     limit ${limit + 1}`.execute(db);
  return rows;
}
