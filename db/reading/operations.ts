import { sql } from 'kysely';
import type { TaskKind } from '../../domain/tasks/kinds.ts';
import type { Db } from '../connection.ts';

// Operators see ids, kinds, units, counts and codes; never a name.

export interface Figures {
  readonly openRuns: number;
  readonly outboxWaiting: number;
  readonly outboxOldestSeconds: number | null;
  readonly mailsWaiting: number;
  readonly mailsOldestSeconds: number | null;
  readonly tasksPastTheirTime: number;
}

export async function figures(db: Db): Promise<Figures> {
  const { rows } = await sql<Figures>`
    select (select count(*)::int from process_run where state = 'open') "openRuns",
           o.waiting "outboxWaiting", o.oldest "outboxOldestSeconds", m.waiting "mailsWaiting",
           m.oldest "mailsOldestSeconds",
           (select count(*)::int from task t join process_run p on p.id = t.process_run_id
             where t.state = 'open' and p.paused_at is null
               and t.accepted_until < cycle_now(p.cycle_id) - interval '10 minutes') "tasksPastTheirTime"
      from (select count(*)::int waiting, extract(epoch from now() - min(created_at))::float8 oldest
              from outbox
             where delivered_at is null and dead_why is null) o,
           (select count(*)::int waiting, extract(epoch from max(cycle_now(cycle_id) - send_at))::float8 oldest
              from notification where state in ('queued', 'sending') and send_at <= cycle_now(cycle_id)) m`.execute(db);
  return rows[0] as Figures;
}

export interface WaitingRow {
  readonly kind: TaskKind;
  readonly unitName: string | null;
  readonly cycleId: string;
  /** Its instants are of a rehearsal's clock. */
  readonly isRehearsal: boolean;
  readonly count: number;
  readonly oldestOpenedAt: string;
  readonly late: number;
  readonly nextDueAt: string | null;
}

/** Open tasks by kind and unit, longest waiting first. */
export async function waitingTasks(db: Db): Promise<readonly WaitingRow[]> {
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
     where t.state = 'open' group by 1, 2, 3, 4 order by min(t.opened_at - cycle_now(p.cycle_id)), 1, 2 limit 200`.execute(db);
  return rows;
}

export interface FailedRunRow {
  readonly processRunId: string;
  readonly workflowId: string;
  readonly workflowType: string;
  readonly cycleId: string;
  readonly phase: string;
  readonly unitName: string | null;
  readonly whyFailed: string | null;
}

export async function failedRuns(db: Db): Promise<readonly FailedRunRow[]> {
  const { rows } = await sql<FailedRunRow>`
    select p.id "processRunId", p.workflow_id "workflowId", p.workflow_type "workflowType", p.cycle_id "cycleId",
           p.phase, e.unit_name "unitName", p.why_failed "whyFailed"
      from process_run p
      left join evaluation e on e.id = p.evaluation_id
     where p.state = 'failed'
     order by p.id
     limit 200`.execute(db);
  return rows;
}

export interface DeadOutboxRow {
  readonly id: string;
  readonly workflowId: string;
  readonly why: string;
  readonly at: string;
}

export async function deadOutbox(db: Db): Promise<readonly DeadOutboxRow[]> {
  const { rows } = await sql<DeadOutboxRow>`
    select id, workflow_id "workflowId", dead_why why, created_at at
      from outbox
     where dead_why is not null and delivered_at is null
     order by id desc
     limit 100`.execute(db);
  return rows;
}

export interface DeadMailRow {
  readonly id: string;
  readonly mailKind: string;
  readonly cycleId: string | null;
  readonly why: string | null;
}

export async function deadMails(db: Db): Promise<readonly DeadMailRow[]> {
  const { rows } = await sql<DeadMailRow>`
    select id, mail_kind "mailKind", cycle_id "cycleId", fault why
      from notification
     where state = 'dead'
     order by id desc
     limit 100`.execute(db);
  return rows;
}

export interface DeadRequestRow {
  readonly id: string;
  readonly command: string;
  readonly cycleId: string;
  readonly why: string;
  readonly at: string;
}

/** Requests that two people have decided and that failed until they were given up. */
export async function deadRequests(db: Db): Promise<readonly DeadRequestRow[]> {
  const { rows } = await sql<DeadRequestRow>`
    select id, command, cycle_id "cycleId", dead_why why, effective_at at
      from command_request where dead_why is not null and undone_at is null order by id desc limit 100`.execute(db);
  return rows;
}

export interface ComingRow {
  readonly at: string;
  readonly timeZone: string;
  readonly what: string;
  readonly count: number;
  readonly cycleId: string;
  /** The instant is of a rehearsal's clock. */
  readonly isRehearsal: boolean;
}

/** Deadlines of open tasks and the cycles' planned instants in the next 7 days of each clock, soonest first. */
export async function comingUp(db: Db): Promise<readonly ComingRow[]> {
  const { rows } = await sql<ComingRow>`
    with c as (select id, time_zone, rehearsal_id, cycle_now(id) now, meeting_at, publication_at, archive_at
                 from cycle
                where archived_at is null and launched_at is not null)
    select x.at, c.time_zone "timeZone", x.what, x.count, c.id "cycleId", c.rehearsal_id is not null "isRehearsal"
      from c, lateral (
      select t.due_at at, t.kind what, count(*)::int count
        from task t
        join process_run p on p.id = t.process_run_id
       where p.cycle_id = c.id and t.state = 'open'
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
