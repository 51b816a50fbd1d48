import { type RawBuilder, sql } from 'kysely';
import type { Selection } from '../contracts/commands.ts';
import { NOTHING_TOUCHED, type Own, type Touched } from '../domain/two-persons/own-case.ts';
import type { Db } from './connection.ts';
import type { Trx } from './in-transaction.ts';
import { CANDIDATES, LISTED_GROUPS } from './enrolment.ts';
import { hasOpenRatings } from './open-ratings.ts';
import { decidingAs } from './own-case.ts';
import { isHeldBack, type Ordering } from './tells-level.ts';
import { selectedEvaluations, selectedRuns, selectedTasks, selectsNothing } from './selection.ts';

export interface Selected {
  readonly cycleId: string;
  readonly selection: Selection;
}

/** Whom an order on evaluations concerns. */
export function touchedByEvaluations(db: Db | Trx, { cycleId, selection }: Selected): Promise<Touched> {
  return touchedByCases(
    db,
    sql`
      select e.id evaluation_id, e.rating_group_id group_id
        from evaluation e
       where ${selectedEvaluations(cycleId, selection)}`,
  );
}

/** Whom it concerns that people take part, or no more: also who rates or reviews them, as that makes somebody a leader. */
export async function touchedByTakingPart(db: Db | Trx, selected: Selected): Promise<Touched> {
  const touched = await touchedByEvaluations(db, selected);
  return {
    ...touched,
    relieved: await aboveEvaluations(db, touched.evaluations),
  };
}

/** Who rates or reviews in these evaluations. */
export function aboveEvaluations(db: Db | Trx, evaluationIds: readonly string[]): Promise<readonly string[]> {
  return above(db, sql`select * from evaluation where id = any (${evaluationIds}::bigint[])`);
}

