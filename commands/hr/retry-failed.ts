import { sql } from 'kysely';
import { startRuns, URGENCY } from '../../db/outbox.ts';
import { selectedRuns, selectsNothing } from '../../db/selection.ts';
import { isHeldBack } from '../../db/tells-level.ts';
import type { HrCommand } from './command.ts';

/** Failed processes are open again and start anew, each under its own id: they ask their way back to where they were. */
export const retryFailed: HrCommand<'retry-failed'> = {
  /** None of which the asker is told nothing is counted; with others it is tried again, too. */
  async preview(db, context) {
    const { rows } = await sql<{ code: string; n: string }>`
      select p.why_failed code, count(*) n
        from process_run p
        left join evaluation e on e.id = p.evaluation_id
       where p.state = 'failed' and ${scope(context.cycleId, context.selection)} and not ${isHeldBack(context)}
       group by 1
       order by 1`.execute(db);
    return {
      affected: rows.reduce((sum, { n }) => sum + Number(n), 0),
      details: { codes: rows.map(({ code, n }) => ({ code, count: Number(n) })) },
    };
  },

  async execute(trx, { cycleId, selection, actorId, requestId }) {
    const { rows } = await sql<{ id: string }>`
      with chosen as materialized (
        select p.id from process_run p left join evaluation e on e.id = p.evaluation_id
         where p.state = 'failed' and ${scope(cycleId, selection)} order by p.id for no key update of p),
      opened as (update process_run p
                    set state = 'open', why_failed = null
                   from chosen
                  where p.id = chosen.id
                 returning p.id),
      audited as (
        insert into audit_event (cycle_at, what, subject, actor, details)
        select cycle_now(${cycleId}), 'process.retried', id, ${actorId},
               jsonb_build_object('requestId', ${requestId}::text)
          from opened
         order by id)
      select id from opened order by id`.execute(trx);
    const runs = await startRuns(
      trx,
      rows.map(({ id }) => id),
      URGENCY.repair,
    );
    return { runs };
  },
};

/** Without a selection: every failed process of the cycle, its own included. */
function scope(cycleId: string, selection: Parameters<typeof selectedRuns>[1]) {
  return selectsNothing(selection) ? sql<boolean>`p.cycle_id = ${cycleId}` : selectedRuns(cycleId, selection);
}
