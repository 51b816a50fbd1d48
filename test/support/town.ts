import { sql } from 'kysely';
import { createCycle } from '../../commands/create-cycle.ts';
import { importPeople } from '../../commands/import-people.ts';
import { loadHolidays } from '../../commands/load-holidays.ts';
import { openTask } from '../../commands/open-task.ts';
import { createRehearsal } from '../../commands/create-rehearsal.ts';
import { type Db, connect } from '../../db/connection.ts';
import { recordDepartures } from '../../db/departures.ts';
import { enrol } from '../../db/enrolment.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { launchPhase } from '../../commands/launch-phase.ts';
import { freshDatabase } from './database.ts';
import { markLaunched } from './mark-launched.ts';

export interface Town {
  readonly db: Db;
  readonly url: string;
  readonly cycleId: string;
  readonly rehearsalId: string | undefined;
  id(employeeNo: string): string;
  /** Sets a rehearsal's clock; nothing is poked. */
  clock(instant: string): Promise<void>;
  /** The live run of a person's phase. */
  run(employeeNo: string, phase: string): Promise<string>;
  /** Opens a task of a person's process as the workflow would; answers its id. */
  open(employeeNo: string, phase: string, asked: { readonly kind: string; readonly round?: number }): Promise<string>;
  /** Somebody truly leaves on that day. */
  leaves(employeeNo: string, leftOn: string): Promise<void>;
  /** Launches a phase for everybody. */
  launch(phase: string): Promise<void>;
  drop(): Promise<void>;
}

const HEADER = 'employee_no,name,email,unit,grade,job,rater_no,reviewer_no,group,hired_on';
const line = (no: string, name: string, above: string) =>
  `${no},${name},${no.toLowerCase()}@city.example,Tax,7,clerk,${above},Staff,2020-01-01`;

/** M above H above S1…S6; X and Y are HR. A cycle of 2026 in a database of its own; its clock shows Mon 19 Jan 2026, 09:00 in Seoul. */
export async function buildTown({ live = false }: { readonly live?: boolean } = {}): Promise<Town> {
  const database = await freshDatabase();
  const db = connect({ url: database.url, role: 'owner', max: 12 });
  await loadHolidays(db);
  const staff = ['서지안', '한도윤', '표현석', '고은채', '문시우', '차유나'].map((name, n) => line(`S${n + 1}`, name, 'H,M'));
  const rows = [
    HEADER,
    line('M', '윤태섭', ','),
    line('H', '서경우', 'M,'),
    ...staff,
    line('X', '이소담', ','),
    line('Y', '정하람', ','),
  ];
  await importPeople(db, { file: new TextEncoder().encode(`${rows.join('\n')}\n`) });
  const people = await db.selectFrom('employee').select(['id', 'employee_no']).execute();
  const ids = new Map(people.map((one) => [one.employee_no, one.id]));
  const id = (no: string) => ids.get(no) ?? `nobody ${no}`;
  await db
    .insertInto('role_assignment')
    .values({ employee_id: id('X'), role: 'hr' })
    .execute();
  const rehearsal = live
    ? undefined
    : await createRehearsal(db, { name: 'test', startsAt: '2026-01-19T00:00:00.000Z', hasMailbox: true });
  const { id: cycleId } = await createCycle(db, {
    name: '2026',
    year: 2026,
    packName: 'kr-local-grade5',
    ...(rehearsal === undefined ? {} : { rehearsalId: rehearsal.id }),
    committee: { chair: 'M', members: ['H', 'X'] },
  });
  await markLaunched(db, cycleId);
  await inTransaction(db, (trx) => enrol(trx, { cycleId, quotaFrom: 4 }));
  const run = async (no: string, phase: string) => {
    const found = await sql<{ id: string }>`
      select p.id from process_run p join evaluation e on e.id = p.evaluation_id
       where e.employee_id = ${id(no)} and p.phase = ${phase} and p.state <> 'void'`.execute(db);
    return found.rows[0]?.id ?? `no run of ${no}`;
  };
  return {
    db,
    url: database.url,
    cycleId,
    rehearsalId: rehearsal?.id,
    id,
    clock: async (instant) => void (await sql`update rehearsal set now_at = ${instant}`.execute(db)),
    run,
    open: async (no, phase, { kind, round = 1 }) =>
      (await openTask(db, { processRunId: await run(no, phase), kind, round, seat: 1 })).taskId,
    leaves: (no, leftOn) =>
      inTransaction(db, (trx) => recordDepartures(trx, { rehearsalId: null, employeeIds: [id(no)], leftOn })),
    launch: async (phase) => void (await launchPhase(db, { cycleId, phase })),
    drop: async () => {
      await db.destroy();
      await database.drop();
    },
  };
}
