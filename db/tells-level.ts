import { type RawBuilder, sql } from 'kysely';
import type { Db } from './connection.ts';
import type { Trx } from './in-transaction.ts';
import { accountsOf } from './own-case.ts';

/** Of a run `p`: only some levels are reviewed in its phase, so that a review, or none, tells the owner of the evaluation which level it is. */
export const TELLS_LEVEL = sql<boolean>`exists (
      select from task_rule u where u.cycle_id = p.cycle_id and u.phase = p.phase and u.only_levels is not null)`;

export interface Reader {
  /** Of every cycle where none is said. */
  readonly cycleId?: string;
  readonly readerId: string;
}

/**
 * A query of runs of somebody's own evaluations, whichever account of theirs it is about, of which nobody tells them how they stand, in no office either,
 * until the results are out: an open review, and none, tell the level.
 */
const heldBack = (cycleId: string | undefined, readerIds: readonly string[]) => sql<{ id: string }>`
    select p.id
      from evaluation e
      join cycle c on c.id = e.cycle_id
      join process_run p on p.evaluation_id = e.id
     where ${cycleId === undefined ? sql`true` : sql`e.cycle_id = ${cycleId}`}
       and e.employee_id in ${accountsOf(readerIds)}
       and p.outcome is distinct from 'skipped' and ${TELLS_LEVEL}
       and not coalesce(c.published_at <= cycle_now(c.id), false)`;

export async function runsHeldBack(db: Db | Trx, { cycleId, readerId }: Reader): Promise<readonly string[]> {
  const { rows } = await heldBack(cycleId, [readerId]).execute(db);
  return rows.map(({ id }) => id);
}

export interface Ordering {
  readonly cycleId: string;
  readonly actorId: string;
  readonly approverId?: string | undefined;
}

/** A condition on `process_run p`: held back from who asks for an order, or approves it. */
export function isHeldBack({ cycleId, actorId, approverId }: Ordering): RawBuilder<boolean> {
  return sql`p.id in (${heldBack(cycleId, approverId === undefined ? [actorId] : [actorId, approverId])})`;
}

/** A condition that a run, an expression of its id, is none of these. */
export function isNoneOf(runId: RawBuilder<unknown>, runIds: readonly string[]): RawBuilder<boolean> {
  return runIds.length === 0 ? sql`true` : sql`${runId} <> all (${runIds}::bigint[])`;
}
