import { sql } from 'kysely';
import { recomputeCycle } from '../../commands/recompute-cycle.ts';
import type { Check, NamedCheck } from './scene.ts';

const resultsRecompute: Check = async ({ db, cycleId }) => (await recomputeCycle(db, cycleId)).differences;

/** Views are logged by the database's clock, and so is the publication's audit event; everything else goes by the cycle's clock. */
const nobodyEarly: Check = async ({ db, cycleId }) => {
  const { rows } = await sql`
    with cycle as (select c.id, c.published_at,
                          (select min(a.at)
                             from audit_event a
                            where a.what = 'cycle.published' and a.subject = c.id) told_at
                     from cycle c where c.id = ${cycleId})
    select 'view' early, l.id
      from cycle c
      join evaluation e on e.cycle_id = c.id
      join access_log l on l.evaluation_id = e.id
     where l.what in ('result', 'task.result.acknowledge') and (c.told_at is null or l.at < c.told_at)
    union all
    select 'task', t.id from cycle c join process_run p on p.cycle_id = c.id join task t on t.process_run_id = p.id
     where t.kind = 'result.acknowledge' and (c.published_at is null or t.opened_at < c.published_at)
    union all
    select 'acknowledgement', a.task_id
      from cycle c
      join process_run p on p.cycle_id = c.id
      join task t on t.process_run_id = p.id
      join acknowledgement a on a.task_id = t.id
     where c.published_at is null or a.at < c.published_at
    union all
    select 'mail', n.id from cycle c join notification n on n.cycle_id = c.id
     where n.mail_kind = 'result.acknowledge'
       and (c.published_at is null or n.send_at < c.published_at or n.sent_at < c.told_at)`.execute(db);
  return rows;
};

const everybodyHasOne: Check = async ({ db, cycleId }) => {
  const { rows } = await sql`
    select e.id "evaluationId" from evaluation e join cycle c on c.id = e.cycle_id
     where c.id = ${cycleId} and e.state = 'enrolled'
       and (c.published_at is null
            or not exists (select from result r where r.evaluation_id = e.id and r.void_at is null))`.execute(db);
  return rows;
};

export const RESULT_CHECKS: readonly NamedCheck[] = [
  { name: 'everybody enrolled has a published result', check: everybodyHasOne },
  { name: 'no result was seen before the instant', check: nobodyEarly },
  { name: 'results recompute from stored inputs', check: resultsRecompute },
];
