import { sql } from 'kysely';
import { openTask } from '../../commands/open-task.ts';
import { type ApiCity, apiCity, goodGoals, withGoalTasks } from './support.ts';

export interface World extends ApiCity {
  /** S1's goals were handed in; H1 has the task to agree. */
  readonly closedTask: string;
  readonly ratersTask: string;
  /** S2's open task. */
  readonly openTask: string;
  /** Of everybody to write goals, by employee number. */
  readonly tasks: Readonly<Record<string, string>>;
  readonly evaluations: Readonly<Record<string, string>>;
  /** Of the open calibration session of the group Staff: M1 chairs, H1, H2 and HR1 sit. */
  readonly session: string;
  readonly publish: () => Promise<void>;
}

/** Grades, scores and words that nobody may read too early; a test looks for exactly these. */
export const SECRETS = {
  score: '87.31',
  scaled: '61.12',
  grade: '우',
  points: '60.27',
  opinion: 'A secret opinion',
  strengths: 'A secret strength',
} as const;

/** A year in the middle: goals under way, a calibration session open, a result decided and not yet published. Roles: S5 operator, S6 clerk, S7 auditor. */
export async function midYear(options: { readonly webRoot?: string } = {}): Promise<World> {
  const city = await apiCity(options);
  const { db, cycleId, ids } = city;
  for (const [no, role] of [
    ['S5', 'operator'],
    ['S6', 'clerk'],
    ['S7', 'auditor'],
  ] as const)
    await db
      .insertInto('role_assignment')
      .values({ employee_id: ids[no] ?? '0', role })
      .execute();
  const tasks = await withGoalTasks(city);
  const closedTask = tasks['S1'] ?? '';
  const s1 = await city.signIn('S1');
  const indicator = await sql<{
    id: string;
  }>`select i.id from indicator i join unit u on u.id = i.unit_id where u.name = 'Tax'`.execute(db);
  await s1.ask('PUT', `/tasks/${closedTask}/draft`, { body: { version: 0, content: goodGoals(indicator.rows[0]?.id ?? '') } });
  await s1.ask('POST', `/tasks/${closedTask}/close`, { body: { outcome: 'done', version: 1 } });
  const run = await db.selectFrom('task').select('process_run_id').where('id', '=', closedTask).executeTakeFirstOrThrow();
  const { taskId: ratersTask } = await openTask(db, { processRunId: run.process_run_id, kind: 'goals.agree', round: 1, seat: 1 });
  const rows = await db.selectFrom('evaluation').select(['id', 'employee_id']).execute();
  const evaluations = Object.fromEntries(
    Object.entries(ids).map(([no, id]) => [no, rows.find((row) => row.employee_id === id)?.id ?? '']),
  );
  const session = await openSession(city, evaluations['S1'] ?? '');
  const publish = async (): Promise<void> => {
    await sql`update cycle set published_at = cycle_now(id) where id = ${cycleId}`.execute(db);
  };
  return { ...city, closedTask, ratersTask, openTask: tasks['S2'] ?? '', tasks, evaluations, session, publish };
}

async function openSession({ db, cycleId, ids }: ApiCity, evaluationId: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into process_run (cycle_id, rating_group_id, phase, workflow_type, launched_at)
    select ${cycleId}, id, 'calibration', 'calibrationWorkflow', cycle_now(${cycleId})
      from rating_group
     where cycle_id = ${cycleId} and name = 'Staff'
    returning id`.execute(db);
  const session = rows[0]?.id ?? '';
  await sql`insert into calibration_session (process_run_id, rating_group_id, chair_id, inputs, steps, proposed_at)
    select id, rating_group_id, ${ids['M1']}, '{}', '[]', cycle_now(cycle_id) from process_run where id = ${session}`.execute(db);
  for (const [seat, no] of ['H1', 'H2', 'HR1'].entries())
    await sql`
      insert into calibration_seat (process_run_id, seat, employee_id) values (${session}, ${seat + 1}, ${ids[no]})`.execute(db);
  const { score, scaled, grade, points, opinion, strengths } = SECRETS;
  await sql`
    insert into calibration_place (process_run_id, evaluation_id, proposed_place, place, unit_place, score, scaled,
                                   grade, points, proposed_grade, proposed_points)
    values (${session}, ${evaluationId}, 1, 1, 1, ${score}, ${scaled}, ${grade}, ${points}, ${grade}, ${points})`.execute(db);
  await sql`
    insert into result (evaluation_id, calibration_run_id, grade, points, score, opinion, strengths, next_year, inputs,
                        steps, changed_in_calibration, pack_name, pack_version, pack_sha256, decided_at)
    select ${evaluationId}, ${session}, ${grade}, ${points}, ${score}, ${opinion}, ${strengths}, 'Next', '{}', '[]',
           false, k.name, k.version, k.sha256, now()
      from cycle c join policy_pack k on k.id = c.policy_pack_id where c.id = ${cycleId}`.execute(db);
  return session;
}
