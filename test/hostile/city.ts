import { sql } from 'kysely';
import { lookAtWait } from '../../commands/look-at-wait.ts';
import { mendEmail } from '../../commands/mend-email.ts';
import { openTask } from '../../commands/open-task.ts';
import { proposeSeats } from '../../commands/propose-seats.ts';
import { requestRole } from '../../commands/role-requests.ts';
import { approveCommand, requestCommand, type RequestCommand } from '../../commands/run-request.ts';
import type { Db } from '../../db/connection.ts';
import { answer, openTasks } from '../support/answers.ts';
import { ask, rate, ratingsOpen } from '../support/pack-year.ts';
import type { CycleRecord } from '../support/record.ts';
import { OWN } from './hands.ts';

/** How far the year is when the attack begins. */
export const STAGES = ['rating', 'calibration', 'published'] as const;
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
const CSV = [
  COLUMNS,
  ...PEOPLE.map(([no, unit, grade, rater, reviewer, group]) =>
    [no, `Name ${no}`, addressOf(no), unit, grade, 'clerk', rater, reviewer, group, '2010-01-01'].join(','),
  ),
];
const ROLES = [
  ['X', 'hr'],
  ['O', 'hr'],
  ['A', 'hr-approver'],
  ['P', 'hr-approver'],
] as const;

export const OF_ANOTHER = {
  lowers: 'O gives X the last level',
  raises: 'O gives Q the best level',
  role: 'O takes hr from X',
} as const;

export function addressOf(employeeNo: string): string {
  return `${employeeNo.toLowerCase()}@city.example`;
}

export function unitOf(employeeNo: string): string {
  return PEOPLE.find(([no]) => no === employeeNo)?.[1] ?? 'Top';
}

/** A live cycle of which everybody but the attacker is honest; nobody is connected to its database. */
export async function cityAt(stage: Stage): Promise<City> {
  const { record } = await ratingsOpen({
    live: true,
    csv: `${CSV.join('\n')}\n`,
    cycle: { committee: { chair: 'C', members: ['M', 'V'] } },
    prepare: beforeTheFirstLaunch,
  });
  const { db, cycleId } = record;
  // The plan's days lie where they lie; here everything is in time.
  await sql`update phase_window set opens_at = now() - interval '1 day', closes_at = now() + interval '60 days'`.execute(db);
  await sql`update task_rule set due_at = now() + interval '30 days'`.execute(db);
  await withdrawTwo(record);
  const runs = await runsToRate(record);
  if (stage === 'rating') await beginRatings(record, runs);
  else {
    for (const run of runs) await rate(record, run);
    const sessions = await openSessions(record);
    if (stage === 'published') for (const run of sessions) await decide(record, run);
  }
  if (stage === 'published') await sql`update cycle set published_at = now() where id = ${cycleId}`.execute(db);
  const named = await namesOf(record);
  const requests = stage === 'published' ? await askAsSecondOfficer(record, named) : {};
  await db.destroy();
  return { stage, url: record.url, record, ...named, requests, drop: () => record.drop() };
}

/** By the first list the approver had an address that the attacker reads: who mends it before the launch answers for nothing. */
async function beforeTheFirstLaunch(db: Db): Promise<void> {
  for (const [no, role] of ROLES)
    await sql`insert into role_assignment select id, ${role} from employee where employee_no = ${no}`.execute(db);
  await sql`update employee set email = ${OWN.second} where employee_no = 'A'`.execute(db);
  const { id: actorId } = await db.selectFrom('employee').select('id').where('employee_no', '=', 'X').executeTakeFirstOrThrow();
  await mendEmail(db, { employeeNo: 'A', email: addressOf('A'), actorId });
}

/** The second officer asks, the approver says yes. */
async function withdrawTwo(record: CycleRecord): Promise<void> {
  const { evaluations } = await namesOf(record);
  const { id: requestId } = await askAs(record, 'O', {
    command: 'withdraw',
    selection: { evaluationIds: [evaluations['W'] ?? '', evaluations['U'] ?? ''] },
    arguments: { why: 'resigned' },
  });
  await approveCommand(record.db, { requestId, actorId: record.id('A') });
}

async function runsToRate({ db, cycleId }: CycleRecord): Promise<readonly string[]> {
  const runs = await db
    .selectFrom('process_run')
    .select('id')
    .where('cycle_id', '=', cycleId)
    .where('phase', '=', 'manager-evaluation')
    .where('state', '=', 'open')
    .orderBy('id')
    .execute();
  return runs.map(({ id }) => id);
}

