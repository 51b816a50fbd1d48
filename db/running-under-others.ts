import { sql } from 'kysely';
import type { Trx } from './in-transaction.ts';
import type { PersonChange } from './people.ts';

export interface RunningCycle {
  readonly cycleId: string;
  readonly name: string;
  readonly evaluationIds: string[];
}

/** Evaluations of these people in cycles under way whose rater or reviewer is another than theirs; where nobody is above, who is there stays. */
export async function runningUnderOthers(
  trx: Trx,
  people: readonly Pick<PersonChange, 'employeeNo' | 'raterNo' | 'reviewerNo'>[],
): Promise<RunningCycle[]> {
  if (people.length === 0) return [];
  const { rows } = await sql<RunningCycle>`
    select c.id "cycleId", c.name, array_agg(e.id::text order by e.id) "evaluationIds"
      from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as r("employeeNo" text, "raterNo" text,
                                                                     "reviewerNo" text)
      join employee m on m.employee_no = r."employeeNo"
      join evaluation e on e.employee_id = m.id and e.state = 'enrolled'
      join cycle c on c.id = e.cycle_id and c.launched_at is not null and c.published_at is null
       and c.archived_at is null
      left join employee a on a.id = e.rater_id
      left join employee b on b.id = e.reviewer_id
     where (r."raterNo" is not null and a.employee_no is distinct from r."raterNo")
        or (r."reviewerNo" is not null and b.employee_no is distinct from r."reviewerNo")
     group by c.id order by c.id`.execute(trx);
  return rows;
}
