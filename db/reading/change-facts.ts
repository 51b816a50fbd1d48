import { type RawBuilder, sql } from 'kysely';
import { SEAT_ATTENDS } from '../committee.ts';
import type { Db } from '../connection.ts';
import { PREPARED } from '../prepared-pool.ts';
import { TELLS_LEVEL } from '../tells-level.ts';

export interface FactsAsked {
  readonly employeeId: string;
  /** Sees HR's pages. */
  readonly office: boolean;
  /** Sees operators' pages. */
  readonly operations: boolean;
  /** Meets every rehearsal. */
  readonly everyClock: boolean;
}

/** Short hashes: what stands behind a page is as it was while its hash is. */
export interface ChangeFacts {
  readonly clocks: string;
  readonly mine: string;
  /** Null: not for the asker. */
  readonly office: string | null;
  readonly operations: string | null;
}

/** Later than this the trail's own order says enough: so many events would lie between the writing of one and its commit. */
const NEWEST_EVENTS = 1_000;
const NEXT_MAILS = 100;
const NEWEST_DRAFTS = 100;

/** Of the asker's own things as their pages tell them, of HR's and operators' pages by the audit trail; found by indexes, and nothing of others. */
export async function changeFacts(db: Db, { employeeId, office, operations, everyClock }: FactsAsked): Promise<ChangeFacts> {
  const { rows } = await sql<ChangeFacts>`${PREPARED}
    with v as materialized (
      select v.id, v.rating_group_id, v.employee_id = ${employeeId} own, v.state, v.rater_id, v.reviewer_id,
             c.rehearsal_id,
             cycle_now(c.id) now, c.published_at
        from evaluation v join cycle c on c.id = v.cycle_id and c.archived_at is null
       where v.employee_id = ${employeeId} or v.rater_id = ${employeeId} or v.reviewer_id = ${employeeId}),
    session as materialized (
      select s.process_run_id, s.chair_id, s.meeting_at, p.state, c.rehearsal_id
        from calibration_session s join process_run p on p.id = s.process_run_id join cycle c on c.id = p.cycle_id
       where s.locked_at is null
         and (s.chair_id = ${employeeId} or exists (
           select from calibration_seat k where k.process_run_id = s.process_run_id and k.employee_id = ${employeeId})))
    select (select ${hashOf(sql`h.id || ' ' || h.now_at`)} from rehearsal h
             where ${everyClock}::boolean
               or h.id in (select rehearsal_id from v union all select rehearsal_id from session)) clocks,
           (select ${hashOf(sql`fact`)} from (${mine(employeeId)}) told) mine,
           case when ${office}::boolean then (select ${hashOf(sql`fact`)} from (${OFFICE}) told) end office,
           case when ${operations}::boolean
                then (select ${hashOf(sql`fact`)} from (${OFFICE} union all ${OPERATIONS}) told) end operations
    `.execute(db);
  const row = rows[0];
  if (row === undefined) throw new Error('a statement without a from has one row');
  return row;
}

function hashOf(fact: RawBuilder<unknown>) {
  return sql`left(md5(coalesce(string_agg(${fact}, e'\n' order by ${fact}), '')), 16)`;
}

/** Of an employee's own evaluation no more than the stepper says: whose turn it is, until when, and whether that is over. */
function mine(employeeId: string) {
  return sql`
    select concat_ws(' ', 'evaluation', id, state, rater_id, reviewer_id, published_at <= now) fact from v
    union all
    select case when v.own and ${TELLS_LEVEL} then concat_ws(' ', 'run', v.id, p.phase)
                else concat_ws(' ', 'run', v.id, p.phase, p.state, p.outcome, p.paused_at is not null) end
      from v join process_run p on p.evaluation_id = v.id and p.state <> 'void'
    union all
    select concat_ws(' ', 'group', v.id, p.phase, p.state, p.outcome)
      from v join process_run p on p.rating_group_id = v.rating_group_id and p.state <> 'void' where v.own
    union all
    select concat_ws(' ', 'turn', v.id, t.kind, t.assignee_id, t.due_at, t.due_at < v.now, t.escalated_at,
                     not v.own and f.version > 0)
      from v join process_run p on p.evaluation_id = v.id and p.state = 'open'
             join task t on t.process_run_id = p.id and t.outcome is null left join task_draft f on f.task_id = t.id
     where not (v.own and ${TELLS_LEVEL})
    union all
    select concat_ws(' ', 'task', t.id, t.due_at, t.accepted_until, t.due_at < cycle_now(p.cycle_id), t.escalated_at,
             p.paused_at is not null, f.version > 0)
      from task t join process_run p on p.id = t.process_run_id left join task_draft f on f.task_id = t.id
     where t.assignee_id = ${employeeId} and t.state = 'open'
    union all
    select concat_ws(' ', 'done', count(*)) from task
     where assignee_id = ${employeeId} and state = 'closed' and outcome <> 'void'
    union all
    select concat_ws(' ', 'session', process_run_id, state, chair_id, meeting_at) from session
    union all
    select concat_ws(' ', 'seat', k.process_run_id, k.seat, k.employee_id, ${SEAT_ATTENDS})
      from session
      join calibration_seat k using (process_run_id)`;
}

/** What happens leaves an event; a form that is begun, mails that go, signals that are delivered and deadlines that pass leave none. */
const OFFICE = sql`
  select concat_ws(' ', 'events', sum(id)) fact
    from (select id from audit_event order by id desc limit ${NEWEST_EVENTS}) newest
  union all
  select concat_ws(' ', 'clock', id, now_at) from rehearsal
  union all
  select concat_ws(' ', 'late', max(due_at)) from task where state = 'open' and due_at <= now()
  union all
  select concat_ws(' ', 'begun', sum(task_id)) from (
    select task_id from task_draft where begun_at is not null order by begun_at desc limit ${NEWEST_DRAFTS}) newest
  union all
  select concat_ws(' ', 'dead requests', count(*)) from command_request where dead_why is not null and undone_at is null
  union all
  select concat_ws(' ', 'dead mails', count(*)) from notification where state = 'dead'
  union all
  select concat_ws(' ', 'mails', c.id, sum(next.id)) from cycle c, lateral (
    select n.id from notification n where coalesce(n.cycle_id, 0) = c.id and n.state = 'queued' and n.attempts = 0
     order by coalesce(n.cycle_id, 0), n.urgency, n.send_at, n.id limit ${NEXT_MAILS}) next
   where c.archived_at is null group by c.id
  union all
  select concat_ws(' ', 'signals', sum(id)) from (
    select id from outbox where delivered_at is null and dead_why is null and attempts = 0
     order by urgency, id limit ${NEXT_MAILS}) next`;

/** What is tried again, what no step has ended in time, and how many minutes the oldest message to Temporal waits. */
const OPERATIONS = sql`
  select concat_ws(' ', 'messages', count(dead_why),
                   floor(extract(epoch from now() - min(created_at) filter (where dead_why is null)) / 60),
           count(*) filter (where dead_why is null))
    from outbox where delivered_at is null
  union all
  select concat_ws(' ', 'mails again', sum(id)) from (
    select id
      from notification
     where state in ('queued', 'sending') and attempts > 0
     order by try_at
     limit ${NEXT_MAILS}) again
  union all
  select concat_ws(' ', 'past their time', max(accepted_until)) from task
   where state = 'open' and accepted_until <= now() - interval '10 minutes'`;
