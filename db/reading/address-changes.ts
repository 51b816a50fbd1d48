import { sql } from 'kysely';
import { isOthersMatter } from '../address-changes.ts';
import type { Db } from '../connection.ts';
import { type Person, personOf } from './json.ts';

export interface AddressChangeRow {
  readonly id: string;
  readonly person: Person;
  readonly unit: string;
  readonly roles: readonly string[];
  /** Null: the person was created. */
  readonly oldEmail: string | null;
  readonly newEmail: string;
  readonly changedBy: Person | null;
  readonly changedAt: string;
  readonly mayConfirm: boolean;
}

/** Changes that wait for an answer and count on some clock, the first one first. */
export async function unansweredChanges(db: Db, readerId: string): Promise<readonly AddressChangeRow[]> {
  const { rows } = await sql<AddressChangeRow>`
    select a.id, ${personOf('e')} person, u.name unit, a.old_email "oldEmail", a.new_email "newEmail",
           a.changed_at "changedAt",
           coalesce((select jsonb_agg(r.role order by r.role)
                       from role_assignment r
                      where r.employee_id = e.id), '[]') roles,
           ${personOf('c')} "changedBy", ${isOthersMatter(readerId)} "mayConfirm"
      from people_unproven(null) p
      join address_change a on a.id = p.address_change_id
      join employee e on e.id = a.employee_id
      join unit u on u.id = e.unit_id
      left join employee c on c.id = a.changed_by
     order by a.id
     limit 1000`.execute(db);
  return rows;
}
