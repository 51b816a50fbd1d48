import { sql } from 'kysely';
import { DomainError } from '../domain/errors.ts';
import type { Db } from './connection.ts';
import type { Trx } from './in-transaction.ts';

export interface PlannedPhaseRow {
  readonly phase: string;
  readonly workflowType: string;
  readonly subject: 'evaluation' | 'rating-group';
  readonly opensAt: string;
  readonly closesAt: string;
  /** The last day is set by law. */
  readonly closesByLaw: boolean;
  readonly newcomerDays: number | null;
  readonly barrier: boolean;
  readonly exemptGrades: readonly string[];
  readonly tasks: readonly PlannedTaskRow[];
}
export interface PlannedTaskRow {
  readonly kind: string;
  readonly dueAt: string;
  readonly ifSilent: string;
  readonly accepted: string;
  readonly leastWorkingDays: number;
  readonly minutes: number;
  readonly statutory: boolean;
  readonly askedIfRaterReviews: boolean;
  /** The reviewer is asked only about ratings of these levels; null: about all. */
  readonly onlyLevels: readonly string[] | null;
}

export async function insertPhases(trx: Trx, cycleId: string, phases: readonly PlannedPhaseRow[]): Promise<void> {
  await trx
    .insertInto('phase_window')
    .values(
      phases.map((phase, index) => ({
        cycle_id: cycleId,
        phase: phase.phase,
        position: index + 1,
        workflow_type: phase.workflowType,
        subject: phase.subject,
        opens_at: phase.opensAt,
        closes_at: phase.closesAt,
        closes_by_law: phase.closesByLaw,
        newcomer_days: phase.newcomerDays,
        barrier: phase.barrier,
        exempt_grades: [...phase.exemptGrades],
      })),
    )
    .execute();
  const rules = phases.flatMap(({ phase, tasks }) => tasks.map((task) => ({ phase, ...task })));
  await sql`
    insert into task_rule (cycle_id, phase, kind, due_at, if_silent, accepted, least_working_days, minutes, statutory,
                           asked_if_rater_reviews, only_levels)
    select ${cycleId}, phase, kind, "dueAt", "ifSilent", accepted, "leastWorkingDays", minutes, statutory,
           "askedIfRaterReviews", "onlyLevels"
      from jsonb_to_recordset(${JSON.stringify(rules)}::jsonb) as r(phase text, kind text, "dueAt" timestamptz,
                                                                    "ifSilent" text, accepted text,
           "leastWorkingDays" int, minutes int, statutory boolean, "askedIfRaterReviews" boolean, "onlyLevels" text[])`.execute(
    trx,
  );
}

/** Ids of employees by number. @throws DomainError 'employee-unknown' that names every unknown number */
export async function employeeIds(db: Db | Trx, employeeNos: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('employee')
    .select(['id', 'employee_no'])
    .where('employee_no', 'in', [...employeeNos, ''])
    .execute();
  const ids = new Map(rows.map((row) => [row.employee_no, row.id]));
  const unknown = [...new Set(employeeNos.filter((employeeNo) => !ids.has(employeeNo)))];
  if (unknown.length > 0) throw new DomainError('employee-unknown', { employeeNos: unknown });
  return ids;
}

export interface CycleRow {
  readonly id: string;
  readonly name: string;
  readonly year: number;
  /** Key of the pack's period; null: the whole year. */
  readonly period: string | null;
  readonly rehearsal_id: string | null;
  readonly time_zone: string;
  readonly due_time: string;
  readonly mail_from: string;
  readonly mail_until: string;
  readonly meeting_at: string | null;
  readonly publication_at: string;
  readonly archive_at: string;
  readonly launched_at: string | null;
  readonly published_at: string | null;
  readonly archived_at: string | null;
  readonly committee: { readonly chair: string | null; readonly members: readonly string[] };
  /** By the cycle's clock. */
  readonly now: string;
}

/** @throws DomainError 'not-found' */
export async function getCycle(db: Db | Trx, cycleId: string): Promise<CycleRow> {
  const { rows } = await sql<CycleRow>`select c.*, cycle_now(c.id) now from cycle c where c.id = ${cycleId}`.execute(db);
  if (rows[0] === undefined) throw new DomainError('not-found', { cycleId });
  return rows[0];
}

/** What concerns a whole cycle happens one after the other. A statement of its own: what is asked next sees what the one before has left. */
export async function lockCycle(trx: Trx, cycleId: string): Promise<void> {
  await sql`select from cycle where id = ${cycleId} for no key update`.execute(trx);
}
