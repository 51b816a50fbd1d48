import { sql } from 'kysely';
import type { Selection } from '../../contracts/commands.ts';
import type { LeftOpen } from '../../domain/cycle/stage.ts';
import type { Db } from '../connection.ts';
import { selectedRuns } from '../selection.ts';
import { isNoneOf } from '../tells-level.ts';

interface LeftOpenRequest {
  readonly cycleId: string;
  readonly selection: Selection;
  /** Ids of runs of which nothing is told. */
  readonly heldBack: readonly string[];
}

/** What of a selection has not come to its end, by the conditions of the commands that would end it. */
export async function leftOpen(db: Db, { cycleId, selection, heldBack }: LeftOpenRequest): Promise<LeftOpen> {
  const any = (condition: ReturnType<typeof sql<boolean>>) =>
    sql<boolean>`
      exists (select from process_run p
                left join evaluation e on e.id = p.evaluation_id
               where ${condition} and ${selectedRuns(cycleId, selection)} and ${isNoneOf(sql`p.id`, heldBack)})`;
  const asks = sql<boolean>`exists (select from task t where t.process_run_id = p.id and t.outcome is null)`;
  const { rows } = await sql<LeftOpen>`
    select ${any(sql`p.state = 'open' and p.paused_at is null and ${asks}`)} turns,
           ${any(sql`p.state = 'failed'`)} failed,
           ${any(sql`p.state in ('open', 'failed') and p.paused_at is not null`)} paused`.execute(db);
  return rows[0] as LeftOpen;
}
