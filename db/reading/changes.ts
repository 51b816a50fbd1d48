import { type RawBuilder, sql } from 'kysely';
import type { Change, ChangedValue } from '../../contracts/changes.ts';
import type { Db } from '../connection.ts';
import type { Trx } from '../in-transaction.ts';
import { type Person, personOf } from './json.ts';

/** Whose evaluation `e` is, as a line of changes names them. */
const WHO = sql<Change['who']>`case when e.id is not null then jsonb_build_object(
  'evaluationId', e.id::text, 'employeeNo', m.employee_no, 'name', e.name, 'unitName', e.unit_name) end`;

interface Line {
  readonly who: Change['who'];
  readonly before: Person | null;
}

/** Everybody whose evaluation `e` is chosen, by unit and name; `before` is another column of `e` with somebody's id, or none. */
export async function evaluationsAsLines(
  db: Db | Trx,
  chosen: RawBuilder<boolean>,
  before: RawBuilder<unknown> = sql`null::bigint`,
): Promise<readonly Line[]> {
  const { rows } = await sql<Line>`
    select ${WHO} who, ${personOf('b')} before
      from evaluation e
      join employee m on m.id = e.employee_id
      left join employee b on b.id = ${before}
     where ${chosen}
     order by e.unit_name, e.name, e.id`.execute(db);
  return rows;
}

/** Everybody whose evaluation `e` is chosen, with the local date since when it is recorded, by the cycle's clock, that they have left; null: it is not. */
export async function departuresAsLines(
  db: Db | Trx,
  chosen: RawBuilder<boolean>,
): Promise<readonly { readonly who: Change['who']; readonly before: ChangedValue | null }[]> {
  const { rows } = await sql<{ who: Change['who']; before: ChangedValue | null }>`
    select ${WHO} who, case when d.left_on is not null then jsonb_build_object('day', d.left_on) end before
      from evaluation e
      join employee m on m.id = e.employee_id
      join cycle c on c.id = e.cycle_id
      left join departure d on d.employee_id = e.employee_id and d.rehearsal_id is not distinct from c.rehearsal_id
     where ${chosen}
     order by e.unit_name, e.name, e.id`.execute(db);
  return rows;
}

const NOTHING: Omit<Change, 'what'> = {
  who: null,
  group: null,
  phase: null,
  kind: null,
  count: 1,
  before: null,
  after: null,
};

/** A line with what it does not say left empty. */
export function lineOf(line: Pick<Change, 'what'> & Partial<Change>): Change {
  return { ...NOTHING, ...line };
}

/** Somebody as a value; null where nobody was. */
export function asPerson(person: Person | null): ChangedValue | null {
  return person === null ? null : { person };
}

export async function findAsPerson(db: Db | Trx, employeeNo: string): Promise<ChangedValue | null> {
  const { rows } =
    await sql<Person>`select employee_no "employeeNo", name from employee where employee_no = ${employeeNo}`.execute(db);
  return asPerson(rows[0] ?? null);
}

type TaskLine = Pick<Change, 'who' | 'group' | 'phase' | 'kind'> & {
  readonly taskId: string;
  readonly runId: string;
  readonly before: Person | null;
  readonly round: number;
  /** Infinite: never. */
  readonly dueAt: string;
};

/** Tasks `t` of runs `p`, each with whose or which group's it is and who has it. */
export async function tasksAsLines(db: Db | Trx, chosen: RawBuilder<boolean>): Promise<readonly TaskLine[]> {
  const { rows } = await sql<TaskLine>`
    select t.id "taskId", p.id "runId",
           ${WHO} who, g.name "group", p.phase, t.kind, t.round, ${personOf('b')} before, t.due_at "dueAt"
      from task t
      join process_run p on p.id = t.process_run_id
      left join evaluation e on e.id = p.evaluation_id
      left join employee m on m.id = e.employee_id
      left join rating_group g on g.id = p.rating_group_id
      left join employee b on b.id = t.assignee_id
     where ${chosen}
     order by e.unit_name, e.name, t.id`.execute(db);
  return rows;
}

type RunLine = Pick<Change, 'who' | 'group' | 'phase'> & { readonly runId: string };

/** Processes `p`, each with whose or which group's it is. */
export async function runsAsLines(db: Db | Trx, chosen: RawBuilder<boolean>): Promise<readonly RunLine[]> {
  const { rows } = await sql<RunLine>`
    select p.id "runId", ${WHO} who, g.name "group", p.phase
      from process_run p
      left join evaluation e on e.id = p.evaluation_id
      left join employee m on m.id = e.employee_id
      left join rating_group g on g.id = p.rating_group_id
     where ${chosen}
     order by e.unit_name, e.name, p.id`.execute(db);
  return rows;
}

/** Phases `w` of cycle `c` of everybody whose evaluation `e` is chosen with them. */
export async function phasesAsLines(
  db: Db | Trx,
  chosen: RawBuilder<boolean>,
): Promise<readonly Pick<Change, 'who' | 'phase'>[]> {
  const { rows } = await sql<Pick<Change, 'who' | 'phase'>>`
    select ${WHO} who, w.phase
      from evaluation e
      join employee m on m.id = e.employee_id
      join cycle c on c.id = e.cycle_id
      join phase_window w on w.cycle_id = c.id and w.subject = 'evaluation'
     where ${chosen}
     order by e.unit_name, e.name, e.id, w.position`.execute(db);
  return rows;
}
