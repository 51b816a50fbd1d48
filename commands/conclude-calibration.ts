import { sql } from 'kysely';
import { audit } from '../db/audit.ts';
import type { Db } from '../db/connection.ts';
import { inTransaction } from '../db/in-transaction.ts';
import { getSession, resultsOf } from './calibration-order.ts';
import { writeResults } from './write-results.ts';

/**
 * Where the pack asks no committee, the proposed results stand: locks the session and writes them, once. Where one was asked and its decision was
 * skipped for another reason, nothing is concluded: people decide.
 */
export async function concludeCalibration(
  db: Db,
  { processRunId }: { readonly processRunId: string },
): Promise<{ readonly concluded: boolean }> {
  return inTransaction(db, async (trx) => {
    const { rows } = await sql<{ cycle_id: string; locked: boolean; asked: boolean; now: string }>`
      select p.cycle_id, s.locked_at is not null locked, cycle_now(p.cycle_id) now,
             exists (select from task_rule r
                      where r.cycle_id = p.cycle_id and r.phase = p.phase and r.kind = 'calibration.lock') asked
        from process_run p join calibration_session s on s.process_run_id = p.id
       where p.id = ${processRunId} and p.state <> 'void' for no key update of p, s`.execute(trx);
    const run = rows[0];
    if (run === undefined || run.asked) return { concluded: false };
    if (run.locked) return { concluded: true };
    const session = await getSession(trx, processRunId);
    const decided = resultsOf(session, session.members).map((result) => ({ ...result, changed: false }));
    await writeResults(trx, { runId: processRunId, session, decided, closedAt: run.now, minutes: '' });
    await audit(trx, {
      what: 'calibration.concluded',
      subject: processRunId,
      cycleId: run.cycle_id,
      details: { members: decided.length },
    });
    return { concluded: true };
  });
}
