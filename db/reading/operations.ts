import { sql } from 'kysely';
import type { TaskKind } from '../../domain/tasks/kinds.ts';
import type { Db } from '../connection.ts';
import { isNoneOf } from '../tells-level.ts';

// Operators see ids, kinds, units, counts and codes; never a name. Runs that are held back from who reads are left out everywhere.

type RunIds = readonly string[];

/** The instants of a row are of the clock of a cycle, which may be a rehearsal's. */
interface OfCycle {
  readonly cycleId: string;
  readonly isRehearsal: boolean;
}

/** Mail that belongs to no cycle is of no rehearsal. */
interface OfCycleOrNone {
  readonly cycleId: string | null;
  readonly isRehearsal: boolean;
}

/** Whether a notification `n` is about a task of none of these runs. */
function isMailOfNone(runIds: RunIds) {
  return sql`coalesce(${isNoneOf(sql`(select process_run_id from task where id = n.task_id)`, runIds)}, true)`;
}

export interface Figures {
  readonly openRuns: number;
  readonly outboxWaiting: number;
  readonly outboxOldestSeconds: number | null;
  readonly mailsWaiting: number;
  readonly mailsOldestSeconds: number | null;
  readonly tasksPastTheirTime: number;
}

export async function figures(db: Db, heldBack: RunIds = []): Promise<Figures> {
  const isTold = isNoneOf(sql`p.id`, heldBack);
  const { rows } = await sql<Figures>`
    select (select count(*)::int from process_run p where p.state = 'open' and ${isTold}) "openRuns",
           o.waiting "outboxWaiting", o.oldest "outboxOldestSeconds", m.waiting "mailsWaiting",
           m.oldest "mailsOldestSeconds",
           (select count(*)::int from task t join process_run p on p.id = t.process_run_id
             where t.state = 'open' and p.paused_at is null and ${isTold}
               and t.accepted_until < cycle_now(p.cycle_id) - interval '10 minutes') "tasksPastTheirTime"
      from (select count(*)::int waiting, extract(epoch from now() - min(created_at))::float8 oldest
              from outbox
             where delivered_at is null and dead_why is null) o,
           (select count(*)::int waiting, extract(epoch from max(cycle_now(cycle_id) - send_at))::float8 oldest
              from notification n
             where n.state in ('queued', 'sending') and n.send_at <= cycle_now(n.cycle_id)
               and ${isMailOfNone(heldBack)}) m`.execute(db);
  return rows[0] as Figures;
}

export interface WaitingRow extends OfCycle {
  readonly kind: TaskKind;
  readonly unitName: string | null;
  readonly count: number;
  readonly oldestOpenedAt: string;
  readonly late: number;
  readonly nextDueAt: string | null;
}

/** Open tasks by kind and unit, longest waiting first. */
export async function waitingTasks(db: Db, heldBack: RunIds): Promise<readonly WaitingRow[]> {
  const { rows } = await sql<WaitingRow>`
    select t.kind, e.unit_name "unitName", p.cycle_id "cycleId", c.rehearsal_id is not null "isRehearsal",
           count(*)::int count,
           min(t.opened_at) "oldestOpenedAt",
           count(*) filter (where t.due_at < cycle_now(p.cycle_id))::int late,
           min(t.due_at) filter (where t.due_at >= cycle_now(p.cycle_id)) "nextDueAt"
      from task t
      join process_run p on p.id = t.process_run_id
      join cycle c on c.id = p.cycle_id
      left join evaluation e on e.id = p.evaluation_id
     where t.state = 'open' and ${isNoneOf(sql`p.id`, heldBack)}
     group by 1, 2, 3, 4
     order by min(t.opened_at - cycle_now(p.cycle_id)), 1, 2
     limit 200`.execute(db);
  return rows;
}

export interface FailedRunRow extends OfCycle {
  readonly processRunId: string;
  readonly workflowId: string;
  readonly workflowType: string;
  readonly phase: string;
  readonly unitName: string | null;
  readonly whyFailed: string | null;
}

