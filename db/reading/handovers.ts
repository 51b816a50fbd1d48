import { sql } from 'kysely';
import type { Db } from '../connection.ts';
import type { Trx } from '../in-transaction.ts';
import { type Lying, lyingWith } from './lying.ts';

/** Somebody who has left by the cycle's clock, with all that lies with them in it. */
export interface Handover extends Lying {
  readonly leftOn: string;
}

/** Those with whom something lies, by number. None in a cycle that is not launched or archived. */
export async function readHandovers(db: Db | Trx, cycleId: string): Promise<readonly Handover[]> {
  const gone = sql`
    select g.employee_id from people_left(${cycleId}) g
     where exists (select from cycle c where c.id = ${cycleId} and c.launched_at is not null and c.archived_at is null)
     group by 1`;
  const { rows } = await sql<Handover>`
    ${lyingWith(cycleId, gone)}
    select l.*, (select min(g.left_on) from people_left(${cycleId}) g where g.employee_id = l."employeeId") "leftOn"
      from lies l
     where "evaluationId" is not null or rates <> '{}' or reviews <> '{}' or chairs or sits or tasks <> '[]'
       or roles <> '{}'
     order by "employeeNo"`.execute(db);
  return rows;
}