/** What of another is to stay as it is: something against the attacker, something for a colleague, and the attacker's role. */
async function askAsSecondOfficer(record: CycleRecord, { evaluations }: Names): Promise<City['requests']> {
  const correct = (no: string, level: string | undefined) =>
    askAs(record, 'O', {
      command: 'correct-result',
      selection: { evaluationIds: [evaluations[no] ?? ''] },
      arguments: { level },
    });
  const { levels } = record.pack;
  const lowered = await correct('X', levels.at(-1)?.level);
  const raised = await correct('Q', levels[0]?.level);
  const role = await requestRole(record.db, {
    employeeNo: 'X',
    role: 'hr',
    grants: false,
    reason: 'because',
    actorId: record.id('O'),
  });
  return {
    [OF_ANOTHER.lowers]: `/commands/${lowered.id}`,
    [OF_ANOTHER.raises]: `/commands/${raised.id}`,
    [OF_ANOTHER.role]: `/role-requests/${role.id}`,
  };
}

function askAs(record: CycleRecord, no: string, request: Pick<RequestCommand, 'command' | 'selection' | 'arguments'>) {
  keys += 1;
  const asked = { cycleId: record.cycleId, actorId: record.id(no), reason: 'because', idempotencyKey: `of-another-${keys}` };
  return requestCommand(record.db, { ...asked, ...request });
}
let keys = 0;

/** Y is rated and waits for the review; nobody else is rated yet. */
async function beginRatings(record: CycleRecord, runs: readonly string[]): Promise<void> {
  for (const processRunId of runs) {
    await openTask(record.db, { processRunId, kind: 'rating.write', round: 1, seat: 1 });
    const { employee_id } = await record.db
      .selectFrom('process_run')
      .innerJoin('evaluation', 'evaluation.id', 'process_run.evaluation_id')
      .select('employee_id')
      .where('process_run.id', '=', processRunId)
      .executeTakeFirstOrThrow();
    if (employee_id !== record.id('Y')) continue;
    await ask(record, processRunId, { kind: 'rating.write' });
    await openTask(record.db, { processRunId, kind: 'rating.review', round: 1, seat: 1 });
  }
}

/** In Staff all members have said that they come, and the chair has to decide; in Field they are still asked. */
async function openSessions(record: CycleRecord): Promise<readonly string[]> {
  const { db } = record;
  await record.launch('calibration');
  const { rows } = await sql<{ id: string; name: string; seats: number }>`
    select p.id, g.name, 2 seats from process_run p join rating_group g on g.id = p.rating_group_id order by p.id`.execute(db);
  for (const { id: processRunId, name, seats } of rows) {
    await lookAtWait(db, { processRunId, wait: 'group-complete' });
    await proposeSeats(db, { processRunId });
    for (let seat = 1; seat <= seats; seat += 1)
      await openTask(db, { processRunId, kind: 'calibration.meeting', round: 1, seat });
    if (name === 'Staff') await attendAndAskTheChair(record, processRunId);
  }
  return rows.map(({ id }) => id);
}

async function attendAndAskTheChair(record: CycleRecord, run: string): Promise<void> {
  for (const task of await openTasks(record))
    if (task.process_run_id === run && task.kind === 'calibration.meeting') await answer(record, task);
  await openTask(record.db, { processRunId: run, kind: 'calibration.lock', round: 1, seat: 1 });
}

async function decide(record: CycleRecord, run: string): Promise<void> {
  const open = async () => (await openTasks(record)).filter((task) => task.process_run_id === run);
  if (!(await open()).some(({ kind }) => kind === 'calibration.lock')) await attendAndAskTheChair(record, run);
  for (const task of await open()) await answer(record, task);
}

type Names = Pick<City, 'evaluations' | 'groups' | 'units' | 'runs' | 'tasks' | 'handedIn' | 'sessions'>;
type Name = Readonly<Record<'name' | 'id', string>>;

async function namesOf({ db }: CycleRecord): Promise<Names> {
  const named = async (rows: ReturnType<typeof sql<Name>>) =>
    Object.fromEntries((await rows.execute(db)).rows.map(({ name, id }) => [name, id]));
  const tasks = (state: 'open' | 'closed') =>
    named(sql`
      select t.kind || ' ' || coalesce(m.employee_no, g.name) || case when t.kind = 'calibration.meeting' then ' ' || t.seat else '' end as name, t.id
        from task t join process_run p on p.id = t.process_run_id left join rating_group g on g.id = p.rating_group_id
        left join evaluation e on e.id = p.evaluation_id left join employee m on m.id = e.employee_id where t.state = ${state}`);
  return {
    evaluations: await named(sql`select m.employee_no as name, e.id from evaluation e join employee m on m.id = e.employee_id`),
    groups: await named(sql`select name, id from rating_group`),
    units: await named(sql`select name, id from unit`),
    runs: await named(sql`
      select p.phase || ' ' || m.employee_no as name, p.id
        from process_run p join evaluation e on e.id = p.evaluation_id join employee m on m.id = e.employee_id`),
    tasks: await tasks('open'),
    handedIn: await tasks('closed'),
    sessions: await named(sql`select g.name, p.id from process_run p join rating_group g on g.id = p.rating_group_id`),
  };
}
