import { type RawBuilder, sql } from 'kysely';
import type { Trx } from '../../db/in-transaction.ts';

/** What assignees have saved in these tasks (`t`, already held) stays theirs to read, whatever becomes of the tasks. */
export async function setDraftsAside(trx: Trx, which: RawBuilder<boolean>): Promise<void> {
  await sql`
    insert into set_aside_draft (task_id, employee_id, content, saved_at)
    select d.task_id, t.assignee_id, d.content, d.saved_at
      from task_draft d
      join task t on t.id = d.task_id
     where ${which} and d.saved_at is not null
     order by d.task_id`.execute(trx);
}

/** The same of the tasks that ended with these runs, once they are void. */
export async function setVoidAside(trx: Trx, runIds: readonly string[]): Promise<void> {
  await setDraftsAside(trx, sql`t.process_run_id = any (${runIds}::bigint[]) and t.outcome = 'void'`);
}
