import { sql } from 'kysely';
import type { PhaseState } from '../../domain/cycle/phase-states.ts';
import type { TaskOutcome } from '../../domain/process/messages.ts';
import type { TaskKind } from '../../domain/tasks/kinds.ts';
import type { Db } from '../connection.ts';
import { isNoneOf } from '../tells-level.ts';
import { type Person, iso, personOf } from './json.ts';
import { matches } from './name-search.ts';
import { type LivePhase, isLate, livePhase, livePhaseState } from './phase-states.ts';

export interface BoardPersonRow {
  readonly id: string;
  readonly sort: string;
  readonly evaluationId: string;
  readonly employeeNo: string;
  readonly name: string;
  readonly unitId: string;
  readonly unitName: string;
  readonly grade: string | null;
  readonly enrolment: 'enrolled' | 'excluded' | 'withdrawn';
  readonly phase: string | null;
  readonly state: PhaseState | null;
  readonly late: boolean;
  readonly processRunId: string | null;
  readonly whyFailed: string | null;
  readonly rater: Person | null;
  readonly reviewer: Person | null;
  readonly task: {
    readonly id: string;
    readonly kind: TaskKind;
    readonly round: number;
    readonly assignee: Person;
    readonly openedAt: string;
    readonly dueAt: string | null;
    readonly escalatedAt: string | null;
  } | null;
}

export interface PeopleRequest extends LivePhase {
  readonly limit: number;
  readonly unit?: string | undefined;
  readonly state?: string | undefined;
  readonly q?: string | undefined;
  readonly evaluationId?: string | undefined;
  readonly after?: { readonly sort: string; readonly id: string } | undefined;
}

/** Status by person, never what anybody wrote; one row more than `limit` says that there is a next page. */
export async function boardPeople(
  db: Db,
  { limit, unit, state, q, evaluationId, after, ...asked }: PeopleRequest,
): Promise<readonly BoardPersonRow[]> {
  const { cycleId, phase, heldBack } = asked;
  const { rows } = await sql<BoardPersonRow>`
    select * from (
      select e.id, e.name || ' ' || m.employee_no sort, e.id "evaluationId", m.employee_no "employeeNo", e.name,
             e.unit_id "unitId", e.unit_name "unitName", e.grade,
             e.state enrolment, ${phase}::text phase,
             case when e.state = 'enrolled' then ${livePhaseState(asked)} end state,
             e.state = 'enrolled' and ${isLate(cycleId)} late,
             p.id "processRunId", case when ${isNoneOf(sql`p.id`, heldBack)} then p.why_failed end "whyFailed",
             ${personOf('r')} rater, ${personOf('v')} reviewer,
             case when t.id is not null then jsonb_build_object(
               'id', t.id::text, 'kind', t.kind, 'round', t.round, 'assignee', ${personOf('a')},
               'openedAt', ${iso('t.opened_at')}, 'dueAt', ${iso('t.due_at')},
               'escalatedAt', ${iso('t.escalated_at')}) end task
        from evaluation e join employee m on m.id = e.employee_id
        left join employee r on r.id = e.rater_id left join employee v on v.id = e.reviewer_id
        ${livePhase(asked)}
        left join employee a on a.id = t.assignee_id
       where e.cycle_id = ${cycleId} and (${unit ?? null}::bigint is null or e.unit_id = ${unit ?? null})
         and (${evaluationId ?? null}::bigint is null or e.id = ${evaluationId ?? null})
         and ${q === undefined ? sql`true` : matches(q, { name: 'e.name', employeeNo: 'm.employee_no' })}) person
     where (${state ?? null}::text is null or state = ${state ?? null} or enrolment = ${state ?? null}
            or (${state ?? null} = 'late' and late))
       and (${after?.sort ?? null}::text is null or (sort, id) > (${after?.sort ?? ''}, ${after?.id ?? '0'}::bigint))
     order by sort, id limit ${limit + 1}`.execute(db);
  return rows;
}

export interface TimelineRow {
  readonly at: string;
  readonly what: string;
  readonly phase: string | null;
  readonly kind: TaskKind | null;
  readonly round: number | null;
  readonly outcome: TaskOutcome | null;
  readonly who: string | null;
  readonly mailKind: string | null;
  readonly dueAt: string | null;
}

export interface TimelineRequest extends Pick<LivePhase, 'heldBack'> {
  readonly evaluationId: string;
}

