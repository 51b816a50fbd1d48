import { type RawBuilder, sql } from 'kysely';
import { KINDS } from '../domain/tasks/kinds.ts';
import type { Db } from './connection.ts';
import type { Trx } from './in-transaction.ts';

/** Whether ratings of a cycle, an expression of its id, are written already: from then on who rates or reviews decides a result. */
export function hasOpenRatings(cycleId: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql`exists (
    select from phase_window w
     where w.cycle_id = ${cycleId} and w.workflow_type = ${KINDS['rating.write'].workflowType}
       and w.launched_at is not null)`;
}

export async function ratingsAreOpen(db: Db | Trx, cycleId: string): Promise<boolean> {
  const { rows } = await sql`select where ${hasOpenRatings(sql`${cycleId}`)}`.execute(db);
  return rows.length > 0;
}
