import { sql } from 'kysely';
import type { AccessKind } from '../../domain/access-kinds.ts';
import type { LookedFor } from '../../domain/purposes.ts';
import type { TaskKind } from '../../domain/tasks/kinds.ts';
import type { Db } from '../connection.ts';
import { accountsOf, isOwnCase, isRatedIn } from '../own-case.ts';
import { isProven } from '../unproven.ts';

// Who somebody is to a thing, by the record.

interface Part {
  readonly owner: boolean;
  /** Rates or reviews, and never oneself, by whatever account. */
  readonly chain: boolean;
}

/** Somebody's part in evaluation `e`, which may be missing; in that of another none while nobody has answered for their address. */
function partOf(employeeId: string) {
  return sql<Part>`coalesce(e.employee_id = ${employeeId}, false) owner,
    coalesce(e.employee_id not in ${accountsOf([employeeId])}
             and (e.rater_id = ${employeeId} or e.reviewer_id = ${employeeId})
      and ${isProven(employeeId, sql`e.cycle_id`)}, false) chain`;
}

export interface TaskRelation extends Part {
  readonly kind: TaskKind;
  readonly state: 'open' | 'closed';
  /** And it is not about another account of theirs, nor their own group. */
  readonly assignee: boolean;
  /** Nobody has answered for their address, and it is about another. */
  readonly unproven: boolean;
}

/** Undefined: no such task. */
export async function taskRelation(
  db: Db,
  { taskId, employeeId }: { readonly taskId: string; readonly employeeId: string },
): Promise<TaskRelation | undefined> {
  const { rows } = await sql<TaskRelation>`
    select t.kind, t.state, ${partOf(employeeId)},
           t.assignee_id is not distinct from ${employeeId} and not ${isOwnCase(sql`${employeeId}::bigint`)} assignee,
           e.employee_id is distinct from ${employeeId} and not ${isProven(employeeId, sql`p.cycle_id`)} unproven
      from task t join process_run p on p.id = t.process_run_id left join evaluation e on e.id = p.evaluation_id
     where t.id = ${taskId}`.execute(db);
  return rows[0];
}

export interface EvaluationRelation extends Part {
  readonly cycleId: string;
  readonly unitId: string;
}

/** Undefined: no such evaluation. */
export async function evaluationRelation(
  db: Db,
  { evaluationId, employeeId }: { readonly evaluationId: string; readonly employeeId: string },
): Promise<EvaluationRelation | undefined> {
  const { rows } = await sql<EvaluationRelation>`
    select e.cycle_id "cycleId", e.unit_id "unitId", ${partOf(employeeId)}
      from evaluation e
     where e.id = ${evaluationId}`.execute(db);
  return rows[0];
}

export interface SessionRelation {
  readonly cycleId: string;
  readonly member: boolean;
  readonly open: boolean;
}

/** A member has a seat, or chairs, and has an address that somebody answered for. Only an open session is shown before publication, and never to somebody whose own case is in it, by any account. */
export async function sessionRelation(
  db: Db,
  { processRunId, employeeId }: { readonly processRunId: string; readonly employeeId: string },
): Promise<SessionRelation | undefined> {
  const { rows } = await sql<SessionRelation>`
    select p.cycle_id "cycleId",
           (s.chair_id is not distinct from ${employeeId}
            or exists (select from calibration_seat c
                        where c.process_run_id = s.process_run_id and c.employee_id = ${employeeId}))
             and ${isProven(employeeId, sql`p.cycle_id`)} member,
           s.locked_at is null and p.state = 'open'
             and not ${isRatedIn(sql`s.rating_group_id`, sql`${employeeId}::bigint`)} open
      from calibration_session s join process_run p on p.id = s.process_run_id where s.process_run_id = ${processRunId}`.execute(
    db,
  );
  return rows[0];
}

export interface Access {
  readonly actorId: string;
  readonly evaluationId: string | null;
  readonly what: AccessKind;
  /** Of who has a part in the evaluation that part is the purpose. */
  readonly lookedFor?: LookedFor | undefined;
  /** Names the session; undefined: the command line. */
  readonly session?: string | undefined;
  readonly requestId: string;
  readonly address: string;
}

/** As long as a page may stay open over the day. */
const ONE_SITTING = '12 hours';

/**
 * Every look at somebody's evaluation, lists included, leaves its row. What is asked again in the same session from the same address, of the same
 * evaluation, kind and purpose, is the same look for half a day: a page that is open refreshes itself.
 */
export async function logAccess(db: Db, accesses: readonly Access[]): Promise<void> {
  if (accesses.length === 0) return;
  const looks = accesses.map(({ actorId, evaluationId, what, lookedFor, session, requestId, address }) => ({
    ...{ actor: actorId, evaluation: evaluationId, what, purpose: lookedFor?.purpose, note: lookedFor?.note },
    ...{ session, request: requestId, address },
  }));
  await sql`
    insert into access_log (actor_id, evaluation_id, what, purpose, note, session, request_id, address)
    select x.actor, x.evaluation, x.what, x.purpose, x.note, x.session, x.request, x.address
      from jsonb_to_recordset(${JSON.stringify(looks)}::jsonb)
           x (actor bigint, evaluation bigint, what text, purpose text, note text, session text, request text,
              address text)
     where not exists (
           select from access_log l
            where l.evaluation_id = x.evaluation and l.at > now() - ${ONE_SITTING}::interval
              and l.session = x.session and l.actor_id = x.actor and l.what = x.what
              and (l.purpose, l.note, l.address) is not distinct from (x.purpose, x.note, x.address))`.execute(db);
}
