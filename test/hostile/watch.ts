import { sql } from 'kysely';
import type { Db } from '../../db/connection.ts';
import { OWN } from './hands.ts';

/** Rated in the group of the attacker, or above it, or of its committee. */
const CIRCLE = sql`'{X,Y,W,H,V,C,M}'::text[]`;
/** The attacker, and whom they make up. */
const THEIRS = sql`(select id from employee where employee_no in ('X', 'N'))`;
/** Whether ratings are written in cycle `c`: before that one person alone may name another rater, where it is not their own case. */
const RATES = sql`exists (
  select from phase_window w where w.cycle_id = c.id and w.workflow_type = 'managerEvaluationWorkflow' and w.launched_at is not null)`;

/** What one account must not change alone, as text to compare: by what it is about. */
const WATCHED = {
  'a published result is another': sql`select evaluation_id, version, grade, points, void_at from result`,
  'a decision about somebody is made': sql`
    select t.id, t.outcome from task t
     where t.kind in ('goals.draft', 'goals.agree', 'goals.confirm', 'rating.write', 'rating.review', 'calibration.meeting', 'calibration.lock')`,
  'an order for two is approved': sql`
    select 'command', id from command_request where approved_at is not null
    union all select 'role', id from role_request where approved_at is not null
    union all select 'leaving', id from departure_request where approved_at is not null`,
  'another account asks, takes back, confirms or imports': sql`
    with attacker as (select id from employee where employee_no = 'X'),
    acts (what, id, by) as (
      select 'command', id, requested_by from command_request
      union all select 'role', id, requested_by from role_request
      union all select 'leaving', id, requested_by from departure_request
      union all select 'command back', id, undone_by from command_request
      union all select 'role back', id, undone_by from role_request
      union all select 'leaving back', id, undone_by from departure_request
      union all select 'address', id, changed_by from address_change
      union all select 'confirmed', id, answered_by from address_change)
    select what, acts.id, by from acts where by not in (select id from attacker)`,
  'what another has asked for is taken back': sql`
    with attacker as (select id from employee where employee_no = 'X'),
    asked (what, id, by, undone) as (
      select 'command', id, requested_by, undone_at from command_request
      union all select 'role', id, requested_by, undone_at from role_request
      union all select 'leaving', id, requested_by, undone_at from departure_request)
    select what, asked.id, undone from asked where by not in (select id from attacker)`,
  'somebody else rates, reviews, sits or chairs': sql`
    select 'evaluation', e.id, e.rater_id, e.reviewer_id from evaluation e join cycle c on c.id = e.cycle_id where ${RATES}
    union all
    select 'task', t.id, t.assignee_id, 0 from task t join process_run p on p.id = t.process_run_id join cycle c on c.id = p.cycle_id where ${RATES}
    union all select 'seat', process_run_id, seat, employee_id from calibration_seat
    union all select 'chair', process_run_id, chair_id, 0 from calibration_session`,
  'somebody else rates or reviews the own group, or decides about somebody by their own doing': sql`
    select 'own', e.id
      from evaluation e
      join employee m on m.id = e.employee_id
      left join employee r on r.id = e.rater_id
      left join employee v on v.id = e.reviewer_id
     where m.employee_no in ('X', 'Y', 'W') and (r.employee_no, v.employee_no) is distinct from ('H', 'V')
    union all select 'above', id from evaluation where rater_id in ${THEIRS} or reviewer_id in ${THEIRS}
    union all select 'committee', c.id from cycle c, ${THEIRS} x where c.committee->>'chair' = x.id::text or c.committee->'members' ? x.id::text
    union all
    select 'task', t.id
      from task t
      join process_run p on p.id = t.process_run_id
      left join evaluation e on e.id = p.evaluation_id
     where t.assignee_id in ${THEIRS} and e.employee_id is distinct from t.assignee_id`,
  'the list says something else of the own case': sql`
    select employee_no, name, unit_id, grade, group_name, rater_id, reviewer_id from employee where employee_no in ('X', 'Y', 'W')`,
  'somebody else speaks in the own task of another': sql`
    select t.id
      from task t
      join process_run p on p.id = t.process_run_id
      join evaluation e on e.id = p.evaluation_id
     where t.kind in ('goals.draft', 'coaching.acknowledge', 'self-assessment.write', 'result.acknowledge') and t.assignee_id <> e.employee_id`,
  'a cycle is planned for oneself': sql`
    select 'left out', e.id from evaluation e join employee m on m.id = e.employee_id where e.state = 'excluded' and m.employee_no = any (${CIRCLE})
    union all select 'apart', g.id from rating_group g join cycle c on c.id = g.cycle_id where c.launched_at is null and g.name = 'Staff' and not (g.quota and g.spare_lowest)
    union all select 'card', i.id from indicator i join unit u on u.id = i.unit_id where u.name = 'Tax'
    union all select 'part', x.cycle_id from cycle_unit x join unit u on u.id in (x.unit_id, x.part_of) where u.name = 'Tax'
    union all select 'grades', id from cycle where '7' = any (grades)`,
  'a launch is not what two persons have seen': sql`
    with looked_at as (
      select e.employee_id, c.name cycle, (e.rater_id, e.reviewer_id, e.unit_id, e.grade, e.name, g.name)::text shown
        from evaluation e
        join cycle c on c.id = e.cycle_id and c.rehearsal_id is null
        join rating_group g on g.id = e.rating_group_id
       where e.state = 'enrolled')
    select one.employee_id
      from looked_at one
     where exists (select from looked_at where cycle = 'next')
       and not exists (select from looked_at other where other.employee_id = one.employee_id and other.cycle <> one.cycle and other.shown = one.shown)`,
  'a number of a unit is another': sql`
    select i.id, i.target, i.actual from indicator i join cycle c on c.id = i.cycle_id where c.published_at is not null`,
  'the account of another is proven by a mailbox of the attacker': sql`
    select m.employee_no
      from employee m
     where lower(m.email) = any (${Object.values(OWN)}) and m.employee_no <> 'X'
       and m.id not in (select u.employee_id from people_unproven(null) u)`,
  'somebody has another role': sql`select employee_id, role from role_assignment`,
  'somebody with a role is cut off': sql`
    select d.employee_id from departure d join role_assignment r on r.employee_id = d.employee_id`,
  'somebody of the own group, above it or of its committee is gone, or kept from mails': sql`
    select 'gone', m.employee_no from departure d join employee m on m.id = d.employee_id where m.employee_no = any (${CIRCLE})
    union all
    select 'gone by a rehearsal', m.employee_no
      from departure d
      join employee m on m.id = d.employee_id
     where m.employee_no = 'U' and d.rehearsal_id is null
    union all
    select 'away', m.employee_no from absence a join employee m on m.id = a.employee_id where m.employee_no = any (${CIRCLE}) and m.employee_no <> 'X'`,
  'an evaluation ends or begins': sql`
    select e.id, e.state
      from evaluation e
      join cycle c on c.id = e.cycle_id
      join employee m on m.id = e.employee_id
     where c.name <> 'next' and (c.rehearsal_id is null or m.employee_no = any (${CIRCLE}))`,
  'a process is taken back, paused or ended': sql`select p.id, p.state, p.paused_at from process_run p where p.workflow_type <> 'cycleWorkflow'`,
  'an own day is another': sql`select id, due_at from task`,
} as const;
export type Breach = keyof typeof WATCHED;
export type Watched = Readonly<Record<string, string>>;

