import { sql } from 'kysely';
import type { Db } from './connection.ts';
import type { Trx } from './in-transaction.ts';

/** People, or groups of a group phase, without a run in a phase that was launched. */
export interface Missing {
  readonly phase: string;
  readonly missing: number;
  /** For who comes now: it is closed and gives newcomers no days, or lies before a publication that has been. */
  readonly isOver: boolean;
}

/** Of phase `w` of cycle `c`: it is over for who comes now. */
export const IS_OVER = sql<boolean>`(
  w.newcomer_days is null and w.closes_at <= cycle_now(c.id)
  or c.published_at is not null and w.workflow_type <> 'resultNoticeWorkflow')`;

/** Every launched phase of a cycle, in order. Nobody is missing in a phase for which their group is locked. */
export async function readMissing(db: Db | Trx, cycleId: string): Promise<readonly Missing[]> {
  const { rows } = await sql<Missing>`
    select w.phase, ${IS_OVER} "isOver",
           case when w.subject = 'evaluation' then ${PEOPLE} else ${GROUPS} end missing
      from phase_window w
      join cycle c on c.id = w.cycle_id
     where c.id = ${cycleId} and w.launched_at is not null
     order by w.position`.execute(db);
  return rows;
}

const PEOPLE = sql`(
  select count(*)::int
    from evaluation e
    left join rating_group g on g.id = e.rating_group_id
   where e.cycle_id = c.id and e.state = 'enrolled'
     and not (w.barrier and g.locked_at is not null)
     and not exists (
       select from process_run p where p.evaluation_id = e.id and p.phase = w.phase and p.state <> 'void'))`;
const GROUPS = sql`(
  select count(*)::int
    from rating_group g
   where g.cycle_id = c.id
     and exists (select from evaluation e where e.rating_group_id = g.id and e.state = 'enrolled')
     and not exists (
       select from process_run p where p.rating_group_id = g.id and p.phase = w.phase and p.state <> 'void'))`;

/** Cycles under way in which somebody is missing. */
export async function cyclesWithMissing(db: Db): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select c.id
      from cycle c
     where c.launched_at is not null and c.archived_at is null
       and exists (
         select from phase_window w
          where w.cycle_id = c.id and w.launched_at is not null
            and case when w.subject = 'evaluation' then ${PEOPLE} else ${GROUPS} end > 0)
     order by c.id`.execute(db);
  return rows.map(({ id }) => id);
}
