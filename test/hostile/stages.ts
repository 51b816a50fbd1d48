import { sql } from 'kysely';
import { recordAbsence } from '../../commands/absences.ts';
import { createCycle } from '../../commands/create-cycle.ts';
import { createRehearsal } from '../../commands/create-rehearsal.ts';
import { lookAtWait } from '../../commands/look-at-wait.ts';
import { changeAddresses } from '../../commands/change-addresses.ts';
import { openTask } from '../../commands/open-task.ts';
import { proposeSeats } from '../../commands/propose-seats.ts';
import { requestRole } from '../../commands/role-requests.ts';
import { approveCommand, requestCommand, type RequestCommand } from '../../commands/run-request.ts';
import type { Db } from '../../db/connection.ts';
import { recordDepartures } from '../../db/departures.ts';
import { enrol } from '../../db/enrolment.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { addDays } from '../../domain/cycle/calendar.ts';
import { answer, openTasks } from '../support/answers.ts';
import { UNIT_CARD, ask, rate, ratingsOpen } from '../support/pack-year.ts';
import { type CycleRecord, type RecordOptions, createRecord } from '../support/record.ts';
import { CSV, type City, OF_ANOTHER, ROLES, type Stage, addressOf, byName, evaluationsOf, namesOf, type Names } from './city.ts';
import { OWN } from './hands.ts';
import { markLaunched } from '../support/mark-launched.ts';

// The year of the city, by honest people, as far as the attack begins.

const COMMITTEE = { chair: 'C', members: ['M', 'V'] };
const PEOPLE: RecordOptions = {
  live: true,
  csv: `${CSV.join('\n')}\n`,
  cycle: { committee: COMMITTEE },
  prepare: beforeTheFirstLaunch,
};
const INDICATORS = ['Tax', 'Roads'].map((unit) => ({
  unit,
  name: 'Done in time',
  direction: 'higher' as const,
  target: '90',
  actual: '80',
  weight: '100',
}));
/** The unit's card counts. */
const WITH_CARDS: RecordOptions = { ...PEOPLE, ...UNIT_CARD, cycle: { committee: COMMITTEE, indicators: INDICATORS } };

const NOTHING_MORE = { requests: {}, rehearsal: { id: '0', cycleId: '0', evaluations: {} } };
type More = Pick<City, 'requests' | 'rehearsal'>;

/** What is there beside the cycle, once it has come so far. */
const COURSES: Readonly<Record<Stage, () => Promise<{ readonly record: CycleRecord; readonly more?: Partial<More> }>>> = {
  async first() {
    const record = await createRecord({ ...PEOPLE, prepare: officesOf });
    return { record, more: { requests: await askForTheFirstLaunch(record) } };
  },
  async goals() {
    const record = await createRecord(PEOPLE);
    await record.launch('goal-setting');
    await inTime(record);
    await agreeOnGoals(record);
    await sendAway(record);
    return { record };
  },
  async rating() {
    const { record } = await ratingsOpen(PEOPLE);
    await inTime(record);
    await beginRatings(record, await runsOf(record, 'manager-evaluation'));
    return { record };
  },
  async rehearsal() {
    const { record } = await COURSES.rating();
    return { record, more: { rehearsal: await rehearse(record) } };
  },
  async calibration() {
    const { record } = await ratingsOpen(PEOPLE);
    await inTime(record);
    await rateAll(record);
    return { record };
  },
  async published() {
    const record = await publishedYear(PEOPLE);
    return { record, more: { requests: await askAsSecondOfficer(record, await namesOf(record)) } };
  },
  async planned() {
    const record = await publishedYear(WITH_CARDS);
    await planNextYear(record);
    return { record };
  },
};

/** A live cycle of which everybody but the attacker is honest; nobody is connected to its database. */
export async function cityAt(stage: Stage): Promise<City> {
  const { record, more } = await COURSES[stage]();
  const named = await namesOf(record);
  await record.db.destroy();
  return { stage, url: record.url, record, ...named, ...NOTHING_MORE, ...more, drop: () => record.drop() };
}

/** The plan's days lie where they lie; here everything is in time. Two have been withdrawn. */
async function inTime(record: CycleRecord): Promise<void> {
  await sql`update phase_window set opens_at = now() - interval '1 day', closes_at = now() + interval '60 days'`.execute(
    record.db,
  );
  await sql`update task_rule set due_at = now() + interval '30 days'`.execute(record.db);
  await withdrawTwo(record);
}

async function publishedYear(options: RecordOptions): Promise<CycleRecord> {
  const { record } = await ratingsOpen(options);
  await inTime(record);
  for (const run of await rateAll(record)) await decide(record, run);
  await sql`update cycle set published_at = now() where id = ${record.cycleId}`.execute(record.db);
  return record;
}

/** Answers the sessions of the groups. */
async function rateAll(record: CycleRecord): Promise<readonly string[]> {
  for (const run of await runsOf(record, 'manager-evaluation')) await rate(record, run);
  return openSessions(record);
}