/**
 * What happened around one evaluation, oldest first and by the cycle's clock: launches, tasks, mails to the person and about their tasks. No content, and of runs that are
 * held back no more than their launch.
 * A rehearsal's clock stands still for hours: at one instant a process tells its whole story before the next one does, a task before the task after it.
 */
export async function timelineOf(db: Db, { evaluationId, heldBack }: TimelineRequest): Promise<readonly TimelineRow[]> {
  const isTold = isNoneOf(sql`p.id`, heldBack);
  const none = sql`
    null::text phase, null::text kind, null::int round, null::text outcome, null::text who, null::text "mailKind",
    null::timestamptz "dueAt"`;
  const { rows } = await sql<TimelineRow>`
    with run as (select p.*, ${isTold} is_told from process_run p where p.evaluation_id = ${evaluationId}),
    asked as (select t.*, r.id run_id, r.phase, a.name assignee, c.name closer
                from run r
                join task t on t.process_run_id = r.id and r.is_told
                left join employee a on a.id = t.assignee_id
                left join employee c on c.id = t.closed_by)
    select at, what, phase, kind, round, outcome, who, "mailKind", "dueAt" from (
      select enrolled_at at, 'enrolled' what, ${none}, 0 run_id, 0 task_id, 0 step
        from evaluation
       where id = ${evaluationId}
      union all
      select withdrawn_at, 'withdrawn', ${none}, null, null, 0
        from evaluation
       where id = ${evaluationId} and withdrawn_at is not null
      union all
      select launched_at, 'launched', phase, null, null, null, null, null, null, id, 0, 0
        from run
       where launched_at is not null
      union all
      select finished_at, case state when 'void' then 'voided' else 'finished' end, phase, null, null, null, null,
             null, null, id, null, 0
        from run
       where finished_at is not null and is_told
      union all
      select opened_at, 'task-opened', phase, kind, round, null, assignee, null, due_at, run_id, id, 0
        from asked
       where outcome is distinct from 'skipped'
      union all
      select escalated_at, 'task-escalated', phase, kind, round, null, assignee, null, due_at, run_id, id, 2
        from asked
       where escalated_at is not null
      union all
      select closed_at, 'task-closed', phase, kind, round, outcome, coalesce(closer, assignee), null, null, run_id, id,
             3
        from asked
       where closed_at is not null
      union all
      select case when c.rehearsal_id is null then coalesce(n.sent_at, n.send_at) else n.send_at end,
             'mail-' || n.state, n.phase, null, null, null, m.name, n.mail_kind, null, k.run_id, k.id, 1
        from notification n
        join employee m on m.id = n.employee_id
        join evaluation e on e.id = ${evaluationId} and n.cycle_id = e.cycle_id
        join cycle c on c.id = e.cycle_id
        left join asked k on k.id = n.task_id
       where n.employee_id = e.employee_id or k.id is not null) event
     order by at, run_id, task_id, step, what limit 1000`.execute(db);
  return rows;
}

export interface MailRecord {
  readonly id: string;
  readonly sort: string;
  readonly employeeNo: string;
  readonly name: string;
  readonly email: string;
  readonly mailKind: string;
  readonly phase: string | null;
  readonly state: 'queued' | 'sending' | 'sent' | 'dead' | 'dropped';
  readonly sendAt: string;
  readonly sentAt: string | null;
  readonly attempts: number;
  readonly fault: string | null;
}

export interface MailsRequest extends Pick<LivePhase, 'heldBack'> {
  readonly cycleId: string;
  readonly state: string;
  readonly limit: number;
  readonly after?: { readonly id: string } | undefined;
}

/** Newest first; none about a task of a run that is held back. */
export async function mailsOf(db: Db, { cycleId, heldBack, state, limit, after }: MailsRequest): Promise<readonly MailRecord[]> {
  const { rows } = await sql<MailRecord>`
    select n.id, '' sort, e.employee_no "employeeNo", e.name, e.email, n.mail_kind "mailKind", n.phase, n.state,
           n.send_at "sendAt", n.sent_at "sentAt", n.attempts, n.fault
      from notification n
      join employee e on e.id = n.employee_id
      left join task t on t.id = n.task_id
     where n.cycle_id = ${cycleId} and n.state = ${state}
       and (${after?.id ?? null}::bigint is null or n.id < ${after?.id ?? null})
       and (t.id is null or ${isNoneOf(sql`t.process_run_id`, heldBack)})
     order by n.id desc
     limit ${limit + 1}`.execute(db);
  return rows;
}
