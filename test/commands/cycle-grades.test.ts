import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCycle } from '../../commands/create-cycle.ts';
import { previewLaunch } from '../../commands/preview-launch.ts';
import { candidates, enrol } from '../../db/enrolment.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { type SmallCity, smallCity } from './small-city.ts';

// Grades under different rules have cycles of their own in the same year.

let city: SmallCity;
let cycleId: string;

beforeAll(async () => {
  city = await smallCity();
  const cycle = await createCycle(city.db, {
    name: 'heads',
    year: 2026,
    packName: 'kr-local-grade4',
    rehearsalId: city.rehearsalId,
    grades: ['5'],
    committee: { chair: 'M1', members: ['H1', 'H2'] },
  });
  cycleId = cycle.id;
});

afterAll(() => city?.drop());

const gradesIn = async (id: string) => {
  const rows = await city.db.selectFrom('evaluation').select('grade').where('cycle_id', '=', id).distinct().execute();
  return rows.map(({ grade }) => grade);
};

test('the preview of a launch speaks of nobody of another grade', async () => {
  const { starts, doesNotStart } = await previewLaunch(city.db, { cycleId });
  expect(starts.byGrade.map(({ grade }) => grade)).toEqual(['5']);
  expect(doesNotStart).toEqual([]);
});

test('the preview counts who is on the list and of no grade of the cycle', async () => {
  const { imported, starts, ofOtherGrades } = await previewLaunch(city.db, { cycleId });
  expect([imported, starts.total, ofOtherGrades]).toEqual([13, 2, 11]);
  expect((await previewLaunch(city.db, { cycleId: city.cycleId })).ofOtherGrades).toBe(0);
});

test('a grade of the cycle that nobody has is named beside the grades that people have', async () => {
  const { id } = await createCycle(city.db, {
    ...{ name: 'typed as spoken', year: 2026, packName: 'kr-local-grade4', rehearsalId: city.rehearsalId },
    grades: ['5급', '7'],
    committee: { chair: 'M1', members: ['H1', 'H2'] },
  });
  const found = async (of: string) => {
    const { pleaseLook } = await previewLaunch(city.db, { cycleId: of });
    return pleaseLook.filter(({ code }) => code === 'grade-of-nobody');
  };
  expect(await found(id)).toEqual([{ code: 'grade-of-nobody', details: { grades: ['5급'], known: ['3', '5', '6', '7'] } }]);
  expect([await found(cycleId), await found(city.cycleId)]).toEqual([[], []]);
});

test('only the grades that a cycle is about are enrolled, also among those who come later', async () => {
  await inTransaction(city.db, (trx) => enrol(trx, { cycleId, quotaFrom: 4 }));
  expect(await gradesIn(cycleId)).toEqual(['5']);
  expect(await candidates(city.db, cycleId)).toEqual([]);
  expect((await candidates(city.db, city.cycleId)).length).toBeGreaterThan(0);
});
