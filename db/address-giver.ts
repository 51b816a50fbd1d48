import { type RawBuilder, sql } from 'kysely';

/**
 * Who of HR has given employee `e` the address of today, null: an operator. By the newest change to it, or else by the list that named them first; an old
 * address that objects gives nobody one.
 */
export const ADDRESS_GIVER: RawBuilder<string | null> = sql`(
  select g.by
    from (select a.changed_by by, a.id
            from address_change a
           where a.employee_id = e.id and a.objection_to is null and lower(a.new_email) = lower(e.email)
          union all
          select made.actor, 0
            from audit_event made
           where made.what = 'employee.created' and made.subject = e.id) g
   order by g.id desc
   limit 1)`;
