import { sql } from 'kysely';
import type { TaskKind } from '../../domain/tasks/kinds.ts';
import type { Db } from '../connection.ts';

/** Somebody who has left by the cycle's clock, with all that lies with them in it; ids of evaluations and tasks. */
export interface Handover {
  readonly employeeNo: string;
  readonly name: string;
  readonly unit: string;
  readonly leftOn: string;
  /** Their own, while it runs. */
  readonly evaluationId: string | null;
  readonly rates: readonly string[];
  readonly reviews: readonly string[];
  readonly chairs: boolean;
  readonly sits: boolean;
  /** Open, and theirs by an order of HR: no change of rater or reviewer reaches them. */
  readonly tasks: readonly { readonly id: string; readonly kind: TaskKind }[];
  readonly roles: readonly string[];
}

/** Those with whom something lies, by number. None in a cycle that is not launched or archived. */
export async function readHandovers(db: Db, cycleId: string): Promise<readonly Handover[]> {
  const { rows } = await sql<Handover>`
    with gone as materialized (select employee_id, min(left_on) left_on from people_left(${cycleId}) group by 1),
    undecided as materialized (
      select c.committee from cycle c
       where c.id = ${cycleId}
         and exists (select from rating_group g
                      where g.cycle_id = c.id
                        and not exists (select from calibration_session s where s.rating_group_id = g.id and s.locked_at is not null))),
    session as materialized (
      select s.process_run_id, s.chair_id from calibration_session s join process_run p on p.id = s.process_run_id
       where p.cycle_id = ${cycleId} and s.locked_at is null),
    lies as (
      select x.employee_no "employeeNo", x.name, u.name unit, g.left_on "leftOn",
             (select e.id::text from evaluation e where e.cycle_id = c.id and e.employee_id = x.id and e.state = 'enrolled') "evaluationId",
             array(select e.id::text from evaluation e
                    where e.cycle_id = c.id and e.rater_id = x.id and e.state = 'enrolled' order by e.id) rates,
             array(select e.id::text from evaluation e
                    where e.cycle_id = c.id and e.reviewer_id = x.id and e.state = 'enrolled' order by e.id) reviews,
             exists (select from undecided d where d.committee->>'chair' = x.id::text)
               or exists (select from session s where s.chair_id = x.id) chairs,
             exists (select from undecided d where d.committee->'members' ? x.id::text)
               or exists (select from session s join calibration_seat k on k.process_run_id = s.process_run_id where k.employee_id = x.id) sits,
             (select coalesce(jsonb_agg(jsonb_build_object('id', t.id::text, 'kind', t.kind) order by t.id), '[]')
                from task t join process_run p on p.id = t.process_run_id join evaluation e on e.id = p.evaluation_id
               where t.assignee_id = x.id and t.state = 'open' and p.cycle_id = c.id and p.state in ('open', 'failed')
                 and x.id <> all (array_remove(array[e.employee_id, e.rater_id, e.reviewer_id], null))) tasks,
             array(select r.role from role_assignment r where r.employee_id = x.id order by r.role) roles
        from gone g join employee x on x.id = g.employee_id join unit u on u.id = x.unit_id
        join cycle c on c.id = ${cycleId} and c.launched_at is not null and c.archived_at is null)
    select * from lies
     where "evaluationId" is not null or rates <> '{}' or reviews <> '{}' or chairs or sits or tasks <> '[]' or roles <> '{}'
     order by "employeeNo"`.execute(db);
  return rows;
}
