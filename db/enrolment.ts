import { sql } from 'kysely';
import type { Db } from './connection.ts';
import { lockCycle } from './cycles.ts';
import type { Trx } from './in-transaction.ts';

/** Somebody of the list, of a grade that the cycle is about, who has no evaluation in it yet, with what enrolment makes of them. */
export interface Candidate {
  readonly employeeId: string;
  readonly employeeNo: string;
  readonly name: string;
  readonly unit: string;
  readonly grade: string | null;
  readonly email: string;
  readonly group: string;
  readonly raterId: string | null;
  readonly reviewerId: string | null;
  /** Null: starts. */
  readonly why: 'nobody-above' | 'left' | 'group-locked' | null;
}

/** People without a group of their own form one with their grade; without a grade, this one. */
export const GROUP_WITHOUT_GRADE = '-';

const GROUP_NAME = sql`coalesce(nullif(e.group_name, ''), nullif(e.grade, ''), ${GROUP_WITHOUT_GRADE})`;

/** The same, of somebody as a list names them. */
export function groupName({ group, grade }: Readonly<Record<'group' | 'grade', string | null>>): string {
  return [group, grade].find((name) => name !== null && name !== '') ?? GROUP_WITHOUT_GRADE;
}

/** Everybody who is, or was, rated in one of these groups. */
export async function peopleOfGroups(db: Db | Trx, groupIds: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select employee_id id from evaluation where rating_group_id = any (${groupIds}::bigint[])`.execute(db);
  return rows.map(({ id }) => id);
}

/** How groups of cycles that run are named: into them comes whom the list names so. */
export async function namesOfGroups(db: Db | Trx, groupIds: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select distinct g.name
      from rating_group g
      join cycle c on c.id = g.cycle_id
     where g.id = any (${groupIds}::bigint[]) and c.launched_at is not null and c.published_at is null`.execute(db);
  return rows.map(({ name }) => name);
}

/** A query of whoever may come into a cycle, with what enrolment makes of them. */
export const CANDIDATES = (cycleId: string) => sql`
  select e.id, e.employee_no, e.name, e.email, e.grade, e.job, e.unit_id, u.name unit_name, e.rater_id, e.reviewer_id,
         ${GROUP_NAME} group_name,
         case when e.id in (select l.employee_id from people_left(${cycleId}) l) then 'left'
              when e.rater_id is null then 'nobody-above'
              when g.locked_at is not null then 'group-locked' end why
    from cycle c cross join employee e join unit u on u.id = e.unit_id
    left join rating_group g on g.cycle_id = c.id and g.name = ${GROUP_NAME}
   where c.id = ${cycleId} and (c.grades is null or e.grade = any (c.grades))
     and not exists (select from evaluation v where v.cycle_id = c.id and v.employee_id = e.id)`;

export async function candidates(db: Db | Trx, cycleId: string): Promise<readonly Candidate[]> {
  const { rows } = await sql<Candidate>`
    select id "employeeId", employee_no "employeeNo", name, unit_name unit, grade, email, group_name "group",
           rater_id "raterId",
           reviewer_id "reviewerId", why from (${CANDIDATES(cycleId)}) x order by employee_no`.execute(db);
  return rows;
}

/** Who may not come into a cycle as nobody is above them, or as they have left in its year or the one before. */
export async function leftOrWithoutRater(db: Db | Trx, cycleId: string) {
  const { rows } = await sql<Pick<Candidate, 'employeeNo' | 'name' | 'unit'> & { readonly why: 'nobody-above' | 'left' }>`
    select x.employee_no "employeeNo", x.name, x.unit_name unit, x.why
      from (${CANDIDATES(cycleId)}) x
      join cycle c on c.id = ${cycleId}
     where x.why = 'nobody-above'
        or x.why = 'left' and exists (
             select from departure d where d.employee_id = x.id and d.left_on >= make_date(c.year - 1, 1, 1))
     order by x.unit_name, x.name, x.id`.execute(db);
  return rows;
}

/** A query of everybody who is rated by the list: `id`, `group_name`, and by whom. */
export const LISTED_GROUPS = sql`
  select e.id, ${GROUP_NAME} group_name, e.rater_id, e.reviewer_id from employee e where e.rater_id is not null`;

