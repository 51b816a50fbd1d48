import { sql } from 'kysely';
import { recordDepartures, removeDepartures } from '../db/departures.ts';
import type { Trx } from '../db/in-transaction.ts';
import { startRuns, URGENCY } from '../db/outbox.ts';
import { type NewDay, type PassedBy, readPassedBy } from '../db/passed-by.ts';
import { endRuns } from '../db/runs.ts';
import { nextAttempts } from './hr/next-attempts.ts';
import { setDraftsAside } from './hr/set-drafts-aside.ts';

export interface Recorded extends NewDay {
  readonly requestId?: string | undefined;
  readonly actorId?: string | undefined;
}

/**
 * Records since when people have left, or (null) that they have not after all: whoever has not left any more is asked again what passed them by. The caller
 * tells them, at the end of its transaction.
 */
export async function recordLeaving(trx: Trx, recorded: Recorded): Promise<void> {
  const { rehearsalId, employeeIds, leftOn } = recorded;
  const passed = await readPassedBy(trx, recorded);
  if (leftOn === null) await removeDepartures(trx, { rehearsalId, employeeIds });
  else await recordDepartures(trx, { rehearsalId, employeeIds, leftOn });
  await giveBack(trx, passed, recorded);
}

/** Each process gets a new attempt that asks the step again; what was drafted in one that ended unanswered stays theirs. */
async function giveBack(trx: Trx, found: readonly PassedBy[], { actorId, requestId }: Recorded): Promise<void> {
  const evaluationIds = found.map(({ evaluation_id }) => evaluation_id);
  await sql`select from evaluation where id = any (${evaluationIds}::bigint[]) order by id for no key update`.execute(trx);
  const runIds = found.map(({ id }) => id);
  const ended = new Set(await endRuns(trx, { runIds, state: 'void', outcome: 'rewound', reason: 'not-left' }));
  // Another order may have ended one a moment before.
  const passed = found.filter(({ id }) => ended.has(id));
  const tasks = passed.map(({ target_id }) => target_id);
  await setDraftsAside(trx, sql`t.id = any (${tasks}::bigint[])`);
  const next = await nextAttempts(trx, passed);
  const back = passed.map(({ id, target_id: to }) => ({ id, details: { requestId, to, processRunId: next.get(id) } }));
  await sql`
    insert into audit_event (cycle_at, what, subject, actor, details)
    select cycle_now(p.cycle_id), 'process.given-back', p.id, ${actorId ?? null}, x.details
      from jsonb_to_recordset(${JSON.stringify(back)}::jsonb) as x(id bigint, details jsonb)
      join process_run p on p.id = x.id
     order by p.id`.execute(trx);
  await startRuns(trx, [...next.values()], URGENCY.process);
}
