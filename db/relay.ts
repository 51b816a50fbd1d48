import { sql } from 'kysely';
import type { Db } from './connection.ts';
import { PREPARED } from './prepared-pool.ts';

/** An outbox row with what its run says of itself. */
export interface OutboxRow {
  readonly id: string;
  readonly urgency: number;
  readonly attempts: number;
  readonly workflow_type: string;
  readonly workflow_id: string;
  readonly input: unknown;
  readonly signal: unknown;
  readonly how: 'start' | 'restart';
  /** Null for what has no run of its own: digests. */
  readonly run_state: string | null;
  readonly phase: string | null;
  readonly cycle_id: string | null;
  readonly unit_code: string | null;
}

export interface Claim {
  readonly limit: number;
  /** Rows of this urgency and above stay for later. */
  readonly below: number;
}

/** Claims rows for half a minute, people's own first. Talk to Temporal outside any transaction, then `markDelivered`. */
export async function claimOutbox(db: Db, { limit, below }: Claim): Promise<readonly OutboxRow[]> {
  const { rows } = await sql<OutboxRow>`${PREPARED}
    with first as materialized (
      select id, urgency from outbox
       where delivered_at is null and dead_why is null and attempts = 0 and try_at <= now() and urgency < ${below}
       order by urgency, id limit ${limit} for update skip locked),
    again as materialized (
      select id, urgency from outbox
       where delivered_at is null and dead_why is null and attempts > 0 and try_at <= now() and urgency < ${below}
       order by try_at limit ${limit} for update skip locked),
    due as materialized (
      select id from (select id, urgency from first union all select id, urgency from again) x
       order by urgency, id limit ${limit}),
    claimed as (
      update outbox o set try_at = now() + interval '30 s', attempts = attempts + 1 from due where o.id = due.id
      returning o.id, o.urgency, o.attempts, o.workflow_type, o.workflow_id, o.input, o.signal, o.how)
    select c.*, p.state run_state, p.phase, p.cycle_id, coalesce(u.code, u.id::text) unit_code
      from claimed c left join process_run p on p.id = (c.input->>'processRunId')::bigint
      left join evaluation e on e.id = p.evaluation_id left join unit u on u.id = coalesce(e.unit_id, p.unit_id)
     order by c.urgency, c.id`.execute(db);
  return rows;
}

export async function markDelivered(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await sql`update outbox set delivered_at = now() where id = any (${ids}::bigint[])`.execute(db);
}

/** Tried again later: half a second, doubling to a minute. */
export async function markFailed(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    update outbox
       set try_at = now() + least(60, 0.5 * power(2, least(attempts, 10) - 1)) * interval '1 s'
     where id = any (${ids}::bigint[])`.execute(db);
}

/** A row that can never be delivered; shown to operators. */
export async function markDead(db: Db, id: string, why: string): Promise<void> {
  await sql`update outbox set dead_why = ${why} where id = ${id}`.execute(db);
}
