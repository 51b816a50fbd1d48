import { sql } from 'kysely';
import type { Trx } from './in-transaction.ts';

// The outbox is the only way to Temporal: the relay delivers each row at least once, in any order. People's own rows come before bulk rows.
export const URGENCY = { person: 1, process: 2, repair: 3, bulk: 5 } as const;

/** Wakes runs to look again (a signal without an outcome); a run that Temporal does not know is started. Answers how many rows were written. */
export async function pokeRuns(trx: Trx, runIds: readonly string[], urgency: number = URGENCY.process): Promise<number> {
  return insert(trx, runIds, { urgency, signal: {}, how: 'start' });
}

/**
 * Wakes the cycle's own process, which waits for the publication or will: the plan changed, or one session less is open. Whatever it waits for
 * now; a wait that is just being written would not be seen here. Answers how many rows were written.
 */
export async function pokeCycle(trx: Trx, cycleId: string): Promise<number> {
  const runs = await trx
    .selectFrom('process_run')
    .select('id')
    .where('cycle_id', '=', cycleId)
    .where('phase', '=', 'cycle')
    .where('state', '=', 'open')
    .execute();
  return pokeRuns(
    trx,
    runs.map(({ id }) => id),
  );
}

/** Starts runs; one that is running is left alone. */
export async function startRuns(trx: Trx, runIds: readonly string[], urgency: number = URGENCY.bulk): Promise<number> {
  return insert(trx, runIds, { urgency, signal: null, how: 'start' });
}

/** Starts runs again from nothing, also running ones: they ask their way back. */
export async function restartRuns(trx: Trx, runIds: readonly string[], urgency: number = URGENCY.repair): Promise<number> {
  return insert(trx, runIds, { urgency, signal: null, how: 'restart' });
}

interface Row {
  readonly urgency: number;
  readonly signal: object | null;
  readonly how: 'start' | 'restart';
}

async function insert(trx: Trx, runIds: readonly string[], { urgency, signal, how }: Row): Promise<number> {
  if (runIds.length === 0) return 0;
  const { numAffectedRows } = await sql`
    insert into outbox (urgency, cycle_id, workflow_type, workflow_id, input, signal, how)
    select ${urgency}, cycle_id, workflow_type, workflow_id, jsonb_build_object('processRunId', id::text),
           ${signal === null ? null : JSON.stringify(signal)}::jsonb, ${how}
      from process_run where id = any (${runIds}::bigint[]) order by id`.execute(trx);
  return Number(numAffectedRows ?? 0n);
}
