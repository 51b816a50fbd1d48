import { sql } from 'kysely';
import type { EscalationRule } from '../domain/cycle/silence.ts';
import type { IfSilent, TaskKind } from '../domain/tasks/kinds.ts';
import type { Locale, Words } from '../domain/words/message.ts';
import type { Db } from './connection.ts';
import { PREPARED } from './prepared-pool.ts';

/** A notification with what its mail says besides tasks. Names are read now, never stored beside it. */
export interface MailContext {
  readonly id: string;
  readonly key: string;
  readonly mail_kind: string;
  readonly phase: string | null;
  readonly task_id: string | null;
  readonly task_kind: TaskKind | null;
  readonly details: Readonly<Record<string, unknown>>;
  readonly send_at: string;
  readonly message_id: string | null;
  readonly earlier: number;
  /** A later mail of the kind waits or went to the same person by the same clock in the same time zone. */
  readonly has_later: boolean;
  readonly employee_id: string;
  readonly name: string;
  readonly name_en: string | null;
  readonly email: string;
  /** Null: nobody has said. */
  readonly language: Locale | null;
  readonly now: string;
  /** By the cycle's clock; by the database's where there is none. */
  readonly has_left: boolean;
  /** The last day of a leave under way. */
  readonly away_until: string | null;
  readonly cycle: MailCycle | null;
}

export interface MailCycle {
  readonly id: string;
  readonly year: number;
  /** Title of the pack's period; null: the whole year. */
  readonly period: Words | null;
  readonly rehearsal: boolean;
  readonly timeZone: string;
  readonly dueTime: string;
  readonly mailFrom: string;
  readonly meetingAt: string | null;
  readonly escalation: EscalationRule;
  readonly appealDays: number;
  readonly recommended: readonly [number, number];
  /** The phase's last day is set by law. */
  readonly legalPhase: boolean;
}

export async function readMailContext(db: Db, notificationId: string): Promise<MailContext> {
  const { rows } = await sql<MailContext>`${PREPARED}
    select n.id, n.key, n.mail_kind, n.phase, n.task_id, t.kind task_kind, n.details, n.send_at, n.message_id,
           (select count(*)::int from notification o where o.task_id = n.task_id and o.id < n.id) earlier,
           exists (select from notification o join cycle d on d.id = o.cycle_id
                    where o.employee_id = n.employee_id and o.mail_kind = n.mail_kind and o.id > n.id
                      and o.state <> 'dead' and d.rehearsal_id is not distinct from c.rehearsal_id
                      and d.time_zone = c.time_zone) has_later,
           e.id employee_id, e.name, e.name_en, e.email, e.language, cycle_now(n.cycle_id) now,
           exists (select from people_left(n.cycle_id) l where l.employee_id = e.id) has_left,
           (select max(a.to_on) from absence a where n.cycle_id is not null and a.employee_id = e.id
               and (cycle_now(n.cycle_id) at time zone c.time_zone)::date between a.from_on and a.to_on) away_until,
           case when c.id is not null then jsonb_build_object(
             'id', c.id::text, 'year', c.year,
             'period', (select p->'title' from jsonb_array_elements(k.content->'periods') p where p->>'key' = c.period),
             'rehearsal', c.rehearsal_id is not null, 'timeZone', c.time_zone, 'dueTime', c.due_time,
             'mailFrom', c.mail_from, 'meetingAt', coalesce(s.meeting_at, c.meeting_at),
             'escalation', k.content->'escalation', 'appealDays', k.content->'appeal'->'windowWorkingDays',
             'recommended', k.content->'goals'->'recommended',
             'legalPhase', coalesce((select w.closes_by_law
                                       from phase_window w
                                      where w.cycle_id = n.cycle_id and w.phase = n.phase), false)) end cycle
      from notification n
      join employee e on e.id = n.employee_id
      left join cycle c on c.id = n.cycle_id
      left join policy_pack k on k.id = c.policy_pack_id
      left join task t on t.id = n.task_id
      left join calibration_session s on s.process_run_id = t.process_run_id
     where n.id = ${notificationId}`.execute(db);
  const context = rows[0];
  if (context === undefined) throw new Error(`no notification ${notificationId}`);
  return context;
}

