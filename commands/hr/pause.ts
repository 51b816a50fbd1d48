import { sql } from 'kysely';
import { auditTasks, DUE_ON, moveDeadlines, workingDayFrom } from '../../db/deadlines.ts';
import { pokeRuns } from '../../db/outbox.ts';
import type { HrCommand } from './command.ts';
import { chosenToPause, pausing } from './pausing.ts';
import { tellAssignees } from './tell.ts';

/** Nothing can be closed and nothing expires until it is resumed. */
export const pause: HrCommand<'pause'> = {
  ...pausing(false),

  async execute(trx, context) {
    const { cycleId, actorId, requestId, previewed } = context;
    const { rows } = await sql<{ n: string }>`
      with chosen as materialized (
        select p.id from process_run p left join evaluation e on e.id = p.evaluation_id
         where p.state = 'open' and p.paused_at is null and ${chosenToPause(context, previewed)}
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
  ...pausing(true),

  async execute(trx, context) {
    const { cycleId, actorId, requestId, previewed } = context;
    const chosen = sql<boolean>`p.paused_at is not null and ${chosenToPause(context, previewed)}`;
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