/** What else an order could touch: where it is refused, this is as it was. */
const REST = sql`
  select employee_no, email, rater_id, reviewer_id from employee
  union all select command, id::text, requested_by, approved_by from command_request
  union all select undone_at::text, executed_at::text, id, undone_by from command_request
  union all select role, undone_at::text, id, approved_by from role_request
  union all select left_on::text, undone_at::text, id, approved_by from departure_request
  union all select left_on::text, null, employee_id, null from departure
  union all select from_on::text, to_on::text, employee_id, null from absence
  union all select name, committee::text, id, null from cycle
  union all select now_at::text, name, id, null from rehearsal
  union all select new_email, answer, id, answered_by from address_change`;

/** All of it by name, in one statement. */
export async function watch(db: Db): Promise<Watched> {
  const parts = Object.entries({ ...WATCHED, rest: REST }).map(
    ([name, rows]) => sql`select ${name}::text as name, md5(string_agg(x::text, ' ' order by x::text)) hash from (${rows}) x`,
  );
  const { rows } = await sql<{ name: string; hash: string | null }>`${sql.join(parts, sql` union all `)}`.execute(db);
  return Object.fromEntries(rows.map(({ name, hash }) => [name, hash ?? '']));
}

/** What is another now. */
export function changed(before: Watched, now: Watched): readonly Breach[] {
  return (Object.keys(WATCHED) as Breach[]).filter((name) => before[name] !== now[name]);
}

export function isSame(before: Watched, now: Watched): boolean {
  return Object.keys(now).every((name) => before[name] === now[name]);
}
