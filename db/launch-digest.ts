import { sql } from 'kysely';
import type { Db } from './connection.ts';
import { CANDIDATES } from './enrolment.ts';
import type { Trx } from './in-transaction.ts';
import { isFirstOfClock, postsOf } from './reading/launch-addresses.ts';

/**
 * The launch of a cycle to which two persons have agreed first and that is still to come, with the newest change of an address at that moment where it
 * showed any.
 */
const agreedLaunch = (cycleId: string) => sql`
  select q.addresses_until
    from command_request q
   where q.cycle_id = ${cycleId} and q.command = 'launch-cycle' and q.approved_at is not null
     and q.undone_at is null and q.executed_at is null
   order by q.approved_at, q.id
   limit 1`;

/**
 * SHA-256, hexadecimal, of what a launch takes over and that decides about people: who starts and who does not, with name, unit, grade, group, rater and
 * reviewer; who is left out; the groups that were planned, with or without a quota; the committee; the rules; which unit is a part of which, and the
 * numbers of each; of the first launch by a clock the addresses of who rates, reviews, decides and may take part, as they were when two had agreed to it: later another
 * address is answered for by itself. Jobs may change, and a day of leaving that is known may come: neither is part of it.
 */
export async function launchDigest(db: Db | Trx, cycleId: string): Promise<string> {
  const { rows } = await sql<{ digest: string }>`
    with agreed as materialized (${agreedLaunch(cycleId)}),
    lines as (
      select jsonb_build_array(
               'person', x.id, x.name, x.unit_id, x.grade, x.group_name, x.rater_id, x.reviewer_id,
               x.why is not distinct from 'group-locked', d.left_on)::text line
        from (${CANDIDATES(cycleId)}) x
        left join lateral (
          select min(p.left_on) left_on
            from departure p
            join cycle c on c.id = ${cycleId}
           where p.employee_id = x.id and (p.rehearsal_id is null or p.rehearsal_id = c.rehearsal_id)) d on true
      union all
      select jsonb_build_array('excluded', v.employee_id)::text
        from evaluation v
       where v.cycle_id = ${cycleId} and v.state = 'excluded'
      union all
      select jsonb_build_array('group', g.name, g.quota, g.spare_lowest)::text
        from rating_group g
       where g.cycle_id = ${cycleId}
      union all
      select jsonb_build_array('cycle', c.committee, c.policy_pack_id)::text from cycle c where c.id = ${cycleId}
      union all
      select jsonb_build_array('address', x.id, lower(coalesce(later.old_email, x.email)))::text
        from employee x
        left join agreed on true
        left join lateral (
          select a.old_email
            from address_change a
           where a.employee_id = x.id and a.old_email is not null and a.id > agreed.addresses_until
           order by a.id
           limit 1) later on true
       where x.id in (select p.id from ${postsOf(cycleId)} p union select t.id from (${CANDIDATES(cycleId)}) t)
         and case when exists (select from agreed) then agreed.addresses_until is not null
                  else ${isFirstOfClock(cycleId)} end
      union all
      select jsonb_build_array('part', u.unit_id, u.part_of)::text
        from cycle_unit u
       where u.cycle_id = ${cycleId}
      union all
      select jsonb_build_array(
               'indicator', i.id, i.unit_id, i.name, i.direction, i.method, i.baseline, i.target, i.actual,
               i.weight)::text
        from indicator i
       where i.cycle_id = ${cycleId})
    select encode(sha256(convert_to(string_agg(line, chr(10) order by line collate "C"), 'UTF8')), 'hex') digest
      from lines`.execute(db);
  if (rows[0] === undefined) throw new Error('an aggregate without a row');
  return rows[0].digest;
}
