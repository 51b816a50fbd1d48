import { sql } from 'kysely';
import type { Db } from '../../db/connection.ts';
import { OWN } from './hands.ts';

/** What one account must not change alone, as text to compare: by what it is about. */
const WATCHED = {
  'a published result is another': sql`select evaluation_id, version, grade, points, void_at from result`,
  'a decision about somebody is made': sql`
    select t.id, t.outcome from task t
     where t.kind in ('goals.agree', 'goals.confirm', 'rating.write', 'rating.review', 'calibration.meeting', 'calibration.lock')`,
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
    select 'evaluation', id, rater_id, reviewer_id from evaluation
    union all select 'task', id, assignee_id, 0 from task union all select 'seat', process_run_id, seat, employee_id from calibration_seat
    union all select 'chair', process_run_id, chair_id, 0 from calibration_session`,
  'the account of another is proven by a mailbox of the attacker': sql`
    select m.employee_no
      from employee m
     where lower(m.email) = any (${Object.values(OWN)}) and m.employee_no <> 'X'
       and m.id not in (select u.employee_id from people_unproven(null) u)`,
  'somebody has another role': sql`select employee_id, role from role_assignment`,
  'somebody with a role is cut off': sql`
    select d.employee_id from departure d join role_assignment r on r.employee_id = d.employee_id`,
  'somebody of the own group, above it or of its committee is gone': sql`
    select m.employee_no
      from departure d
      join employee m on m.id = d.employee_id
     where m.employee_no = any ('{X,Y,W,H,V,C,M}')`,
  'an evaluation ends or begins': sql`select id, state from evaluation`,
  'a process is taken back, paused or ended': sql`select id, state, paused_at from process_run`,
  'an own day is another': sql`select id, due_at from task`,
} as const;
export type Watched = Readonly<Record<string, string>>;

/** What else an order could touch: where it is refused, this is as it was. */
const REST = sql`
  select employee_no, email, rater_id, reviewer_id from employee
  union all select command, id::text, requested_by, approved_by from command_request
  union all select undone_at::text, executed_at::text, id, undone_by from command_request
  union all select role, undone_at::text, id, approved_by from role_request
  union all select left_on::text, undone_at::text, id, approved_by from departure_request
  union all select left_on::text, null, employee_id, null from departure
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
export function changed(before: Watched, now: Watched): readonly string[] {
  return Object.keys(WATCHED).filter((name) => before[name] !== now[name]);
}

export function isSame(before: Watched, now: Watched): boolean {
  return Object.keys(now).every((name) => before[name] === now[name]);
}
