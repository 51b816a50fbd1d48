import { type RawBuilder, sql } from 'kysely';
import type { Change } from '../../contracts/changes.ts';
import { auditTasks, DUE_ON, moveDeadlines, workingDayFrom } from '../../db/deadlines.ts';
import { pokeRuns } from '../../db/outbox.ts';
import { lineOf } from '../../db/reading/changes.ts';
import { selectedRuns } from '../../db/selection.ts';
import { isHeldBack } from '../../db/tells-level.ts';
import { casesOfRuns, touchedByRuns } from '../../db/touched.ts';
import type { Db } from '../../db/connection.ts';
import type { Trx } from '../../db/in-transaction.ts';
import type { CommandContext, HrCommand } from './command.ts';
import { tellAssignees } from './tell.ts';

/** Nothing can be closed and nothing expires until it is resumed. */
export const pause: HrCommand<'pause'> = {
  touches: touchedByRuns,
  reaches: (context) => casesOfRuns(context, isTold(context, false)),

  async preview(db, context) {
    const changes = await runsByPhase(db, context, false);
    return { affected: sum(changes), changes };
  },

  async execute(trx, { cycleId, selection, actorId, requestId }) {
    const { rows } = await sql<{ n: string }>`
      with chosen as materialized (
        select p.id from process_run p left join evaluation e on e.id = p.evaluation_id
         where p.state = 'open' and p.paused_at is null and ${selectedRuns(cycleId, selection)}
         order by p.id for no key update of p),
      paused as (update process_run p
                    set paused_at = (select cycle_now(${cycleId}))
                   from chosen
                  where p.id = chosen.id
                 returning p.id, p.paused_at),
      audited as (
        insert into audit_event (cycle_at, what, subject, actor, details)
        select paused_at, 'process.paused', id, ${actorId}, jsonb_build_object('requestId', ${requestId}::text)
          from paused
         order by id)
      select count(*) n from paused`.execute(trx);
    return { runs: Number(rows[0]?.n ?? 0) };
  },
};

/** Goes on: deadlines move by the days of the pause since the task opened, to a working day; statutory ones stay. Whoever has a task is told the new day. */
export const resume: HrCommand<'resume'> = {
  touches: touchedByRuns,
  reaches: (context) => casesOfRuns(context, isTold(context, true)),

  async preview(db, context) {
    const changes = await runsByPhase(db, context, true);
    return { affected: sum(changes), changes };
  },

  async execute(trx, { cycleId, selection, actorId, requestId }) {
    const chosen = sql<boolean>`p.paused_at is not null and ${selectedRuns(cycleId, selection)}`;
    const { rows: runs } = await sql<{ id: string }>`
      select p.id from process_run p left join evaluation e on e.id = p.evaluation_id
       where p.state in ('open', 'failed') and ${chosen} order by p.id for no key update of p`.execute(trx);
    const ids = runs.map(({ id }) => id);
    const today = sql`((select cycle_now(${cycleId})) at time zone c.time_zone)::date`;
    // A task that opened meanwhile has lost only what was left of the pause.
    const pausedOn = sql`(greatest(p.paused_at, t.opened_at) at time zone c.time_zone)::date`;
    const moved = await moveDeadlines(trx, {
      where: sql`p.id = any (${ids}::bigint[]) and not r.statutory and ${today} > ${pausedOn}`,
      from: sql`(${DUE_ON} + (${today} - ${pausedOn}))`,
      to: workingDayFrom,
    });
    await sql`update process_run set paused_at = null where id = any (${ids}::bigint[])`.execute(trx);
    await sql`
      insert into audit_event (cycle_at, what, subject, actor, details)
      select (select cycle_now(${cycleId})), 'process.resumed', id, ${actorId},
             jsonb_build_object('requestId', ${requestId}::text)
        from unnest(${ids}::bigint[]) id order by id`.execute(trx);
    await auditTasks(trx, { what: 'task.due-changed', cycleId, actorId, requestId, taskIds: moved.map(({ taskId }) => taskId) });
    await pokeRuns(trx, ids);
    const mails = await tellAssignees(trx, { cycleId, mailKind: 'due.changed', requestId, tasks: moved });
    return { runs: ids.length, tasks: moved.length, mails };
  },
};

type Context = CommandContext<'pause' | 'resume'>;

/**
 * Paused ones, which go on; or those that can be paused. None of which who asks or approves is told nothing: with the others of a whole phase it is
 * paused and goes on, too, and is counted nowhere.
 */
function isTold(context: Context, paused: boolean): RawBuilder<boolean> {
  return sql`
    (p.state in ('open', 'failed') and (p.paused_at is not null) = ${paused} and (p.state = 'open' or ${paused})
     and not ${isHeldBack(context)})`;
}

/** How many processes of each phase are paused, or go on. */
async function runsByPhase(db: Db | Trx, context: Context, paused: boolean): Promise<readonly Change[]> {
  const { rows } = await sql<{ phase: string; count: number }>`
    select p.phase, count(*)::int count
      from process_run p
      left join evaluation e on e.id = p.evaluation_id
     where ${isTold(context, paused)} and ${selectedRuns(context.cycleId, context.selection)}
     group by p.phase
     order by p.phase`.execute(db);
  const [before, after] = paused ? (['paused', 'running'] as const) : (['running', 'paused'] as const);
  return rows.map((row) => lineOf({ what: 'pause', ...row, before: { state: before }, after: { state: after } }));
}

function sum(changes: readonly Change[]): number {
  return changes.reduce((all, { count }) => all + count, 0);
}