export interface OpenTask {
  readonly id: string;
  readonly cycle_id: string;
  readonly phase: string;
  readonly kind: TaskKind;
  readonly round: number;
  readonly opened_at: string;
  readonly due_at: string;
  readonly closes_at: string;
  readonly if_silent: IfSilent;
  readonly minutes: number;
  readonly assignee_id: string;
  readonly assignee: PersonName;
  readonly rater: PersonName | null;
  readonly reviewer: PersonName | null;
  /** Who sent the round before back. */
  readonly returner: PersonName | null;
}

export interface PersonName {
  readonly name: string;
  readonly nameEn: string | null;
}

/** A person's open tasks in the cycles of one clock and time zone, or these tasks where they still are open. */
export type TasksOf = { readonly employeeId: string; readonly cycleId: string } | { readonly taskIds: readonly string[] };

/**
 * Paused ones are left out; the earliest deadline comes first.
 * Materialized from the person outwards: right after a launch the planner knows nothing of the tables yet.
 */
export async function readOpenTasks(db: Db, of: TasksOf): Promise<readonly OpenTask[]> {
  const which = 'taskIds' in of ? sql`id = any (${of.taskIds}::bigint[])` : sql`assignee_id = ${of.employeeId}`;
  const together =
    'taskIds' in of
      ? sql`true`
      : sql`
        (c.rehearsal_id, c.time_zone) is not distinct from (
          select (o.rehearsal_id, o.time_zone) from cycle o where o.id = ${of.cycleId})`;
  const { rows } = await sql<OpenTask>`${PREPARED}
    with own as materialized (
      select * from task where ${which} and state = 'open' and due_at is not null),
    asked as materialized (
      select t.*, p.cycle_id, p.phase, p.evaluation_id from own t join process_run p on p.id = t.process_run_id
       where p.state in ('open', 'failed') and p.paused_at is null)
    select t.id, t.cycle_id, t.phase, t.kind, t.round, t.opened_at, t.due_at, w.closes_at, r.if_silent, r.minutes,
           t.assignee_id,
           (select jsonb_build_object('name', x.name, 'nameEn', x.name_en)
              from employee x
             where x.id = t.assignee_id) assignee,
           (select jsonb_build_object('name', x.name, 'nameEn', x.name_en)
              from employee x
             where x.id = e.rater_id) rater,
           (select jsonb_build_object('name', x.name, 'nameEn', x.name_en)
              from employee x
             where x.id = e.reviewer_id) reviewer,
           (select jsonb_build_object('name', x.name, 'nameEn', x.name_en)
              from task o
              join employee x on x.id = o.closed_by
             where o.process_run_id = t.process_run_id and o.outcome = 'returned' and o.round = t.round - 1
             order by o.id desc
             limit 1) returner
      from asked t
      join cycle c on c.id = t.cycle_id
      join task_rule r on r.cycle_id = t.cycle_id and r.phase = t.phase and r.kind = t.kind
      join phase_window w on w.cycle_id = t.cycle_id and w.phase = t.phase
      left join evaluation e on e.id = t.evaluation_id
     where ${together}
     order by t.due_at, t.id`.execute(db);
  return rows;
}

/** Of one person, for a sentence about them. */
export async function findName(db: Db, employeeId: string): Promise<PersonName | undefined> {
  const { rows } = await sql<PersonName>`select name, name_en "nameEn" from employee where id = ${employeeId}`.execute(db);
  return rows[0];
}

/** With the number that tells apart who has the same name. */
export async function findPerson(
  db: Db,
  employeeId: string,
): Promise<(PersonName & { readonly employeeNo: string; readonly address: string }) | undefined> {
  const { rows } = await sql<PersonName & { employeeNo: string; address: string }>`
    select name, name_en "nameEn", employee_no "employeeNo", email address
      from employee
     where id = ${employeeId}`.execute(db);
  return rows[0];
}

/** Who rates and reviews somebody in a cycle now. */
export async function findOwnRaters(
  db: Db,
  of: { readonly employeeId: string; readonly cycleId: string },
): Promise<{ readonly rater: PersonName | null; readonly reviewer: PersonName | null } | undefined> {
  const { rows } = await sql<{ rater: PersonName | null; reviewer: PersonName | null }>`
    select (select jsonb_build_object('name', x.name, 'nameEn', x.name_en)
              from employee x
             where x.id = e.rater_id) rater,
           (select jsonb_build_object('name', x.name, 'nameEn', x.name_en)
              from employee x
             where x.id = e.reviewer_id) reviewer
      from evaluation e
     where e.cycle_id = ${of.cycleId} and e.employee_id = ${of.employeeId}`.execute(db);
  return rows[0];
}
