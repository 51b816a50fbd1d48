import { sql } from 'kysely';
import type { TaskKind } from '../domain/tasks/kinds.ts';
import type { TaskOutcome } from '../domain/process/messages.ts';
import type { AgreedGoal } from '../domain/scoring/rating-inputs.ts';
import { agreedGoals } from './agreed-goals.ts';
import type { Trx } from './in-transaction.ts';
import { servableUnits } from './indicators.ts';
import { URGENCY } from './outbox.ts';
import { isOwnCase } from './own-case.ts';
import { PREPARED } from './prepared-pool.ts';

/** A task, locked with its draft, and what a closing of it must know. */
export interface LockedTask {
  readonly id: string;
  readonly kind: TaskKind;
  readonly round: number;
  readonly seat: number;
  readonly state: 'open' | 'closed';
  readonly outcome: TaskOutcome | null;
  readonly assignee_id: string | null;
  readonly closed_by: string | null;
  readonly closed_at: string | null;
  readonly version: number;
  readonly content: unknown;
  readonly submitted_version: number | null;
  readonly submitted_sha256: string | null;
  readonly process_run_id: string;
  readonly cycle_id: string;
  readonly phase: string;
  readonly evaluation_id: string | null;
  readonly rating_group_id: string | null;
  /** Whom the evaluation is about. */
  readonly owner_id: string | null;
  /** The assignee is another account of whom it is about, or is rated in the group. */
  readonly own_case: boolean;
  readonly paused: boolean;
  readonly over: boolean;
  readonly rule_source: RuleSource;
}

/** What the rules of a form are taken from: the pinned pack, the indicators that a goal may serve, the goals in force. */
export interface RuleSource {
  /** Hash of the pack, hexadecimal. */
  readonly packSha256: string;
  readonly indicatorIds: readonly string[];
  readonly goalsInForce: readonly AgreedGoal[];
  /** Of a rating: whether whoever it is about led others when it was first asked. */
  readonly leads: boolean;
}

/** Undefined if there is no such task. Locks task and draft until the transaction ends. */
export async function lockTask(trx: Trx, taskId: string): Promise<LockedTask | undefined> {
  // A statement of its own: the next one must also see the submission of who closed it while this one waited.
  await sql`${PREPARED}
    select from task t
      join task_draft f on f.task_id = t.id
     where t.id = ${taskId}
       for no key update of t, f`.execute(trx);
  const { rows } = await sql<LockedTask>`${PREPARED}
    select t.id, t.kind, t.round, t.seat, t.state, t.outcome, t.assignee_id, t.closed_by, t.closed_at, f.version,
           f.content,
           s.version submitted_version, encode(s.sha256, 'hex') submitted_sha256,
           p.id process_run_id, p.cycle_id, p.phase, p.evaluation_id, p.rating_group_id, e.employee_id owner_id,
           ${isOwnCase(sql`t.assignee_id`)} own_case,
           p.paused_at is not null paused,
           cycle_now(p.cycle_id) >= t.accepted_until as over,
           jsonb_build_object(
             'packSha256', encode(k.sha256, 'hex'),
             'leads', coalesce(t.leads, false),
             'indicatorIds', coalesce((select jsonb_agg(i.id::text)
                                         from indicator i
                                        where t.kind = 'goals.draft' and i.cycle_id = p.cycle_id
                  and i.unit_id in ${servableUnits(sql`p.cycle_id`, sql`e.unit_id`)}), '[]'),
             'goalsInForce', ${agreedGoals('p.evaluation_id')}) rule_source
      from task t join task_draft f on f.task_id = t.id
      join process_run p on p.id = t.process_run_id
      join cycle c on c.id = p.cycle_id
      join policy_pack k on k.id = c.policy_pack_id
      left join submission s on s.task_id = t.id
      left join evaluation e on e.id = p.evaluation_id
     where t.id = ${taskId}`.execute(trx);
  return rows[0];
}

export interface Closing {
  readonly taskId: string;
  readonly outcome: TaskOutcome;
  readonly actorId: string;
  readonly version: number;
}

export interface ClosedTask {
  readonly closedAt: string;
  readonly sha256: string;
}

/** Compare-and-set, submission, audit event and outbox row in one statement; undefined if the task was not closable any more. */
export async function closeTaskRow(trx: Trx, { taskId, outcome, actorId, version }: Closing): Promise<ClosedTask | undefined> {
  const { rows } = await sql<ClosedTask>`${PREPARED}
    with closed as (
      update task t
         set state = 'closed', outcome = ${outcome}, closed_at = cycle_now(p.cycle_id), recorded_at = now(),
             closed_by = ${actorId}
        from process_run p, task_draft f
       where t.id = ${taskId} and p.id = t.process_run_id and f.task_id = t.id and f.version = ${version}
         and t.state = 'open' and p.paused_at is null and cycle_now(p.cycle_id) < t.accepted_until
      returning t.id, t.closed_at, p.id run_id, p.cycle_id, p.workflow_type, p.workflow_id, f.content, f.version),
    frozen as (
      insert into submission (task_id, version, content, sha256)
      select id, version, content, sha256(convert_to(content::text, 'UTF8')) from closed returning sha256),
    audited as (
      insert into audit_event (cycle_at, what, subject, actor, details)
      select closed_at, 'task.closed', id, ${actorId},
             jsonb_build_object('outcome', ${outcome}::text, 'version', version)
        from closed),
    told as (
      insert into outbox (urgency, cycle_id, workflow_type, workflow_id, input, signal)
      select ${URGENCY.person}, cycle_id, workflow_type, workflow_id, jsonb_build_object('processRunId', run_id::text),
             jsonb_build_object('taskId', id::text, 'outcome', ${outcome}::text)
        from closed)
    select closed_at "closedAt", encode(f.sha256, 'hex') sha256 from closed, frozen f`.execute(trx);
  return rows[0];
}
