import { sql } from 'kysely';
import { audit } from '../db/audit.ts';
import type { Db } from '../db/connection.ts';
import { inTransaction } from '../db/in-transaction.ts';
import { URGENCY } from '../db/outbox.ts';
import { DomainError } from '../domain/errors.ts';
import { assertMayDecide } from './may-decide.ts';

export interface RetriedRun {
  readonly processRunId: string;
  readonly did: 'retried' | 'poked';
}

interface Row {
  readonly cycle_id: string;
  readonly was: string;
}

/**
 * Opens a failed run again and starts it, or pokes an open one, in one statement; rows for it that Temporal refused are tried again.
 * Without an actor: somebody with a shell on the host.
 * @throws DomainError 'not-found'; 'nothing-selected' for a run that is over
 */
export async function retryRun(
  db: Db,
  { runId, actorId }: { readonly runId: string; readonly actorId?: string },
): Promise<RetriedRun> {
  return inTransaction(db, async (trx) => {
    await assertMayDecide(trx, { actorId });
    const { rows } = await sql<Row>`
      with run as materialized (
        select id, cycle_id, workflow_type, workflow_id, state was
          from process_run
         where id = ${runId} for no key update),
      opened as (
        update process_run p set state = 'open', why_failed = null from run where p.id = run.id and run.was = 'failed'),
      revived as (
        update outbox o set dead_why = null, attempts = 0, try_at = now() from run
         where o.workflow_id = run.workflow_id and o.dead_why is not null and run.was in ('open', 'failed')),
      told as (
        insert into outbox (urgency, cycle_id, workflow_type, workflow_id, input, signal)
        select ${URGENCY.person}, cycle_id, workflow_type, workflow_id, jsonb_build_object('processRunId', id::text),
               case was when 'open' then '{}'::jsonb end
          from run where was in ('open', 'failed'))
      select cycle_id, was from run`.execute(trx);
    const run = rows[0];
    if (run === undefined) throw new DomainError('not-found', { processRunId: runId });
    if (run.was !== 'open' && run.was !== 'failed')
      throw new DomainError('nothing-selected', { processRunId: runId, state: run.was });
    const did = run.was === 'failed' ? 'retried' : 'poked';
    await audit(trx, { what: `process.${did}`, subject: runId, actor: actorId, cycleId: run.cycle_id });
    return { processRunId: runId, did };
  });
}
