import { sql } from 'kysely';
import { recordDepartures, removeDepartures } from '../db/departures.ts';
import type { Trx } from '../db/in-transaction.ts';
import { startRuns, URGENCY } from '../db/outbox.ts';
import { holdPassedBy, type NewDay, type PassedBy, readPassedBy } from '../db/passed-by.ts';
import { endRuns } from '../db/runs.ts';
import { nextAttempts } from './hr/next-attempts.ts';
import { setDraftsAside, setVoidAside } from './hr/set-drafts-aside.ts';

export interface Recorded extends NewDay {
  readonly requestId?: string | undefined;
  readonly actorId?: string | undefined;
}

/**
 * Records since when people have left, or (null) that they have not after all: whoever has not left any more is asked again what passed them by, but for
 * what is decided or published by now. The caller tells them, at the end of its transaction, and gives what it holds by `holdPassedBy` already.
 */
export async function recordLeaving(trx: Trx, recorded: Recorded, held?: ReadonlySet<string>): Promise<void> {
  const { rehearsalId, employeeIds, leftOn } = recorded;
  const mine = held ?? (await holdPassedBy(trx, recorded));
  const passed = (await readPassedBy(trx, recorded)).filter(({ id }) => mine.has(id));
  if (leftOn === null) await removeDepartures(trx, { rehearsalId, employeeIds });
  else await recordDepartures(trx, { rehearsalId, employeeIds, leftOn });
  await giveBack(trx, passed, recorded);
}

/** Each process, held, gets a new attempt that asks the step again; what was drafted in one from there on stays with who drafted it. */
async function giveBack(trx: Trx, passed: readonly PassedBy[], { actorId, requestId }: Recorded): Promise<void> {
  const runIds = passed.map(({ id }) => id);
  const targets = passed.map(({ target_id }) => target_id);
  await endRuns(trx, { runIds, state: 'void', outcome: 'rewound', reason: 'not-left' });
  await setVoidAside(trx, runIds);
  await setDraftsAside(
    trx,
    sql`
    t.outcome in ('expired', 'skipped') and exists (
      select
        from unnest(${runIds}::bigint[], ${targets}::bigint[]) x (run, target)
       where t.process_run_id = x.run and t.id >= x.target)`,
  );
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