/** Who rates or reviews: `whom` is a query of `rater_id`, `reviewer_id`. */
async function above(db: Db | Trx, whom: RawBuilder<unknown>): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct o.id
      from (${whom}) w
     cross join lateral (values (w.rater_id), (w.reviewer_id)) o (id)
     where o.id is not null`.execute(db);
  return rows.map(({ id }) => id);
}

/** Who rates or reviews these people, by the list. */
export function listedAbove(db: Db | Trx, employeeIds: readonly string[]): Promise<readonly string[]> {
  return above(db, sql`select * from employee where id = any (${employeeIds}::bigint[])`);
}

/** Whom an order on processes concerns: whose they are, and everybody of a group whose calibration it is. */
export function touchedByRuns(db: Db | Trx, selected: Selected): Promise<Touched> {
  return touchedByCases(db, casesOfRuns(selected));
}

/** Whom an order on tasks concerns; who asks or approves too where it covers a process of theirs, whether it has such a task or not, if that told the level. */
export function touchedByTasks(db: Db | Trx, order: Selected & Ordering): Promise<Touched> {
  const untold = order.selection.taskIds === undefined ? isHeldBack(order) : sql<boolean>`false`;
  return touchedByCases(db, sql`${casesOfTasks(order)} union all ${casesOfRuns(order, untold)}`);
}

/** Selected processes `p`, of evaluations `e`, that are such: a query of `evaluation_id`, `group_id`. */
export function casesOfRuns({ cycleId, selection }: Selected, such: RawBuilder<boolean> = sql`true`): RawBuilder<unknown> {
  return sql`
    select p.evaluation_id, coalesce(p.rating_group_id, e.rating_group_id) group_id
      from process_run p
      left join evaluation e on e.id = p.evaluation_id
     where ${selectedRuns(cycleId, selection)} and ${such}`;
}

/** Whether an order reaches no process of which who asks or approves is told nothing, as that would tell their level. */
export async function isNothingHeldBack(db: Db | Trx, order: Selected & Ordering): Promise<boolean> {
  const { rows } = await sql`${casesOfRuns(order, isHeldBack(order))} limit 1`.execute(db);
  return rows.length === 0;
}

/** Selected tasks `t` of processes `p` that are such: a query of `evaluation_id`, `group_id`. */
export function casesOfTasks({ cycleId, selection }: Selected, such: RawBuilder<boolean> = sql`true`): RawBuilder<unknown> {
  return sql`
    select p.evaluation_id, coalesce(p.rating_group_id, e.rating_group_id) group_id
      from task t
      join process_run p on p.id = t.process_run_id
      left join evaluation e on e.id = p.evaluation_id
     where ${selectedTasks(cycleId, selection)} and ${such}`;
}

/** Whether cases, a query of `evaluation_id` and `group_id`, are all of somebody's own: theirs, of their group, or of who rates or reviews them. */
export async function areAllOwn(db: Db | Trx, cases: RawBuilder<unknown>, own: Own): Promise<boolean> {
  const { rows } = await sql<{ all_own: boolean | null }>`
    select bool_and(coalesce(e.employee_id = any (${[...own.accounts, ...own.above]}::bigint[]), false)
                    or coalesce(x.group_id = any (${own.groups}::bigint[]), false)) all_own
      from (${cases}) x
      left join evaluation e on e.id = x.evaluation_id`.execute(db);
  return rows[0]?.all_own ?? false;
}

/** Whom a place in the committee concerns: of a whole phase, every group, also one that gets its committee later. */
export function touchedByPlaces(db: Db | Trx, { cycleId, selection }: Selected): Promise<Touched> {
  const { phase: _, ...narrower } = selection;
  if (!selectsNothing(narrower)) return touchedByRuns(db, { cycleId, selection });
  return touchedByCases(
    db,
    sql`
    select null::bigint evaluation_id, g.id group_id from rating_group g where g.cycle_id = ${cycleId}`,
  );
}

export interface LeavingOut {
  readonly cycleId: string;
  readonly employeeIds: readonly string[];
}

/** Whom it concerns that people do not come into a cycle: themselves, who rates or reviews them, and whoever is or comes into the group that they would have come into. */
export async function touchedByLeavingOut(db: Db | Trx, { cycleId, employeeIds }: LeavingOut): Promise<Touched> {
  const { rows } = await sql<Pick<Touched, 'groups' | 'people'>>`
    with coming as materialized (${CANDIDATES(cycleId)}),
    named as (
      select distinct group_name from coming where id = any (${employeeIds}::bigint[]))
    select array(
             select g.id::text
               from rating_group g
               join named n on n.group_name = g.name
              where g.cycle_id = ${cycleId}) groups,
           array(
             select x.id::text from coming x join named n on n.group_name = x.group_name and x.why is null
             union
             select unnest(${employeeIds}::bigint[])::text) people`.execute(db);
  return { ...NOTHING_TOUCHED, ...rows[0], relieved: await listedAbove(db, employeeIds) };
}

/** People who leave, by one clock: `whom` is a query of `employee_id`, `rehearsal` its id or null. */
export interface Leaving {
  readonly whom: RawBuilder<unknown>;
  readonly rehearsal: RawBuilder<unknown>;
}

/**
 * Where it matters who somebody is: a query of `employee_id` with an `evaluation_id`, a `group_id` or, by the list, a `group_name`. Their own evaluation and
 * group, and where `decides` the groups about which they decide or will, and those in which they rate or review.
 */
function whereTheyMatter(leaving: Leaving): RawBuilder<unknown> {
  const { whom, rehearsal } = leaving;
  return sql`
    select e.employee_id, e.id evaluation_id, e.rating_group_id group_id, null group_name, false decides
      from (${whom}) w
      join evaluation e on e.employee_id = w.employee_id
      join cycle c on c.id = e.cycle_id
     where c.archived_at is null and c.rehearsal_id is not distinct from ${rehearsal}
    union all
    select w.employee_id, null, e.rating_group_id, null, true
      from cycle c
      join evaluation e on e.cycle_id = c.id and e.state = 'enrolled'
     cross join lateral (values (e.rater_id), (e.reviewer_id)) above (id)
      join (${whom}) w on w.employee_id = above.id
     where c.archived_at is null and c.rehearsal_id is not distinct from ${rehearsal}
    union all
    select w.employee_id, null, null, x.group_name, one.id <> x.id
      from (${LISTED_GROUPS}) x
     cross join lateral (values (x.id), (x.rater_id), (x.reviewer_id)) one (id)
      join (${whom}) w on w.employee_id = one.id
    union all
    select p.employee_id, null, p.group_id, x.group_name, true
      from (${placesOf(leaving)}) p
      left join (select distinct group_name from (${LISTED_GROUPS}) l) x on p.group_id is null`;
}

/** Whom it concerns that people leave, are away or get another address: themselves, and the groups in which it matters who they are. */
export async function touchedByLeaving(db: Db | Trx, leaving: Leaving): Promise<Touched> {
  const { rows } = await sql<Omit<Touched, 'cards' | 'relieved' | 'called'>>`
    with cases as materialized (${whereTheyMatter(leaving)})
    select array(select distinct evaluation_id::text from cases where evaluation_id is not null) evaluations,
           array(select distinct group_id::text from cases where group_id is not null and not decides) groups,
           array(select distinct group_name from cases where group_name is not null and not decides) "listGroups",
           array(select distinct group_id::text from cases where group_id is not null and decides) decided,
           array(select distinct group_name from cases where group_name is not null and decides) "listDecided",
           array(select distinct w.employee_id::text from (${leaving.whom}) w) people`.execute(db);
  return { ...NOTHING_TOUCHED, ...rows[0] };
}

/** Whom of these people somebody may decide nothing about, and who concerns them only less, as `touchedByLeaving` of each one says. */
export interface Concerning {
  readonly own: readonly string[];
  readonly lesser: readonly string[];
}

export async function concerning(db: Db | Trx, leaving: Leaving, own: Own): Promise<Concerning> {
  const { rows } = await sql<{ id: string; lesser: boolean }>`
    select y.id, bool_and(y.lesser) lesser
      from (select w.employee_id id, false lesser
              from (${leaving.whom}) w
             where w.employee_id = any (${[...own.accounts, ...own.above]}::bigint[])
            union all
            select x.employee_id, x.decides
              from (${whereTheyMatter(leaving)}) x
             where x.evaluation_id = any (${own.evaluations}::bigint[])
                or x.group_id = any (${own.groups}::bigint[])
                or x.group_name = any (${own.listGroups}::text[])) y
     group by y.id`.execute(db);
  const idsOf = (lesser: boolean) => rows.filter((row) => row.lesser === lesser).map(({ id }) => id);
  return { own: idsOf(false), lesser: idsOf(true) };
}

/** Whoever chairs or sits, or will, for whatever group. */
const OF_COMMITTEES = sql`
  select (c.committee->>'chair')::bigint from cycle c where c.archived_at is null
  union
  select m.id::bigint from cycle c, jsonb_array_elements_text(c.committee->'members') m (id) where c.archived_at is null
  union
  select s.chair_id from calibration_session s where s.locked_at is null
  union
  select k.employee_id
    from calibration_seat k
    join calibration_session s using (process_run_id)
   where s.locked_at is null`;

/**
 * Who rates or reviews where ratings are written, and would no more, or had left already, and would again by another day: a query of `employee_id`.
 */
export function ratesOf({ whom, rehearsal }: Leaving): RawBuilder<unknown> {
  return sql`
    select w.employee_id
      from (${whom}) w
      join evaluation v on v.state = 'enrolled' and w.employee_id in (v.rater_id, v.reviewer_id)
      join cycle c on c.id = v.cycle_id and c.archived_at is null and c.rehearsal_id is not distinct from ${rehearsal}
     where ${hasOpenRatings(sql`c.id`)}
        or exists (
             select from departure d
              where d.employee_id = w.employee_id and d.rehearsal_id is not distinct from ${rehearsal})`;
}

/** Who chairs or sits, now or as the cycle's committee, for which group that is not decided: a query of `employee_id`, `group_id`, null: all that come. */
export function placesOf({ whom, rehearsal }: Leaving): RawBuilder<unknown> {
  return sql`
    select w.employee_id, g.id group_id
      from (${whom}) w
      join cycle c on c.archived_at is null and c.rehearsal_id is not distinct from ${rehearsal}
      left join rating_group g on g.cycle_id = c.id and c.launched_at is not null
      left join (process_run p join calibration_session s on s.process_run_id = p.id) on p.rating_group_id = g.id
       and p.state <> 'void'
     where s.locked_at is null and w.employee_id in (${OF_COMMITTEES})
       and case when s.process_run_id is null
                then c.committee->>'chair' = w.employee_id::text or c.committee->'members' ? w.employee_id::text
                else s.chair_id = w.employee_id or exists (
                       select from calibration_seat k
                        where k.process_run_id = s.process_run_id and k.employee_id = w.employee_id) end`;
}

/** Whether somebody has let one person leave alone in the last day, by any account and by whatever way: a query of a row if so. */
export function leftAlone(actorId: string, rehearsal: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select from command_request q
      join cycle c on c.id = q.cycle_id and c.rehearsal_id is not distinct from ${rehearsal}
     where q.command = 'withdraw' and not q.needs_approval
       and q.requested_by in ${decidingAs(actorId)} and q.executed_at > cycle_now(c.id) - interval '1 day'
    union all
    select from departure_request q
     where ${rehearsal} is null and not q.needs_approval
       and q.requested_by in ${decidingAs(actorId)} and q.requested_at > now() - interval '1 day'`;
}

/** Whom cases concern, a query of `evaluation_id` and `group_id`. */
export async function touchedByCases(db: Db | Trx, cases: RawBuilder<unknown>): Promise<Touched> {
  const { rows } = await sql<Pick<Touched, 'evaluations' | 'groups' | 'people'>>`
    with cases as materialized (${cases})
    select array(select distinct evaluation_id::text from cases where evaluation_id is not null) evaluations,
           array(select distinct group_id::text from cases where group_id is not null) groups,
           array(select distinct e.employee_id::text from cases x join evaluation e on e.id = x.evaluation_id) people`.execute(
    db,
  );
  return { ...NOTHING_TOUCHED, ...rows[0] };
}
