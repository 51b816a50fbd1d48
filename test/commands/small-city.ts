import { createCycle } from '../../commands/create-cycle.ts';
import { createRehearsal } from '../../commands/create-rehearsal.ts';
import { importPeople } from '../../commands/import-people.ts';
import { loadHolidays } from '../../commands/load-holidays.ts';
import { connect, type Db } from '../../db/connection.ts';
import { freshDatabase } from '../support/database.ts';

// A city of two units, ten who are rated: a mayor above two heads, four staff each.

const HEADER = 'employee_no,name,email,unit,grade,job,rater_no,reviewer_no,group,hired_on';
const person = (no: string, unit: string, [grade, rater, reviewer, group]: [string, string, string, string]) =>
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

/** The city in a database of its own with a planned rehearsal cycle of 2026; nothing is launched. The clock shows 14 January, 08:30 in Seoul. */
export async function smallCity(people: readonly string[] = PEOPLE): Promise<SmallCity> {
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
    packName: 'kr-local-grade5',
    rehearsalId: rehearsal.id,
    committee: { chair: 'M1', members: ['H1', 'H2', 'HR1'] },
    indicators,
  });
  return { db, url: database.url, cycleId, rehearsalId: rehearsal.id, ids, drop };
}
