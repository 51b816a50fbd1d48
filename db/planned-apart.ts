import { sql } from 'kysely';
import { NOTHING_TOUCHED, type Touched } from '../domain/two-persons/own-case.ts';
import type { Db } from './connection.ts';
import { CANDIDATES, LISTED_GROUPS } from './enrolment.ts';
import type { Trx } from './in-transaction.ts';
import { listedAbove } from './touched.ts';

/** What a cycle that is not launched yet does not do to everybody, by the list of today, with the units whose numbers are planned, and whom it seats. */
export async function plannedApart(db: Db | Trx, cycleId: string): Promise<Touched> {
  const { rows } = await sql<Pick<Touched, 'people' | 'listGroups' | 'cards' | 'called' | 'relieved'>>`
    with coming as materialized (
      select x.* from (${CANDIDATES(cycleId)}) x where x.why is null),
    dropped as materialized (
      select x.id, x.group_name, x.rater_id
        from (${LISTED_GROUPS}) x
        join employee e on e.id = x.id
        join cycle c on c.id = ${cycleId}
       where c.grades is not null and not coalesce(e.grade = any (c.grades), false)
         and x.id not in (select l.employee_id from people_left(${cycleId}) l)),
    left_out as (
      select v.employee_id id from evaluation v where v.cycle_id = ${cycleId} and v.state = 'excluded')
    select array(select id::text from left_out) people,
           array(select g.name from rating_group g where g.cycle_id = ${cycleId} and not (g.quota and g.spare_lowest)
                 union
                 select x.group_name from (${LISTED_GROUPS}) x where x.id in (select id from left_out)
                 union
                 select d.group_name from dropped d where d.group_name in (select group_name from coming)
                 union
                 select x.group_name
                   from coming x
                   join phase_window w on w.cycle_id = ${cycleId} and x.grade = any (w.exempt_grades)) "listGroups",
           array(select i.unit_id::text from indicator i where i.cycle_id = ${cycleId}
                 union
                 select p.id::text
                   from cycle_unit u
                  cross join lateral (values (u.unit_id), (u.part_of)) p (id)
                  where u.cycle_id = ${cycleId}) cards,
           array(select d.id
                   from cycle c
                  cross join lateral (
                    select c.committee->>'chair' id
                    union
                    select jsonb_array_elements_text(c.committee->'members')) d
                  where c.id = ${cycleId} and d.id is not null) called,
           -- Who takes part and rates nobody in it, though somebody by the list: in their rating they lead nobody.
           array(select x.id::text
                   from coming x
                  where x.id in (select rater_id from dropped) and x.id not in (select rater_id from coming)) relieved`.execute(
    db,
  );
  const [found] = rows;
  if (found === undefined) throw new Error('a row of arrays without a row');
  return { ...NOTHING_TOUCHED, ...found, relieved: [...found.relieved, ...(await listedAbove(db, found.people))] };
}

/** Who has planned a cycle; undefined: nobody by name. */
export async function plannerOf(db: Db | Trx, cycleId: string) {
  return db
    .selectFrom('cycle as c')
    .innerJoin('employee as e', 'e.id', 'c.planned_by')
    .select(['e.id', 'e.employee_no as employeeNo', 'e.name'])
    .where('c.id', '=', cycleId)
    .executeTakeFirst();
}
