import { sql } from 'kysely';
import type { TaskOutcome } from '../../domain/process/messages.ts';
import { readByOthers } from '../../domain/permissions.ts';
import type { TaskKind } from '../../domain/tasks/kinds.ts';
import type { Db } from '../connection.ts';
import { servableUnits } from '../indicators.ts';

type Content = Record<string, unknown>;

export interface GoalRow {
  readonly key: string;
  readonly version: number;
  readonly weight: string;
  readonly target: string;
  readonly agreedAt: string;
  readonly replacedAt: string | null;
  readonly content: Content;
}

/** Of one evaluation, in force and replaced; by version, then as they were written. */
export async function goalsOf(db: Db, evaluationId: string): Promise<readonly GoalRow[]> {
  const { rows } = await sql<GoalRow>`
    select key, version, weight, target, agreed_at "agreedAt", replaced_at "replacedAt", content
      from goal
     where evaluation_id = ${evaluationId}
     order by version, id`.execute(db);
  return rows;
}

export interface IndicatorRow {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly unitName: string;
  readonly unitOfMeasure: string;
  readonly direction: 'higher' | 'lower';
  readonly baseline: string | null;
  readonly target: string | null;
  readonly actual: string | null;
  readonly weight: string;
}

/** Which the goals of people of a unit may serve: its own first, then those of its parts by name. */
export async function indicatorsOf(
  db: Db,
  { cycleId, unitId }: { readonly cycleId: string; readonly unitId: string },
): Promise<readonly IndicatorRow[]> {
  const { rows } = await sql<IndicatorRow>`
    select i.id, i.name, i.name_en "nameEn", u.name "unitName", i.unit_of_measure "unitOfMeasure", i.direction,
           i.baseline, i.target, i.actual, i.weight
      from indicator i join unit u on u.id = i.unit_id
     where i.cycle_id = ${cycleId} and i.unit_id in ${servableUnits(sql`${cycleId}::bigint`, sql`${unitId}::bigint`)}
     order by i.unit_id <> ${unitId}, u.name, i.id`.execute(db);
  return rows;
}

export interface AnswerRow {
  readonly taskId: string;
  readonly kind: TaskKind;
  readonly round: number;
  readonly outcome: TaskOutcome;
  readonly by: string | null;
  readonly closedAt: string | null;
  readonly content: Content | null;
}

/** Answers that were given in one run, oldest first, as others than their authors read them. */
export async function answersOf(db: Db, processRunId: string): Promise<readonly AnswerRow[]> {
  const { rows } = await sql<AnswerRow>`
    select t.id "taskId", t.kind, t.round, t.outcome, e.name "by", t.closed_at "closedAt", s.content
      from task t left join submission s on s.task_id = t.id left join employee e on e.id = t.closed_by
     where t.process_run_id = ${processRunId} and t.state = 'closed' order by t.round, t.closed_at, t.id`.execute(db);
  return rows.map((row) => ({ ...row, content: row.content && readByOthers(row.kind, row.content) }));
}

export interface TalkRow {
  readonly taskId: string;
  readonly heldBy: string | null;
  readonly closedAt: string;
  readonly content: Content;
  readonly acknowledgement: { readonly outcome: TaskOutcome; readonly content: Content | null; readonly closedAt: string } | null;
}

/** Talks of the live runs, oldest first, each with what the employee said to it, as others read that. */
export async function talksOf(db: Db, evaluationId: string): Promise<readonly TalkRow[]> {
  const { rows } = await sql<
    Omit<TalkRow, 'acknowledgement'> & { outcome: TaskOutcome | null; answer: Content | null; answeredAt: string | null }
  >`
    select t.id "taskId", e.name "heldBy", t.closed_at "closedAt", s.content, k.outcome, a.content answer,
           k.closed_at "answeredAt"
      from process_run p
      join task t on t.process_run_id = p.id and t.kind = 'coaching.hold'
      join submission s on s.task_id = t.id
      left join employee e on e.id = t.closed_by
      left join task k on k.process_run_id = p.id and k.kind = 'coaching.acknowledge' and k.round = t.round
       and k.state = 'closed'
      left join submission a on a.task_id = k.id
     where p.evaluation_id = ${evaluationId} and p.state <> 'void' order by t.closed_at, t.id`.execute(db);
  return rows.map(({ outcome, answer, answeredAt, ...talk }) => ({
    ...talk,
    acknowledgement:
      outcome === null || answeredAt === null
        ? null
        : { outcome, content: answer && readByOthers('coaching.acknowledge', answer), closedAt: answeredAt },
  }));
}

export interface ActionRow {
  readonly id: string;
  readonly what: string;
  readonly who: 'rater' | 'employee';
  readonly by: string;
  readonly knownBy: string;
}

export async function actionsOf(db: Db, evaluationId: string): Promise<readonly ActionRow[]> {
  const { rows } = await sql<ActionRow>`
    select id, what, who, by_on "by", known_by "knownBy"
      from coaching_action
     where evaluation_id = ${evaluationId} and replaced_at is null
     order by id`.execute(db);
  return rows;
}

export interface LastAnswer {
  readonly outcome: TaskOutcome;
  readonly content: Content | null;
  readonly closedAt: string | null;
}

/** How a kind of an evaluation ended last, in its live runs. */
export async function lastAnswerOf(
  db: Db,
  { evaluationId, kind }: { readonly evaluationId: string; readonly kind: TaskKind },
): Promise<LastAnswer | null> {
  const { rows } = await sql<LastAnswer>`
    select t.outcome, s.content, t.closed_at "closedAt"
      from process_run p join task t on t.process_run_id = p.id left join submission s on s.task_id = t.id
     where p.evaluation_id = ${evaluationId} and p.state <> 'void' and t.kind = ${kind} and t.state = 'closed'
     order by t.round desc, t.id desc
     limit 1`.execute(db);
  return rows[0] ?? null;
}
