import { sql } from 'kysely';
import type { Db } from '../connection.ts';

export interface OwnEvaluationRow {
  readonly evaluationId: string;
  readonly cycleId: string;
  readonly state: 'enrolled' | 'excluded' | 'withdrawn';
  readonly raterNo: string | null;
  readonly raterName: string | null;
  readonly reviewerNo: string | null;
  readonly reviewerName: string | null;
  /** The open task that the stepper speaks of: the person's own before others'. */
  readonly taskId: string | null;
}

/** Somebody's evaluations, newest cycle first. */
export async function ownEvaluations(db: Db, employeeId: string): Promise<readonly OwnEvaluationRow[]> {
  const { rows } = await sql<OwnEvaluationRow>`
    select e.id "evaluationId", e.cycle_id "cycleId", e.state, r.employee_no "raterNo", r.name "raterName",
           v.employee_no "reviewerNo", v.name "reviewerName",
           (select t.id
              from process_run p
              join task t on t.process_run_id = p.id and t.state = 'open'
             where p.evaluation_id = e.id and p.state = 'open'
             order by (t.assignee_id = e.employee_id) desc, t.due_at, t.id limit 1) "taskId"
      from evaluation e
      join cycle c on c.id = e.cycle_id
      left join employee r on r.id = e.rater_id
      left join employee v on v.id = e.reviewer_id
     where e.employee_id = ${employeeId} order by c.year desc, c.id desc`.execute(db);
  return rows;
}
