import { sql } from 'kysely';
import type { EscalationRule } from '../domain/cycle/silence.ts';
import type { IfSilent, TaskKind } from '../domain/tasks/kinds.ts';
import type { DigestPlace } from './digests.ts';
import type { Trx } from './in-transaction.ts';

/** A cycle under way by the clock of a digest, with what its pack says of silence. */
export interface DigestCycle {
  readonly id: string;
  readonly now: string;
  readonly time_zone: string;
  readonly mail_from: string;
  readonly mail_until: string;
  readonly escalation: EscalationRule;
}

/** Of one clock and time zone, the newest first. */
export async function readDigestCycles(trx: Trx, { clock, timeZone }: DigestPlace): Promise<readonly DigestCycle[]> {
  const { rows } = await sql<DigestCycle>`
    select c.id, cycle_now(c.id) now, c.time_zone, c.mail_from, c.mail_until, k.content->'escalation' escalation
      from cycle c join policy_pack k on k.id = c.policy_pack_id
     where coalesce(c.rehearsal_id::text, 'live') = ${clock} and c.time_zone = ${timeZone}
       and c.launched_at is not null and c.archived_at is null
     order by c.id desc`.execute(trx);
  return rows;
}

/** A late task about whose silence people decide. */
export interface LateTask {
  readonly id: string;
  readonly cycle_id: string;
  readonly phase: string;
  readonly kind: TaskKind;
  readonly due_at: string;
  readonly if_silent: IfSilent;
  readonly escalated_at: string | null;
  readonly assignee_id: string;
  readonly rater_id: string | null;
  readonly reviewer_id: string | null;
  /** Whose evaluation; null: a group's. */
  readonly owner_id: string | null;
}

/** Those that end by silence are left out: a late self-assessment is recorded, nobody is told. So are paused ones. */
export async function readLateTasks(
  trx: Trx,
  q: { readonly cycleId: string; readonly now: string },
): Promise<readonly LateTask[]> {
  const { rows } = await sql<LateTask>`
    with late as materialized (select * from task where state = 'open' and due_at <= ${q.now}),
    asked as materialized (
      select t.*, p.cycle_id, p.phase, p.evaluation_id from late t join process_run p on p.id = t.process_run_id
       where p.cycle_id = ${q.cycleId} and p.paused_at is null and p.state in ('open', 'failed'))
    select t.id, t.cycle_id, t.phase, t.kind, t.due_at, r.if_silent, t.escalated_at, t.assignee_id,
           e.rater_id, e.reviewer_id, e.employee_id owner_id
      from asked t
      join task_rule r on r.cycle_id = t.cycle_id and r.phase = t.phase and r.kind = t.kind
      left join evaluation e on e.id = t.evaluation_id
     where r.if_silent in ('asks-superior', 'hr-decides')
     order by t.id`.execute(trx);
  return rows;
}

/** Marks tasks as escalated, each once, with an audit event. */
export async function escalateTasks(
  trx: Trx,
  q: { readonly taskIds: readonly string[]; readonly now: string; readonly to: 'superior' | 'hr' },
): Promise<void> {
  if (q.taskIds.length === 0) return;
  await sql`
    with chosen as materialized (
      select id from task
       where id = any (${q.taskIds}::bigint[]) and state = 'open' and escalated_at is null
       order by id for no key update),
    escalated as (
      update task t set escalated_at = ${q.now} from chosen c where t.id = c.id returning t.id)
    insert into audit_event (cycle_at, what, subject, details)
    select ${q.now}, 'task.escalated', id, jsonb_build_object('to', ${q.to}::text) from escalated`.execute(trx);
}
