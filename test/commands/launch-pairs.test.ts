import { expect, test } from 'vitest';
import { previewLaunch } from '../../commands/preview-launch.ts';
import { PEOPLE, smallCity } from './small-city.ts';

// Everybody of HR is rated, in a group of their own each: HR1 and HR3 ask, HR2 approves. B1 and B2 are rated by nobody.

const person = (no: string, above: string) => `${no},Name ${no},${no.toLowerCase()}@city.example,Top,6,Job,${above},2020-01-01`;

async function findings(above: Readonly<Record<'HR1' | 'HR2' | 'HR3', string>>) {
  const officers = Object.entries(above).map(([no, who]) => person(no, `${who},Group ${no}`));
  const others = PEOPLE.filter((row) => !row.startsWith('HR'));
  const city = await smallCity({ people: [...others, person('B1', ',,'), person('B2', ',,'), ...officers] });
  try {
    const role = { employee_id: city.ids['HR3'] ?? '', role: 'hr' };
    await city.db.insertInto('role_assignment').values(role).execute();
    const { mustBeMended, pleaseLook } = await previewLaunch(city.db, { cycleId: city.cycleId });
    const above = pleaseLook.flatMap(({ code, people = [] }) => (code === 'above-all-of-hr' ? people : []));
    return {
      groups: mustBeMended.flatMap(({ code, details }) => (code === 'group-without-pair' ? [details?.['group']] : [])),
      above: above.map(({ employeeNo }) => employeeNo),
    };
  } finally {
    await city.drop();
  }
}

test.each([
  ['who rates or reviews all', { HR1: 'B1,', HR2: 'B2,B1', HR3: 'B1,' }, ['B1']],
  ['who rates or reviews all but one', { HR1: 'B1,', HR2: 'B1,', HR3: 'B2,' }, ['B1']],
  ['who rates all who ask', { HR1: 'B1,', HR2: 'B2,', HR3: 'B1,' }, ['B1']],
  ['who rates one of them', { HR1: 'B1,', HR2: 'B2,', HR3: 'M1,' }, []],
  ['one of them, who rates the others', { HR1: 'B1,', HR2: 'HR1,', HR3: 'B2,' }, []],
])('row-1: where all of HR are rated the launch preview names, and lets pass, %s', async (_, above, named) => {
  expect((await findings(above)).above).toEqual(named);
});

test('row-1: where all of HR are rated by who is rated too, it is the group that is blocked', async () => {
  expect(await findings({ HR1: 'H1,', HR2: 'H1,', HR3: 'H1,' })).toEqual({ groups: ['Heads'], above: [] });
});