/** The groups in which people are rated, by the list. */
export async function groupNamesOf(db: Db | Trx, employeeIds: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select distinct group_name name from (${LISTED_GROUPS}) x where id = any (${employeeIds}::bigint[]) order by 1`.execute(db);
  return rows.map(({ name }) => name);
}

export interface GradesInGroups {
  readonly groups: readonly string[];
  readonly grades: readonly string[];
}

/** Who is rated in one of these groups, by the list, and of none of these grades: a cycle of these leaves them out. */
export async function ofOtherGrades(db: Db | Trx, { groups, grades }: GradesInGroups) {
  const { rows } = await sql<{ employeeNo: string; name: string; unit: string; group: string }>`
    select e.employee_no "employeeNo", e.name, u.name unit, ${GROUP_NAME} "group"
      from employee e
      join unit u on u.id = e.unit_id
     where e.rater_id is not null and ${GROUP_NAME} = any (${groups}::text[])
       and not coalesce(e.grade = any (${grades}::text[]), false)
       and e.id not in (select l.employee_id from people_left(null) l)
     order by u.name, e.name, e.id`.execute(db);
  return rows;
}

export interface Exempt {
  readonly phase: string;
  readonly group: string;
  readonly grades: string[];
  readonly people: number;
}

/** In which phase of a cycle how many of each group that comes are not asked, as its rules exempt their grades. */
export async function exemptByGroup(db: Db | Trx, cycleId: string): Promise<readonly Exempt[]> {
  const { rows } = await sql<Exempt>`
    select w.phase, x.group_name "group", array_agg(distinct x.grade order by x.grade) grades, count(*)::int people
      from phase_window w
      join (${CANDIDATES(cycleId)}) x on x.grade = any (w.exempt_grades)
     where w.cycle_id = ${cycleId} and x.why is null
     group by w.phase, w.opens_at, x.group_name
     order by w.opens_at, w.phase, x.group_name`.execute(db);
  return rows;
}

/** Groups as the people who would be rated today form them, whatever the cycle. */
export async function groupsToday(db: Db): Promise<readonly { readonly name: string; readonly people: number }[]> {
  const { rows } = await sql<{ name: string; people: number }>`
    select ${GROUP_NAME} name, count(*)::int people from employee e
     where e.rater_id is not null and e.id not in (select l.employee_id from people_left(null) l) group by 1 order by 1`.execute(
    db,
  );
  return rows;
}

export interface Enrolled {
  readonly enrolled: number;
  /** Came too late: their group's calibration has begun. */
  readonly tooLate: number;
}

/**
 * Gives everybody with somebody above an evaluation with names, grade and unit as they are now; nobody twice, so again it takes only who came later.
 * A new group with fewer people than `quotaFrom` has no quota.
 */
export async function enrol(
  trx: Trx,
  { cycleId, quotaFrom }: { readonly cycleId: string; readonly quotaFrom: number },
): Promise<Enrolled> {
  await lockCycle(trx, cycleId);
  // One statement, as an import between two would name a group for somebody that the first has not made.
  const { rows } = await sql<{ id: string; state: string; new_group_id: string | null }>`
    with taken as materialized (
      select * from (${CANDIDATES(cycleId)}) x where x.why is null or x.why = 'group-locked'),
    made as (
      insert into rating_group (cycle_id, name)
      select distinct ${cycleId}::bigint, group_name from taken where why is null order by 2
      on conflict (cycle_id, name) do nothing returning id, name),
    named as (
      select id, name, true is_new from made
      union all
      select id, name, false from rating_group where cycle_id = ${cycleId}),
    enrolled as (
      insert into evaluation (cycle_id, employee_id, state, reason, rater_id, reviewer_id, unit_id, rating_group_id,
                              name, grade, unit_name, job, enrolled_at)
      select ${cycleId}, t.id, case when t.why is null then 'enrolled' else 'excluded' end, t.why, t.rater_id,
             t.reviewer_id,
             t.unit_id, n.id, t.name, t.grade, t.unit_name, t.job, (select cycle_now(${cycleId}))
        from taken t join named n on n.name = t.group_name order by t.id
      on conflict do nothing returning id, state, rating_group_id)
    select e.id, e.state, n.id new_group_id
      from enrolled e left join named n on n.id = e.rating_group_id and n.is_new`.execute(trx);
  const made = [...new Set(rows.flatMap(({ new_group_id }) => new_group_id ?? []))];
  const late = await excludeFromLocked(
    trx,
    rows.map(({ id }) => id),
  );
  await sql`
    update rating_group g set quota = false
     where g.cycle_id = ${cycleId} and g.quota and g.locked_at is null
       and (g.id = any (${made}::bigint[])
            or not exists (select from cycle c where c.id = g.cycle_id and c.launched_at < cycle_now(c.id)))
       and (select count(*) from evaluation e where e.rating_group_id = g.id and e.state = 'enrolled') < ${quotaFrom}`.execute(
    trx,
  );
  const enrolled = rows.filter(({ state }) => state === 'enrolled').length - late;
  return { enrolled, tooLate: rows.length - enrolled };
}

/**
 * A group may have been locked while its newcomer was being enrolled. From the insertion on it cannot be: the foreign key holds its row, and
 * whoever locks a group asks for it alone. So a look after the insertion decides.
 */
async function excludeFromLocked(trx: Trx, evaluationIds: readonly string[]): Promise<number> {
  const { numAffectedRows } = await sql`
    update evaluation e set state = 'excluded', reason = 'group-locked' from rating_group g
     where e.id = any (${evaluationIds}::bigint[]) and e.state = 'enrolled' and g.id = e.rating_group_id
       and g.locked_at is not null`.execute(trx);
  return Number(numAffectedRows ?? 0n);
}

/** Names somebody who is not rated, with the reason; also before anybody is enrolled. Answers how many. */
export async function exclude(
  trx: Trx,
  cycleId: string,
  people: readonly { employeeId: string; reason: string }[],
): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into evaluation (cycle_id, employee_id, state, reason, rater_id, reviewer_id, unit_id, name, grade,
                            unit_name, job, enrolled_at)
    select ${cycleId}, e.id, 'excluded', x.reason, e.rater_id, e.reviewer_id, e.unit_id, e.name, e.grade, u.name,
           e.job, (select cycle_now(${cycleId}))
      from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as x("employeeId" bigint, reason text)
      join employee e on e.id = x."employeeId" join unit u on u.id = e.unit_id order by e.id
    on conflict do nothing`.execute(trx);
  return Number(numAffectedRows ?? 0n);
}
