import { type RawBuilder, sql } from 'kysely';
import type { ChangedValue } from '../contracts/changes.ts';
import type { CommandArguments } from '../contracts/commands.ts';
import type { Db } from '../db/connection.ts';
import type { Trx } from '../db/in-transaction.ts';

/** To take a launch or a publication back. */
const MINUTES_TO_UNDO = 30;

type Planned = CommandArguments<'launch-cycle' | 'publish'>;

/** When what is approved now happens, by the cycle's clock, as SQL: at the instant that was asked for, never before the minutes to take it back are over. */
export function plannedInstant(cycleId: string, { at, inMinutes = MINUTES_TO_UNDO }: Planned): RawBuilder<string> {
  return sql`greatest(${at ?? null}::timestamptz, cycle_now(${cycleId}) + make_interval(mins => ${inMinutes}))`;
}

/** The same for who thinks of saying yes. */
export async function plannedAsValue(db: Db | Trx, cycleId: string, given: Planned): Promise<ChangedValue> {
  const { rows } = await sql<{ at: string }>`select ${plannedInstant(cycleId, given)} at`.execute(db);
  if (rows[0] === undefined) throw new Error('a select without a row');
  return { at: rows[0].at };
}
