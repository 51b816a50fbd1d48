import { sql } from 'kysely';
import type { Db } from './connection.ts';
import type { Trx } from './in-transaction.ts';
import { decidersMailbox } from './proven-mailbox.ts';

/** What whoever has seat `k` of `calibration_seat` answered to the last call, as SQL; null: nothing, also where only the one before answered. */
export const SEAT_ATTENDS = sql<boolean | null>`(
  select (a.content->>'attends')::boolean
    from task t left join submission a on a.task_id = t.id
   where t.process_run_id = k.process_run_id and t.kind = 'calibration.meeting' and t.seat = k.seat
     and t.assignee_id = k.employee_id
   order by t.round desc limit 1)`;

/** How many people decide in a session: the chair, and who has a seat and said that they come. */
export async function countPresent(db: Db | Trx, processRunId: string): Promise<number> {
  const { rows } = await sql<{ present: number }>`
    select count(distinct ${decidersMailbox(sql`x.who`)})::int present
      from (select chair_id who from calibration_session where process_run_id = ${processRunId}
            union all
            select k.employee_id from calibration_seat k where k.process_run_id = ${processRunId} and ${SEAT_ATTENDS}) x
     where x.who is not null`.execute(db);
  return rows[0]?.present ?? 0;
}
