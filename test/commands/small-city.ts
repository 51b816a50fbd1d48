import { advanceRehearsalClock } from '../../commands/advance-rehearsal-clock.ts';
import { confirmAddresses } from '../../commands/confirm-addresses.ts';
import { createCycle } from '../../commands/create-cycle.ts';
import { createRehearsal } from '../../commands/create-rehearsal.ts';
import { importPeople } from '../../commands/import-people.ts';
import { launchPhase } from '../../commands/launch-phase.ts';
import { loadHolidays } from '../../commands/load-holidays.ts';
import { loadPack } from '../../commands/load-pack.ts';
import { openTask } from '../../commands/open-task.ts';
import { approveCommand, requestCommand, type RequestCommand } from '../../commands/run-request.ts';
import type { CommandRequestView } from '../../contracts/commands.ts';
import type { PolicyPack } from '../../contracts/pack.ts';
import { connect, type Db } from '../../db/connection.ts';
import { recordDepartures } from '../../db/departures.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import type { TaskKind } from '../../domain/tasks/kinds.ts';
import { freshDatabase } from '../support/database.ts';
import { shippedPack } from '../support/packs.ts';

// A city of two units, ten who are rated: a mayor above two heads, four staff each.

const HEADER = 'employee_no,name,email,unit,grade,job,rater_no,reviewer_no,group,hired_on';
/** A row of the list. */
export const person = (no: string, unit: string, [grade, rater, reviewer, group]: [string, string, string, string]) =>
  `${no},Name ${no},${no.toLowerCase()}@city.example,${unit},${grade},Job,${rater},${reviewer},${group},2020-01-01`;

