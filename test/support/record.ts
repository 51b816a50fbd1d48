import { sql } from 'kysely';
import { createCycle } from '../../commands/create-cycle.ts';
import { createRehearsal } from '../../commands/create-rehearsal.ts';
import { importPeople } from '../../commands/import-people.ts';
import { launchPhase } from '../../commands/launch-phase.ts';
import { loadHolidays } from '../../commands/load-holidays.ts';
import { loadPack } from '../../commands/load-pack.ts';
import type { CreateCycleInput } from '../../contracts/cycle.ts';
import type { PolicyPack } from '../../contracts/pack.ts';
import { type Db, connect } from '../../db/connection.ts';
import { enrol } from '../../db/enrolment.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { targetFrom } from '../../domain/calibration/distribution.ts';
import { freshDatabase } from './database.ts';
import { shippedPack } from './packs.ts';
import { markLaunched } from './mark-launched.ts';

export interface RecordOptions {
  /** Rated people beside the heads; all in one unit and one rating group. */
  readonly people?: number;
  /** Real time instead of a rehearsal's clock. */
  readonly live?: boolean;
  /** A shipped pack other than `kr-local-grade5`. */
  readonly packName?: string;
  /** Changes the shipped pack. */
  readonly pack?: (pack: PolicyPack) => PolicyPack;
  /** Laid over what the cycle is planned with. */
  readonly cycle?: Partial<CreateCycleInput>;
  /** What comes before the launch. */
  readonly prepare?: (db: Db) => Promise<void>;
  /** CSV instead of the generated people: the columns of the import. */
  readonly csv?: string;
}

/** A cycle in a database of its own. */
export interface CycleRecord {
  readonly db: Db;
  readonly url: string;
  readonly cycleId: string;
  readonly rehearsalId: string | undefined;
  readonly pack: PolicyPack;
  /** Employee ids by number: `C1` chairs, `V1` reviews, `H1` rates, `P1`… are rated. */
  readonly ids: ReadonlyMap<string, string>;
  id(employeeNo: string): string;
  launch(phase: string): Promise<void>;
  /** Sets a rehearsal's clock without the command's pokes. */
  setClock(instant: string): Promise<void>;
  drop(): Promise<void>;
}

const START = '2026-01-19T00:00:00.000Z';

/** Everybody is enrolled, nobody launched; the clock shows Mon 19 Jan 2026, 09:00 in Seoul. */
export async function createRecord({
  people = 1,
  live = false,
  packName = 'kr-local-grade5',
  pack: change,
  cycle: given = {},
  prepare = () => Promise.resolve(),
  csv = peopleCsv(people),
}: RecordOptions = {}): Promise<CycleRecord> {
  const database = await freshDatabase();
  const db = connect({ url: database.url, role: 'owner', max: 20 });
  await loadHolidays(db);
  const imported = await importPeople(db, { file: Buffer.from(csv) });
  if (!imported.imported) throw new Error(`import: ${JSON.stringify(imported.problems)}`);
  const shipped = shippedPack(packName);
  const pack = change?.(shipped) ?? shipped;
  const { id: packId } = await loadPack(db, { content: pack });
  const rehearsal = live ? undefined : await createRehearsal(db, { name: 'test', startsAt: START, hasMailbox: true });
  const cycle = await createCycle(db, {
    name: 'test',
    year: 2026,
    packId,
    ...(rehearsal === undefined ? {} : { rehearsalId: rehearsal.id }),
    committee: { chair: 'C1', members: ['V1', 'H1'] },
    ...given,
  });
  await prepare(db);
  await markLaunched(db, cycle.id);
  await inTransaction(db, (trx) => enrol(trx, { cycleId: cycle.id, quotaFrom: targetFrom(pack.distribution) }));
  const rows = await db.selectFrom('employee').select(['id', 'employee_no']).execute();
  const ids = new Map(rows.map((row) => [row.employee_no, row.id]));
  return {
    db,
    url: database.url,
    cycleId: cycle.id,
    rehearsalId: rehearsal?.id,
    pack,
    ids,
    id: (employeeNo) => ids.get(employeeNo) ?? `nobody ${employeeNo}`,
    launch: async (phase) => void (await launchPhase(db, { cycleId: cycle.id, phase })),
    setClock: async (instant) =>
      void (await sql`update rehearsal set now_at = ${instant} where id = ${rehearsal?.id ?? null}`.execute(db)),
    drop: async () => {
      await db.destroy();
      await database.drop();
    },
  };
}

export function peopleCsv(people: number): string {
  const lines = [
    'employee_no,name,email,unit,grade,job,rater_no,reviewer_no,group,hired_on',
    'C1,Chair One,c1@city.example,Top,3,,,,,2001-01-01',
    'V1,Viewer One,v1@city.example,Top,4,,,,,2001-01-01',
    'H1,Head One,h1@city.example,Roads,5,,,,,2001-01-01',
  ];
  for (let i = 1; i <= people; i++) lines.push(`P${i},Person ${i},p${i}@city.example,Roads,7,clerk,H1,V1,,2010-01-01`);
  return `${lines.join('\n')}\n`;
}
