import { type RawBuilder, sql } from 'kysely';
import { launchedClocks } from './address-changes.ts';
import { ADDRESS_GIVER } from './address-giver.ts';
import type { Trx } from './in-transaction.ts';
import { isFirstOfClock, shownAtFirst } from './reading/launch-addresses.ts';

/** Whether change `a` of employee `e` is open and counts on one of these clocks. */
const isOpenOn = (clocks: RawBuilder<unknown>): RawBuilder<boolean> => sql`exists (
  select from address_change a where a.employee_id = e.id and a.answer is null and a.counts && ${clocks})`;

/** Whether two have agreed to no other launch by the clock of no rehearsal, now or before. */
const IS_FIRST_AGREED: RawBuilder<boolean> = sql`1 = (
  select count(*)
    from command_request q
    join cycle o on o.id = q.cycle_id and o.rehearsal_id is null
   where q.command = 'launch-cycle' and q.approved_at is not null)`;

/**
 * Two persons have agreed to a launch: where none by its clock was carried out yet, the addresses that it has shown them are answered for, as are those that
 * an operator has given; but not what somebody is asked about at that moment. At the first one that is no rehearsal's nobody has answered for others, whatever
 * was said in rehearsals, and from then on no rehearsal's launch says anything.
 */
export async function proveShown(trx: Trx, cycleId: string): Promise<void> {
  await sql`
    update command_request set addresses_until = (select coalesce(max(id), 0) from address_change)
     where cycle_id = ${cycleId} and command = 'launch-cycle' and approved_at is not null
       and undone_at is null and executed_at is null and addresses_until is null
       and ${isFirstOfClock(cycleId)}`.execute(trx);
  await sql`
    with first as materialized (
      select array['live', coalesce(c.rehearsal_id::text, 'live')] clocks,
             c.rehearsal_id is null and ${IS_FIRST_AGREED} is_first_agreed
        from cycle c
       where c.id = ${cycleId} and ${isFirstOfClock(cycleId)}
         and (c.rehearsal_id is null or 'live' <> all (${await launchedClocks(trx)}::text[]))),
    shown as materialized (select id from ${shownAtFirst(cycleId)} s),
    answered as materialized (
      select e.id,
             case when e.id in (select id from shown) or ${ADDRESS_GIVER} is null then e.email
                  when not first.is_first_agreed then e.proven_email end email
        from first
       cross join employee e
       where not ${isOpenOn(sql`first.clocks`)})
    update employee e set proven_email = n.email
      from answered n
     where n.id = e.id and e.proven_email is distinct from n.email`.execute(trx);
}

/**
 * At the first launch that is no rehearsal's: whom one of HR had given the address of today, and nobody has answered for, as no launch has shown them, is
 * unproven from now on, as whoever is entered or readdressed later, in the name of who gave it. Does nothing at any later launch.
 */
export async function endExemption(trx: Trx, cycleId: string): Promise<void> {
  await sql`
    with unseen as materialized (
      select e.id, e.email, ${ADDRESS_GIVER} giver
        from cycle c
       cross join employee e
       where c.id = ${cycleId} and c.rehearsal_id is null and ${isFirstOfClock(cycleId)} and e.proven_email is null)
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
