import { sql } from 'kysely';
import { createCycle } from '../../commands/create-cycle.ts';
import { createRehearsal } from '../../commands/create-rehearsal.ts';
import { importPeople } from '../../commands/import-people.ts';
import { loadHolidays } from '../../commands/load-holidays.ts';
import type { Db } from '../../db/connection.ts';
import { enrol } from '../../db/enrolment.ts';
import { inTransaction } from '../../db/in-transaction.ts';

const PEOPLE_PER_HEAD = 8;

/** A rehearsal cycle with `people` rated people under heads of eight, enrolled, with nothing launched. Answers the cycle's id. */
export async function createTown(db: Db, people: number): Promise<string> {
  const lines = [
    'employee_no,name,email,unit,grade,job,rater_no,reviewer_no,group,hired_on',
    'C1,Chair,c1@town.example,Top,3,,,,,2001-01-01',
  ];
  for (let head = 1; head <= Math.ceil(people / PEOPLE_PER_HEAD); head++)
    lines.push(`H${head},Head,h${head}@town.example,Unit ${head},5,,,,,2001-01-01`);
  for (let i = 0; i < people; i++) {
    const head = Math.floor(i / PEOPLE_PER_HEAD) + 1;
    lines.push(`P${i},Person,p${i}@town.example,Unit ${head},7,clerk,H${head},C1,,2010-01-01`);
  }
  await loadHolidays(db);
  await importPeople(db, { file: Buffer.from(`${lines.join('\n')}\n`) });
  const rehearsal = await createRehearsal(db, { name: 'bench', startsAt: '2026-01-19T00:00:00.000Z', hasMailbox: true });
  const cycle = await createCycle(db, {
    name: 'bench',
    year: 2026,
    packName: 'kr-local-grade5',
    rehearsalId: rehearsal.id,
    committee: { chair: 'C1', members: ['H1'] },
  });
  await inTransaction(db, (trx) => enrol(trx, { cycleId: cycle.id, quotaFrom: 4 }));
  await sql`analyze`.execute(db);
  return cycle.id;
}
