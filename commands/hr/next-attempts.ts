import { sql } from 'kysely';
import type { Trx } from '../../db/in-transaction.ts';
import { DomainError } from '../../domain/errors.ts';

/** A run of somebody's that is void now. */
export interface VoidRun {
  readonly id: string;
  readonly evaluation_id: string;
  /** When it was paused; the pause goes on. */
  readonly paused_at: string | null;
  /** The first task that is asked again; null: what was answered stands. */
  readonly target_id: string | null;
  /** The group that must not be frozen yet; null: the phase may be taken back at any time, or nobody waits for it. */
  readonly frozen_by: string | null;
}

/**
 * Gives each run a new attempt: what came before its target still stands, answers copied with their origin, and the group that waits for the phase
 * counts it again. Answers the new runs' ids; the caller starts them.
 * @throws DomainError 'group-locked' where a group was frozen since the runs were looked up
 */
export async function nextAttempts(trx: Trx, runs: readonly VoidRun[]): Promise<ReadonlyMap<string, string>> {
  await assertNotFrozen(trx, runs);
  const given = JSON.stringify(runs.map(({ id, paused_at, target_id }) => ({ id, paused_at, target_id })));
  const old = sql`jsonb_to_recordset(${given}::jsonb) as x(id bigint, paused_at timestamptz, target_id bigint)`;
  const { rows } = await sql<{ before: string; next: string }>`
    with run as (
      insert into process_run (cycle_id, evaluation_id, phase, workflow_type, attempt, barrier_group_id, launched_at,
                               paused_at)
      select p.cycle_id, p.evaluation_id, p.phase, p.workflow_type,
             1 + (select max(attempt) from process_run q where q.evaluation_id = p.evaluation_id and q.phase = p.phase),
             p.barrier_group_id, cycle_now(p.cycle_id), x.paused_at
        from ${old}
        join process_run p on p.id = x.id
       order by p.id
      returning id, evaluation_id, phase, barrier_group_id),
    more as (
      update rating_group g set open_members = g.open_members + n.n
        from (select barrier_group_id, count(*) n from run where barrier_group_id is not null group by 1) n
       where g.id = n.barrier_group_id)
    select p.id before, r.id next
      from ${old}
      join process_run p on p.id = x.id
      join run r on r.evaluation_id = p.evaluation_id and r.phase = p.phase`.execute(trx);
  const pairs = rows.map((row) => ({ ...row, target: runs.find(({ id }) => id === row.before)?.target_id ?? null }));
  await copyWhatStands(trx, pairs);
  return new Map(rows.map(({ before, next }) => [before, next]));
}

/** Holds the groups, so that none is frozen before this is committed. */
async function assertNotFrozen(trx: Trx, runs: readonly VoidRun[]): Promise<void> {
  const groupIds = runs.flatMap(({ frozen_by }) => frozen_by ?? []);
  // Every group, and looked at afterwards: a condition would pass over one that is being frozen right now instead of waiting for it.
  const { rows } = await sql<{ id: string; locked_at: string | null }>`
    select id, locked_at from rating_group where id = any (${groupIds}::bigint[]) order by id for no key update`.execute(trx);
  const frozen = new Set(rows.filter(({ locked_at }) => locked_at !== null).map(({ id }) => id));
  const late = runs.filter(({ frozen_by }) => frozen_by !== null && frozen.has(frozen_by));
  if (late.length > 0) throw new DomainError('group-locked', { evaluationIds: late.map(({ evaluation_id }) => evaluation_id) });
}

interface Copied {
  readonly before: string;
  readonly next: string;
  readonly target: string | null;
}

async function copyWhatStands(trx: Trx, pairs: readonly Copied[]): Promise<void> {
  await sql`
    with pair as materialized (
      select *
        from jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as x(before bigint, next bigint, target bigint)),
    copied as (
      insert into task (process_run_id, kind, round, seat, state, outcome, reason, assignee_id, on_behalf_of_id,
                        opened_at, due_at,
                        accepted_until, closed_at, closed_by, recorded_at, escalated_at, leads)
      select x.next, t.kind, t.round, t.seat, t.state, t.outcome, t.reason, t.assignee_id, t.on_behalf_of_id,
             t.opened_at, t.due_at,
             t.accepted_until, t.closed_at, t.closed_by, t.recorded_at, t.escalated_at, t.leads
        from pair x
        join task t on t.process_run_id = x.before
       where (x.target is null or t.id < x.target) and t.outcome in ('done', 'returned', 'expired', 'skipped')
       order by t.id
      returning id, process_run_id, kind, round, seat)
    insert into submission (task_id, version, content, sha256, copied_from)
    select c.id, s.version, s.content, s.sha256, s.task_id
      from copied c
      join pair x on x.next = c.process_run_id
      join task t on t.process_run_id = x.before and (t.kind, t.round, t.seat) = (c.kind, c.round, c.seat)
      join submission s on s.task_id = t.id`.execute(trx);
}