export const STAFF = ['S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'S7', 'S8'] as const;
export const PEOPLE: readonly string[] = [
  person('M1', 'Top', ['3', '', '', '']),
  person('H1', 'Tax', ['5', 'M1', '', 'Heads']),
  person('H2', 'Roads', ['5', 'M1', '', 'Heads']),
  ...STAFF.map((no, n) =>
    n < 4 ? person(no, 'Tax', ['7', 'H1', 'M1', 'Staff']) : person(no, 'Roads', ['7', 'H2', 'M1', 'Staff']),
  ),
  person('HR1', 'Tax', ['6', '', '', '']),
  person('HR2', 'Tax', ['6', '', '', '']),
];

export function csvOf(...rows: readonly string[]): Uint8Array {
  return new TextEncoder().encode([HEADER, ...rows, ''].join('\n'));
}

export interface SmallCity {
  readonly db: Db;
  readonly url: string;
  readonly cycleId: string;
  readonly rehearsalId: string;
  /** Employee ids by number. */
  readonly ids: Readonly<Record<string, string>>;
  readonly drop: () => Promise<void>;
}

export interface SmallPlan {
  readonly people?: readonly string[];
  readonly committee?: { readonly chair: string; readonly members: readonly string[] };
  /** Changes the shipped pack. */
  readonly pack?: (pack: PolicyPack) => PolicyPack;
  /** What comes before the launch. */
  readonly prepare?: (city: SmallCity) => Promise<void>;
}

/** The city in a database of its own with a planned rehearsal cycle of 2026; nothing is launched. The clock shows 14 January, 08:30 in Seoul. */
export async function smallCity({
  people = PEOPLE,
  committee = { chair: 'M1', members: ['H1', 'H2', 'HR1'] },
  pack = (shipped) => shipped,
}: SmallPlan = {}): Promise<SmallCity> {
  const database = await freshDatabase();
  const db = connect({ url: database.url, role: 'app', max: 8 });
  const drop = async (): Promise<void> => {
    await db.destroy();
    await database.drop();
  };
  await loadHolidays(db);
  await importPeople(db, { file: csvOf(...people) });
  const rows = await db.selectFrom('employee').select(['id', 'employee_no']).execute();
  const ids = Object.fromEntries(rows.map(({ id, employee_no }) => [employee_no, id]));
  const role = (no: string, name: string) => ({ employee_id: ids[no] ?? '0', role: name });
  await db
    .insertInto('role_assignment')
    .values([role('HR1', 'hr'), role('HR2', 'hr-approver')])
    .execute();
  const rehearsal = await createRehearsal(db, { name: 'test', startsAt: '2026-01-13T23:30:00.000Z', hasMailbox: true });
  const indicators = ['Tax', 'Roads', 'Top'].map((unit) => ({
    unit,
    name: 'Rate',
    direction: 'higher' as const,
    target: '90',
    weight: '100',
  }));
  const { id: cycleId } = await createCycle(db, {
    name: '2026',
    year: 2026,
    packId: (await loadPack(db, { content: pack(shippedPack('kr-local-grade5')) })).id,
    rehearsalId: rehearsal.id,
    committee: { chair: committee.chair, members: [...committee.members] },
    indicators,
  });
  return { db, url: database.url, cycleId, rehearsalId: rehearsal.id, ids, drop };
}

/** Somebody truly leaves on that day. */
export async function leaves({ db, ids }: SmallCity, employeeNo: string, leftOn: string): Promise<void> {
  await inTransaction(db, (trx) => recordDepartures(trx, { rehearsalId: null, employeeIds: [ids[employeeNo] ?? ''], leftOn }));
}

/** HR2 confirms whoever came after the launch, and every other address. */
export async function confirmAll({ db, ids }: Pick<SmallCity, 'db' | 'ids'>): Promise<void> {
  const open = await db.selectFrom('address_change').select('id').where('answer', 'is', null).execute();
  await confirmAddresses(db, { changeIds: open.map(({ id }) => id), actorId: ids['HR2'] ?? '0' });
}

let keys = 0;

/** A request of HR1 with a reason and a key of its own; what is missing is empty. */
export function asHr1(city: SmallCity, request: Pick<RequestCommand, 'command' | 'selection' | 'arguments'>): RequestCommand {
  keys += 1;
  return {
    cycleId: city.cycleId,
    actorId: city.ids['HR1'] ?? '0',
    reason: 'because',
    idempotencyKey: `key-${String(keys)}`,
    ...request,
  };
}

/** HR1 asks that another cycle of the same clock is launched; answers the request's id. */
export async function askForAnotherLaunch(city: SmallCity): Promise<string> {
  const { id: cycleId } = await createCycle(city.db, {
    name: 'another',
    year: 2026,
    packName: 'kr-local-grade5',
    rehearsalId: city.rehearsalId,
    committee: { chair: 'M1', members: ['H1', 'H2'] },
  });
  const { id } = await requestCommand(city.db, { ...asHr1(city, { command: 'launch-cycle', arguments: {} }), cycleId });
  return id;
}

/** Requested by HR1 and, where it needs a second person, approved by HR2; carried out at once. */
export async function order(
  city: SmallCity,
  request: Pick<RequestCommand, 'command' | 'selection' | 'arguments'>,
): Promise<CommandRequestView> {
  const view = await requestCommand(city.db, asHr1(city, request));
  if (!view.needsSecondPerson) return view;
  return approveCommand(city.db, { requestId: view.id, actorId: city.ids['HR2'] ?? '0' });
}

/** The small city after its launch, on the morning of the first window. */
export async function launchedCity(plan?: SmallPlan): Promise<SmallCity> {
  const city = await smallCity(plan);
  await plan?.prepare?.(city);
  await order(city, { command: 'launch-cycle', arguments: { inMinutes: 0 } });
  await advanceRehearsalClock(city.db, { rehearsalId: city.rehearsalId, to: '2026-01-19T00:00:00.000Z' });
  await launchPhase(city.db, { cycleId: city.cycleId, phase: 'goal-setting' });
  return city;
}

export async function evaluationOf({ db, cycleId, ids }: SmallCity, employeeNo: string): Promise<string> {
  const { id } = await db
    .selectFrom('evaluation')
    .select('id')
    .where('cycle_id', '=', cycleId)
    .where('employee_id', '=', ids[employeeNo] ?? '0')
    .executeTakeFirstOrThrow();
  return id;
}

export async function runOf(city: SmallCity, employeeNo: string, phase = 'goal-setting') {
  return city.db
    .selectFrom('process_run')
    .selectAll()
    .where('evaluation_id', '=', await evaluationOf(city, employeeNo))
    .where('phase', '=', phase)
    .orderBy('attempt', 'desc')
    .executeTakeFirstOrThrow();
}

/** Opens a task of somebody's process, as the workflow does. */
export async function opened(city: SmallCity, employeeNo: string, key: { kind: TaskKind; round?: number; phase?: string }) {
  const { kind, round = 1, phase } = key;
  const run = await runOf(city, employeeNo, phase);
  const { taskId } = await openTask(city.db, { processRunId: run.id, kind, round, seat: 1 });
  return city.db.selectFrom('task').selectAll().where('id', '=', taskId).executeTakeFirstOrThrow();
}
