import { type RawBuilder, sql } from 'kysely';
import { launchedClocks } from './address-changes.ts';
import { ADDRESS_GIVER } from './address-giver.ts';
import type { Trx } from './in-transaction.ts';
import { isFirstOfClock, shownAtFirst } from './reading/launch-addresses.ts';

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

/** Whether change `a` of employee `e` is open and counts on one of these clocks. */
const isOpenOn = (clocks: RawBuilder<unknown>): RawBuilder<boolean> => sql`exists (
  select from address_change a where a.employee_id = e.id and a.answer is null and a.counts && ${clocks})`;

/**
 * Two persons have agreed to a launch: where it is the first by its clock, the addresses that it has shown them are answered for, as are those that an
 * operator has given. What one of HR gave and nobody has looked at is not, nor what somebody is asked about at that moment. A rehearsal says nothing any
 * more once two have agreed to a launch that is none.
 */
export async function proveShown(trx: Trx, cycleId: string): Promise<void> {
  await sql`
    with first as materialized (
      select array['live', coalesce(c.rehearsal_id::text, 'live')] clocks
        from cycle c
       where c.id = ${cycleId} and ${isFirstOfClock(cycleId)}
         and (c.rehearsal_id is null or 'live' <> all (${await launchedClocks(trx)}::text[]))),
    shown as materialized (select id from ${shownAtFirst(cycleId)} s)
    update employee e
       set proven_email = case when e.id in (select id from shown) or ${ADDRESS_GIVER} is null then e.email end
      from first
     where not ${isOpenOn(sql`first.clocks`)}`.execute(trx);
}

/**
 * At the first launch that is no rehearsal's: whom one of HR had given the address of today, and the launch has not shown, is unproven from now on, as
 * whoever is entered or readdressed later, in the name of who gave it. Does nothing at any later launch.
 */
export async function endExemption(trx: Trx, cycleId: string): Promise<void> {
  await sql`
    with first as materialized (
      select c.id from cycle c
       where c.id = ${cycleId} and c.rehearsal_id is null and ${isFirstOfClock(cycleId)}),
    unseen as materialized (
      select e.id, e.email, ${ADDRESS_GIVER} giver
        from first
       cross join employee e
       where e.id not in ${shownWithAddress(cycleId)}),
    unproven as (
      update employee set proven_email = null where id in (select id from unseen where giver is not null))
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
