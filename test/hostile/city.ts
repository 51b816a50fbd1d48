import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../db/connection.ts';
import type { CycleRecord } from '../support/record.ts';

/** How far the year is when the attack begins. */
export const STAGES = ['first', 'goals', 'rating', 'rehearsal', 'calibration', 'published', 'planned'] as const;
export type Stage = (typeof STAGES)[number];

/** What the attacker calls things, by employee number and role. */
export interface City {
  readonly stage: Stage;
  readonly url: string;
  readonly record: Pick<CycleRecord, 'pack' | 'cycleId' | 'id'>;
  /** Evaluations by employee number. */
  readonly evaluations: Readonly<Record<string, string>>;
  readonly groups: Readonly<Record<string, string>>;
  readonly units: Readonly<Record<string, string>>;
  /** Of people, by phase and employee number: `manager-evaluation X`. */
  readonly runs: Readonly<Record<string, string>>;
  /** Open tasks: `rating.write X`, `calibration.lock Staff`, with a seat where there are several: `calibration.meeting Field 1`. */
  readonly tasks: Readonly<Record<string, string>>;
  /** Closed ones, by the same names. */
  readonly handedIn: Readonly<Record<string, string>>;
  /** Runs of the groups' sessions. */
  readonly sessions: Readonly<Record<string, string>>;
  /** Of the units' cards, by unit. */
  readonly indicators: Readonly<Record<string, string>>;
  /** Of the stage `rehearsal`: its clock's id, its launched cycle, and the evaluations in it by employee number. */
  readonly rehearsal: { readonly id: string; readonly cycleId: string; readonly evaluations: Readonly<Record<string, string>> };
  /** Where in the API stands what the second officer has asked for, by name. */
  readonly requests: Readonly<Record<string, string>>;
  readonly drop: () => Promise<void>;
}

/**
 * X is an officer of HR and rated in the group Staff, with Y. H rates them, V reviews. P and Q are the group Field, rated by G. C chairs the committee of
 * M and V. O is the second officer, A approves; neither is rated. P approves too. S is anybody else. W of Staff and U of Field were withdrawn.
 */
const PEOPLE = [
  ['C', 'Top', '3', '', '', ''],
  ['M', 'Top', '4', '', '', ''],
  ['V', 'Top', '4', '', '', ''],
  ['H', 'Tax', '5', '', '', ''],
  ['G', 'Roads', '5', '', '', ''],
  ['X', 'Tax', '7', 'H', 'V', 'Staff'],
  ['Y', 'Tax', '7', 'H', 'V', 'Staff'],
  ['P', 'Roads', '7', 'G', 'V', 'Field'],
  ['Q', 'Roads', '7', 'G', 'V', 'Field'],
  ['W', 'Tax', '7', 'H', 'V', 'Staff'],
  ['U', 'Roads', '7', 'G', 'V', 'Field'],
  ['O', 'Top', '6', '', '', ''],
  ['A', 'Top', '6', '', '', ''],
  ['S', 'Top', '6', '', '', ''],
] as const;

export const COLUMNS = 'employee_no,name,email,unit,grade,job,rater_no,reviewer_no,group,hired_on';
export const CSV = [
  COLUMNS,
  ...PEOPLE.map(([no, unit, grade, rater, reviewer, group]) =>
    [no, `Name ${no}`, addressOf(no), unit, grade, 'clerk', rater, reviewer, group, '2010-01-01'].join(','),
  ),
];
export const ROLES = [
  ['X', 'hr'],
  ['O', 'hr'],
  ['A', 'hr-approver'],
  ['P', 'hr-approver'],
] as const;

export const OF_ANOTHER = {
  lowers: 'O gives X the last level',
  raises: 'O gives Q the best level',
  role: 'O takes hr from X',
  launches: 'O launches the first cycle',
} as const;

export function addressOf(employeeNo: string): string {
  return `${employeeNo.toLowerCase()}@city.example`;
}

export function unitOf(employeeNo: string): string {
  return PEOPLE.find(([no]) => no === employeeNo)?.[1] ?? 'Top';
}

export type Names = Pick<City, 'evaluations' | 'groups' | 'units' | 'indicators' | 'runs' | 'tasks' | 'handedIn' | 'sessions'>;
type Name = Readonly<Record<'name' | 'id', string>>;

/** What there is, by the attacker's words for it. */
export async function namesOf({ db, cycleId }: CycleRecord): Promise<Names> {
  const named = (rows: RawBuilder<Name>) => byName(db, rows);
  const tasks = (state: 'open' | 'closed') =>
    named(sql<Name>`
      select t.kind || ' ' || coalesce(m.employee_no, g.name)
               || case when t.kind = 'calibration.meeting' then ' ' || t.seat else '' end as name,
             t.id
        from task t
        join process_run p on p.id = t.process_run_id
        left join rating_group g on g.id = p.rating_group_id
        left join evaluation e on e.id = p.evaluation_id
        left join employee m on m.id = e.employee_id
       where t.state = ${state}`);
  return {
    evaluations: await named(evaluationsOf(cycleId)),
    groups: await named(sql<Name>`select name, id from rating_group where cycle_id = ${cycleId}`),
    units: await named(sql<Name>`select name, id from unit`),
    indicators: await named(
      sql<Name>`select u.name, i.id from indicator i join unit u on u.id = i.unit_id where i.cycle_id = ${cycleId}`,
    ),
    runs: await named(sql<Name>`
      select p.phase || ' ' || m.employee_no as name, p.id
        from process_run p join evaluation e on e.id = p.evaluation_id join employee m on m.id = e.employee_id`),
    tasks: await tasks('open'),
    handedIn: await tasks('closed'),
    sessions: await named(sql<Name>`
      select g.name, p.id from process_run p join rating_group g on g.id = p.rating_group_id`),
  };
}

export function evaluationsOf(cycleId: string): RawBuilder<Name> {
  return sql<Name>`
    select m.employee_no as name, e.id
      from evaluation e
      join employee m on m.id = e.employee_id
     where e.cycle_id = ${cycleId}`;
}

export async function byName(db: Db, rows: RawBuilder<Name>): Promise<Readonly<Record<string, string>>> {
  return Object.fromEntries((await rows.execute(db)).rows.map(({ name, id }) => [name, id]));
}
