import { type RawBuilder, sql } from 'kysely';
import type { Selection } from '../contracts/commands.ts';
import type { Touched } from '../domain/two-persons/own-case.ts';
import type { Db } from './connection.ts';
import type { Trx } from './in-transaction.ts';
import { selectedEvaluations, selectedRuns, selectedTasks, selectsNothing } from './selection.ts';

export interface Selected {
  readonly cycleId: string;
  readonly selection: Selection;
}

/** Whom an order on evaluations concerns. */
export function touchedByEvaluations(db: Db | Trx, { cycleId, selection }: Selected): Promise<Touched> {
  return touchedBy(
    db,
    sql`select e.id evaluation_id, e.rating_group_id group_id from evaluation e where ${selectedEvaluations(cycleId, selection)}`,
  );
}

/** Whom an order on processes concerns: whose they are, and everybody of a group whose calibration it is. */
export function touchedByRuns(db: Db | Trx, { cycleId, selection }: Selected): Promise<Touched> {
  return touchedBy(
    db,
    sql`
    select p.evaluation_id, coalesce(p.rating_group_id, e.rating_group_id) group_id
      from process_run p
      left join evaluation e on e.id = p.evaluation_id
     where ${selectedRuns(cycleId, selection)}`,
  );
}

/** Whom an order on tasks concerns. */
export function touchedByTasks(db: Db | Trx, { cycleId, selection }: Selected): Promise<Touched> {
  return touchedBy(
    db,
    sql`
    select p.evaluation_id, coalesce(p.rating_group_id, e.rating_group_id) group_id
      from task t
      join process_run p on p.id = t.process_run_id
      left join evaluation e on e.id = p.evaluation_id
     where ${selectedTasks(cycleId, selection)}`,
  );
}

/** Whom a place in the committee concerns: of a whole phase, every group, also one that gets its committee later. */
export function touchedByPlaces(db: Db | Trx, { cycleId, selection }: Selected): Promise<Touched> {
  const { phase: _, ...narrower } = selection;
  if (!selectsNothing(narrower)) return touchedByRuns(db, { cycleId, selection });
  return touchedBy(db, sql`select null::bigint evaluation_id, g.id group_id from rating_group g where g.cycle_id = ${cycleId}`);
}

async function touchedBy(db: Db | Trx, cases: RawBuilder<unknown>): Promise<Touched> {
  const { rows } = await sql<Pick<Touched, 'evaluations' | 'groups' | 'people'>>`
    with cases as materialized (${cases})
    select array(select distinct evaluation_id::text from cases where evaluation_id is not null) evaluations,
           array(select distinct group_id::text from cases where group_id is not null) groups,
           array(select distinct e.employee_id::text from cases x join evaluation e on e.id = x.evaluation_id) people`.execute(
    db,
  );
  return { evaluations: [], groups: [], people: [], ...rows[0], cards: [] };
}
