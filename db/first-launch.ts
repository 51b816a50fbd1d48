import { sql } from 'kysely';
import { ADDRESS_GIVER } from './address-giver.ts';
import type { Trx } from './in-transaction.ts';

/** Whose address the first launch has shown to two persons: who takes part, rates, reviews, chairs or sits, and who is of HR. A query of `id`. */
const shownWithAddress = (cycleId: string) => sql`(
  select o.id
    from evaluation v
   cross join lateral (values (v.employee_id), (v.rater_id), (v.reviewer_id)) o (id)
   where v.cycle_id = ${cycleId} and v.state = 'enrolled' and o.id is not null
  union
  select m.id::bigint
    from cycle c
   cross join lateral jsonb_array_elements_text(
           c.committee->'members' || jsonb_build_array(c.committee->'chair')) m (id)
   where c.id = ${cycleId} and m.id is not null
  union
  select employee_id from role_assignment where role in ('hr', 'hr-approver'))`;

/**
 * At the first launch that is no rehearsal's: whom one of HR had given the address of today, and the launch has not shown, is unproven from now on, as
 * whoever is entered or readdressed later, in the name of who gave it. Does nothing at any later launch.
 */
export async function endExemption(trx: Trx, cycleId: string): Promise<void> {
  await sql`
    with first as materialized (
      select c.id from cycle c
       where c.id = ${cycleId} and c.rehearsal_id is null
         and not exists (select from cycle o
                          where o.id <> c.id and o.rehearsal_id is null and o.launched_at is not null)),
    unseen as materialized (
      select e.id, e.email, ${ADDRESS_GIVER} giver
        from first
       cross join employee e
       where e.id not in ${shownWithAddress(cycleId)})
    insert into address_change (employee_id, old_email, new_email, changed_by, counts)
    select u.id, null, u.email, u.giver, '{live}'::text[]
      from unseen u
     where u.giver is not null
       and not exists (
           select from address_change a
            where a.employee_id = u.id and a.old_email is null and a.answer is null and 'live' = any (a.counts))
     order by u.id`.execute(trx);
}

/** Whether the first launch that is no rehearsal's has been carried out. */
export async function isExemptionOver(trx: Trx): Promise<boolean> {
  const { rows } = await sql`
    select from cycle where rehearsal_id is null and launched_at is not null limit 1`.execute(trx);
  return rows.length > 0;
}