export async function failedRuns(db: Db, heldBack: RunIds): Promise<readonly FailedRunRow[]> {
  const { rows } = await sql<FailedRunRow>`
    select p.id "processRunId", p.workflow_id "workflowId", p.workflow_type "workflowType", p.cycle_id "cycleId",
           c.rehearsal_id is not null "isRehearsal", p.phase, e.unit_name "unitName", p.why_failed "whyFailed"
      from process_run p
      join cycle c on c.id = p.cycle_id
      left join evaluation e on e.id = p.evaluation_id
     where p.state = 'failed' and ${isNoneOf(sql`p.id`, heldBack)}
     order by p.id
     limit 200`.execute(db);
  return rows;
}

export interface DeadOutboxRow extends OfCycleOrNone {
  readonly id: string;
  readonly workflowId: string;
  readonly why: string;
  readonly at: string;
}

export async function deadOutbox(db: Db): Promise<readonly DeadOutboxRow[]> {
  const { rows } = await sql<DeadOutboxRow>`
    select o.id, o.workflow_id "workflowId", o.cycle_id "cycleId", c.rehearsal_id is not null "isRehearsal",
           o.dead_why why, o.created_at at
      from outbox o
      left join cycle c on c.id = o.cycle_id
     where o.dead_why is not null and o.delivered_at is null
     order by o.id desc
     limit 100`.execute(db);
  return rows;
}

export interface DeadMailRow extends OfCycleOrNone {
  readonly id: string;
  readonly mailKind: string;
  readonly why: string | null;
}

export async function deadMails(db: Db, heldBack: RunIds): Promise<readonly DeadMailRow[]> {
  const { rows } = await sql<DeadMailRow>`
    select n.id, n.mail_kind "mailKind", n.cycle_id "cycleId", c.rehearsal_id is not null "isRehearsal", n.fault why
      from notification n
      left join cycle c on c.id = n.cycle_id
     where n.state = 'dead' and ${isMailOfNone(heldBack)}
     order by n.id desc
     limit 100`.execute(db);
  return rows;
}

export interface DeadRequestRow extends OfCycle {
  readonly id: string;
  readonly command: string;
  readonly why: string;
  readonly at: string;
}

/** Requests that two people have decided and that failed until they were given up. */
export async function deadRequests(db: Db): Promise<readonly DeadRequestRow[]> {
  const { rows } = await sql<DeadRequestRow>`
    select r.id, r.command, r.cycle_id "cycleId", c.rehearsal_id is not null "isRehearsal", r.dead_why why,
           r.effective_at at
      from command_request r
      join cycle c on c.id = r.cycle_id
     where r.dead_why is not null and r.undone_at is null
     order by r.id desc
     limit 100`.execute(db);
  return rows;
}

export interface ComingRow extends OfCycle {
  readonly at: string;
  readonly timeZone: string;
  readonly what: string;
  readonly count: number;
}

/** Deadlines of open tasks and the cycles' planned instants in the next 7 days of each clock, soonest first. */
export async function comingUp(db: Db, heldBack: RunIds): Promise<readonly ComingRow[]> {
  const { rows } = await sql<ComingRow>`
    with c as (select id, time_zone, rehearsal_id, cycle_now(id) now, meeting_at, publication_at, archive_at
                 from cycle
                where archived_at is null and launched_at is not null)
    select x.at, c.time_zone "timeZone", x.what, x.count, c.id "cycleId", c.rehearsal_id is not null "isRehearsal"
      from c, lateral (
      select t.due_at at, t.kind what, count(*)::int count
        from task t
        join process_run p on p.id = t.process_run_id
       where p.cycle_id = c.id and t.state = 'open' and ${isNoneOf(sql`p.id`, heldBack)}
       group by 1, 2
      union all select w.opens_at, 'phase', 1 from phase_window w where w.cycle_id = c.id and w.launched_at is null
      union all
      select c.meeting_at, 'meeting', 1
      union all
      select c.publication_at, 'publication', 1
      union all
      select c.archive_at, 'archive', 1) x
     where x.at > c.now and x.at < c.now + interval '7 d' order by x.at - c.now, x.what limit 50`.execute(db);
  return rows;
}
