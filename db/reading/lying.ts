import { type RawBuilder, sql } from 'kysely';
import type { TaskKind } from '../../domain/tasks/kinds.ts';
import type { Db } from '../connection.ts';
import type { Trx } from '../in-transaction.ts';

/** What lies with somebody in a cycle; ids of evaluations and tasks. */
export interface Lying {
  readonly employeeId: string;
  readonly employeeNo: string;
  readonly name: string;
  readonly unit: string;
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

/** What lies with each of the people, by number; nothing is in it too. */
export async function readLying(db: Db | Trx, cycleId: string, employeeIds: readonly string[]): Promise<readonly Lying[]> {
  const whom = sql`select id employee_id from unnest(${employeeIds}::bigint[]) id`;
  const { rows } = await sql<Lying>`${lyingWith(cycleId, whom)} select * from lies order by "employeeNo"`.execute(db);
  return rows;
}

/** Common tables that end in `lies`, a row for each one of `whom`, a query of `employee_id`. */
export function lyingWith(cycleId: string, whom: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    with whom as materialized (${whom}),
    undecided as materialized (
      select c.committee from cycle c
       where c.id = ${cycleId}
         and exists (select from rating_group g
                      where g.cycle_id = c.id
                        and not exists (select from calibration_session s
                                         where s.rating_group_id = g.id and s.locked_at is not null))),
    session as materialized (
      select s.process_run_id, s.chair_id from calibration_session s join process_run p on p.id = s.process_run_id
       where p.cycle_id = ${cycleId} and s.locked_at is null),
    lies as (
      select x.id "employeeId", x.employee_no "employeeNo", x.name, u.name unit,
             (select e.id::text
                from evaluation e
               where e.cycle_id = ${cycleId} and e.employee_id = x.id and e.state = 'enrolled') "evaluationId",
             array(select e.id::text from evaluation e
                    where e.cycle_id = ${cycleId} and e.rater_id = x.id and e.state = 'enrolled' order by e.id) rates,
             array(select e.id::text from evaluation e
                    where e.cycle_id = ${cycleId} and e.reviewer_id = x.id and e.state = 'enrolled'
                    order by e.id) reviews,
             exists (select from undecided d where d.committee->>'chair' = x.id::text)
               or exists (select from session s where s.chair_id = x.id) chairs,
             exists (select from undecided d where d.committee->'members' ? x.id::text)
               or exists (select from session s
                            join calibration_seat k on k.process_run_id = s.process_run_id
                           where k.employee_id = x.id) sits,
             (select coalesce(jsonb_agg(jsonb_build_object('id', t.id::text, 'kind', t.kind) order by t.id), '[]')
                from task t join process_run p on p.id = t.process_run_id join evaluation e on e.id = p.evaluation_id
               where t.assignee_id = x.id and t.state = 'open' and p.cycle_id = ${cycleId}
                 and p.state in ('open', 'failed')
                 and x.id <> all (array_remove(array[e.employee_id, e.rater_id, e.reviewer_id], null))) tasks,
             array(select r.role from role_assignment r where r.employee_id = x.id order by r.role) roles
        from whom w join employee x on x.id = w.employee_id join unit u on u.id = x.unit_id)`;
}
