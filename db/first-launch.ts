import { sql } from 'kysely';
import type { Trx } from './in-transaction.ts';

/** Whose address a launch has shown to two persons: who rates, reviews, chairs or sits, and who has a role. A query of `id`. */
const shownWithAddress = (cycleId: string) => sql`(
  select o.id
    from evaluation v
   cross join lateral (values (v.rater_id), (v.reviewer_id)) o (id)
   where v.cycle_id = ${cycleId} and v.state = 'enrolled' and o.id is not null
  union
  select m.id::bigint
    from cycle c
   cross join lateral jsonb_array_elements_text(
           c.committee->'members' || jsonb_build_array(c.committee->'chair')) m (id)
   where c.id = ${cycleId} and m.id is not null
  union
  select employee_id from role_assignment where role in ('hr', 'hr-approver'))`;

/** Whom it has shown at all: also who takes part. */
const shownBy = (cycleId: string) => sql`(
  select v.employee_id id from evaluation v where v.cycle_id = ${cycleId} and v.state = 'enrolled'
  union
  select id from ${shownWithAddress(cycleId)} s)`;

/**
 * At the first launch that is no rehearsal's: whom one of HR had entered or readdressed until then, and the launch has not shown, is unproven from now on,
 * as whoever is entered or readdressed later; so is who only takes part, where one of HR had readdressed them. Does nothing at any later launch.
 */
export async function endExemption(trx: Trx, cycleId: string): Promise<void> {
  await sql`
    with first as materialized (
      select c.id from cycle c
       where c.id = ${cycleId} and c.rehearsal_id is null
         and not exists (select from cycle o
                          where o.id <> c.id and o.rehearsal_id is null and o.launched_at is not null)),
    unseen as materialized (
      select e.id, e.email, made.actor
        from first
       cross join employee e
        join audit_event made on made.what = 'employee.created' and made.subject = e.id
       where made.actor is not null and e.id not in ${shownBy(cycleId)}
      union all
      select e.id, e.email, a.changed_by
        from first
       cross join employee e
        join address_change a on a.employee_id = e.id
       where a.answer is null and a.old_email is not null and 'live' <> all (a.counts)
         and (a.changed_by is not null or a.objection_to is not null)
         and e.id not in ${shownWithAddress(cycleId)})
    insert into address_change (employee_id, old_email, new_email, changed_by, counts)
    select distinct on (u.id) u.id, null, u.email, u.actor, '{live}'::text[]
      from unseen u
     where not exists (
           select from address_change a
            where a.employee_id = u.id and a.old_email is null and a.objection_to is null and a.answer is null)
     order by u.id, u.actor`.execute(trx);
}

/** Whether the first launch that is no rehearsal's has been carried out. */
export async function isExemptionOver(trx: Trx): Promise<boolean> {
  const { rows } = await sql`
    select from cycle where rehearsal_id is null and launched_at is not null limit 1`.execute(trx);
  return rows.length > 0;
}
