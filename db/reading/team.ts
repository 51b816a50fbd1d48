import { sql } from 'kysely';
import type { PhaseState } from '../../domain/cycle/phase-states.ts';
import type { TaskKind } from '../../domain/tasks/kinds.ts';
import type { Db } from '../connection.ts';
import { isProven } from '../unproven.ts';
import { openTaskOfRun, phaseState } from './phase-states.ts';
import { iso } from './json.ts';

const isLate = sql<boolean>`coalesce(t.due_at < cycle_now(e.cycle_id), false)`;

export interface TeamRow {
  readonly evaluationId: string;
  readonly employeeNo: string;
  readonly name: string;
  readonly unitName: string;
  readonly grade: string | null;
  readonly cycleId: string;
  readonly cycleName: string;
  readonly rehearsalId: string | null;
  readonly as: 'rater' | 'reviewer';
  /** `mine`: the open task of the phase is the reader's own. */
  readonly phases: readonly {
    readonly phase: string;
    readonly state: PhaseState;
    readonly late: boolean;
    readonly mine: boolean;
  }[];
  readonly task: { readonly id: string; readonly kind: TaskKind; readonly dueAt: string | null; readonly late: boolean } | null;
}

/** Whom somebody, once their address is answered for, rates or reviews in cycles that are not archived, with every phase of a person. */
export async function teamOf(db: Db, employeeId: string): Promise<readonly TeamRow[]> {
  const { rows } = await sql<TeamRow>`
    select e.id "evaluationId", m.employee_no "employeeNo", e.name, e.unit_name "unitName", e.grade,
           e.cycle_id "cycleId",
           c.name "cycleName", c.rehearsal_id "rehearsalId",
           case when e.rater_id = ${employeeId} then 'rater' else 'reviewer' end "as",
           (select jsonb_agg(jsonb_build_object(
                'phase', w.phase, 'state', ${phaseState}, 'late', ${isLate},
                'mine', coalesce(t.assignee_id = ${employeeId}, false))
                             order by w.position)
              from phase_window w
              left join process_run p on p.evaluation_id = e.id and p.phase = w.phase
               and p.state <> 'void' ${openTaskOfRun()}
             where w.cycle_id = e.cycle_id and w.subject = 'evaluation') phases,
           (select jsonb_build_object('id', t.id::text, 'kind', t.kind, 'dueAt', ${iso('t.due_at')}, 'late', ${isLate})
              from process_run p
              join task t on t.process_run_id = p.id
             where p.evaluation_id = e.id and t.state = 'open' and t.assignee_id = ${employeeId}
             order by t.due_at, t.id limit 1) task
      from evaluation e
      join cycle c on c.id = e.cycle_id and c.archived_at is null
      join employee m on m.id = e.employee_id
     where e.state = 'enrolled' and (e.rater_id = ${employeeId} or e.reviewer_id = ${employeeId})
       and ${isProven(employeeId, sql`e.cycle_id`)}
     order by e.cycle_id desc, "as", e.unit_name, e.name, e.id`.execute(db);
  return rows;
}

export interface ArchivedTeam {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
  readonly archivedAt: string;
}

/** The archived cycles in which somebody rated or reviewed, the last one first. */
export async function archivedTeamsOf(db: Db, employeeId: string): Promise<readonly ArchivedTeam[]> {
  const { rows } = await sql<ArchivedTeam>`
    select c.id, c.name, c.time_zone "timeZone", c.archived_at "archivedAt" from cycle c
     where c.archived_at is not null
       and exists (select from evaluation e
                    where e.cycle_id = c.id and e.state = 'enrolled'
                      and (e.rater_id = ${employeeId} or e.reviewer_id = ${employeeId}))
     order by c.archived_at desc, c.id desc`.execute(db);
  return rows;
}

export interface OwedAction {
  readonly id: string;
  readonly evaluationId: string;
  readonly name: string;
  readonly what: string;
  readonly who: 'rater' | 'employee';
  readonly by: string;
  /** The day is over by the cycle's clock. */
  readonly past: boolean;
  readonly knownBy: string;
  /** As the self-assessment says; null: it says nothing yet. */
  readonly done: boolean | null;
  readonly cycleName: string;
  readonly rehearsalId: string | null;
}

/** What somebody promised in talks: as a rater, and for oneself. */
export async function actionsOwedBy(db: Db, employeeId: string): Promise<readonly OwedAction[]> {
  const { rows } = await sql<OwedAction>`
    select a.id, e.id "evaluationId", e.name, a.what, a.who, a.by_on "by",
           a.by_on < (cycle_now(c.id) at time zone c.time_zone)::date past, a.known_by "knownBy",
           c.name "cycleName", c.rehearsal_id "rehearsalId",
           (select (said->>'done')::boolean
              from process_run p join task k on k.process_run_id = p.id and k.kind = 'self-assessment.write'
                   join submission s on s.task_id = k.id, jsonb_array_elements(s.content->'actions') said
             where p.evaluation_id = e.id and p.state <> 'void' and said->>'what' = a.what
             order by k.round desc, k.id desc limit 1) done
      from coaching_action a
      join evaluation e on e.id = a.evaluation_id and a.replaced_at is null
      join cycle c on c.id = e.cycle_id and c.archived_at is null
     where (a.who = 'rater' and e.rater_id = ${employeeId} and ${isProven(employeeId, sql`e.cycle_id`)})
        or (a.who = 'employee' and e.employee_id = ${employeeId})
     order by a.by_on, a.id`.execute(db);
  return rows;
}
