import { sql } from 'kysely';
import { isOthersMatter } from '../address-changes.ts';
import type { Db } from '../connection.ts';
import { IS_OPEN_CREATION } from '../proven-mailbox.ts';
import { type Person, personOf } from './json.ts';

export interface AddressChangeRow {
  readonly id: string;
  readonly employeeId: string;
  readonly person: Person;
  readonly unit: string;
  readonly roles: readonly string[];
  /** Null: the person was created. */
  readonly oldEmail: string | null;
  readonly newEmail: string;
  readonly changedBy: Person | null;
  readonly changedAt: string;
  /** Until somebody answers, the person decides nothing about others. */
  readonly waits: boolean;
  readonly mayConfirm: boolean;
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

/**
 * Changes that nobody has answered for and that count on some clock: those that wait, then of people who have a post, then the others; the first one
 * first.
 */
export async function unansweredChanges(db: Db, readerId: string): Promise<readonly AddressChangeRow[]> {
  const { rows } = await sql<AddressChangeRow>`
    select a.id, a.employee_id "employeeId", ${personOf('e')} person,
           u.name unit, a.old_email "oldEmail", a.new_email "newEmail", a.changed_at "changedAt",
           coalesce((select jsonb_agg(r.role order by r.role)
                       from role_assignment r
                      where r.employee_id = e.id), '[]') roles,
           ${personOf('c')} "changedBy", p is not null waits, ${isOthersMatter(readerId)} "mayConfirm"
      from address_change a
      join employee e on e.id = a.employee_id
      join unit u on u.id = e.unit_id
      left join employee c on c.id = a.changed_by
      left join (select address_change_id from people_unproven(null)) p on p.address_change_id = a.id
     where a.answer is null and (p is not null or ${IS_OPEN_CREATION})
     order by waits desc, ${HAS_POST} desc, a.id
     limit 1000`.execute(db);
  return rows;
}