/** X and Y wait for their rater's yes; nobody else has handed in anything, and Q is late. */
async function agreeOnGoals(record: CycleRecord): Promise<void> {
  const { runs } = await namesOf(record);
  for (const no of ['X', 'Y', 'P', 'Q']) {
    const processRunId = runs[`goal-setting ${no}`] ?? '0';
    await openTask(record.db, { processRunId, kind: 'goals.draft', round: 1, seat: 1 });
    if (no === 'P' || no === 'Q') continue;
    await ask(record, processRunId, { kind: 'goals.draft' });
    await openTask(record.db, { processRunId, kind: 'goals.agree', round: 1, seat: 1 });
  }
  await sql`
    update task t set due_at = now() - interval '1 day'
      from process_run p where p.id = t.process_run_id and p.id = ${runs['goal-setting Q'] ?? '0'}`.execute(record.db);
}

/** The same cycle once more by a clock of its own, launched. */
async function rehearse({ db, cycleId }: CycleRecord): Promise<City['rehearsal']> {
  const { id } = await createRehearsal(db, { name: 'of all', startsAt: '2030-01-14T00:00:00.000Z', hasMailbox: true });
  const packId = await packOf(db, cycleId);
  const cycle = await createCycle(db, { name: 'tried', year: 2030, packId, rehearsalId: id, committee: COMMITTEE });
  await markLaunched(db, cycle.id);
  await inTransaction(db, (trx) => enrol(trx, { cycleId: cycle.id, quotaFrom: 4 }));
  return { id, cycleId: cycle.id, evaluations: await byName(db, evaluationsOf(cycle.id)) };
}

/** The year is over, who was withdrawn has left, and two persons have said yes to the launch of the next one: it comes in half an hour. */
async function planNextYear(record: CycleRecord): Promise<void> {
  const { db, cycleId } = record;
  await sql`update cycle set archived_at = now() where id = ${cycleId}`.execute(db);
  await inTransaction(db, (trx) =>
    recordDepartures(trx, { rehearsalId: null, employeeIds: [record.id('W'), record.id('U')], leftOn: '2026-01-01' }),
  );
  const { id } = await createCycle(db, {
    name: 'next',
    year: 2027,
    packId: await packOf(db, cycleId),
    committee: COMMITTEE,
    indicators: INDICATORS,
    actorId: record.id('O'),
  });
  const { id: requestId } = await askAs(record, 'O', { command: 'launch-cycle', cycleId: id, selection: {}, arguments: {} });
  await approveCommand(db, { requestId, actorId: record.id('A') });
}

async function packOf(db: Db, cycleId: string): Promise<string> {
  const { policy_pack_id: id } = await db
    .selectFrom('cycle')
    .select('policy_pack_id')
    .where('id', '=', cycleId)
    .executeTakeFirstOrThrow();
  return id;
}

/** Nothing has been launched on any clock, and nobody has said yes to anything. */
async function askForTheFirstLaunch(record: CycleRecord): Promise<City['requests']> {
  await sql`delete from evaluation`.execute(record.db);
  await sql`delete from rating_group`.execute(record.db);
  await sql`update cycle set launched_at = null`.execute(record.db);
  await sql`update employee set proven_email = null`.execute(record.db);
  const { id } = await askAs(record, 'O', { command: 'launch-cycle', selection: {}, arguments: {} });
  return { [OF_ANOTHER.launches]: `/commands/${id}` };
}

/** The rater of the attacker, and one of another group: the second officer has recorded it. */
async function sendAway(record: CycleRecord): Promise<void> {
  const [fromOn, toOn] = [-1, 100].map((days) => addDays(new Date().toISOString().slice(0, 10), days));
  for (const employeeNo of ['H', 'Q'])
    await recordAbsence(record.db, { employeeNo, fromOn: fromOn ?? '', toOn: toOn ?? '', actorId: record.id('O') });
}

async function officesOf(db: Db): Promise<void> {
  for (const [no, role] of ROLES)
    await sql`insert into role_assignment select id, ${role} from employee where employee_no = ${no}`.execute(db);
}

/** By the first list the approver had an address that the attacker reads: who mends it before the launch answers for nothing. */
async function beforeTheFirstLaunch(db: Db): Promise<void> {
  await officesOf(db);
  await sql`update employee set email = ${OWN.second} where employee_no = 'A'`.execute(db);
  const { id: employeeId } = await db
    .selectFrom('employee')
    .select('id')
    .where('employee_no', '=', 'A')
    .executeTakeFirstOrThrow();
  await inTransaction(db, (trx) => changeAddresses(trx, { people: [{ employeeId, email: addressOf('A') }] }));
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

async function runsOf({ db, cycleId }: CycleRecord, phase: string): Promise<readonly string[]> {
  const runs = await db
    .selectFrom('process_run')
    .select('id')
    .where('cycle_id', '=', cycleId)
    .where('phase', '=', phase)
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

type Asked = Pick<RequestCommand, 'command' | 'selection' | 'arguments'> & Partial<Pick<RequestCommand, 'cycleId'>>;

function askAs(record: CycleRecord, no: string, request: Asked) {
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
