import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { importPeople } from '../../commands/import-people.ts';
import { csvOf } from '../commands/small-city.ts';
import { shippedPack } from '../support/packs.ts';
import { OfficerCity } from './officer-city.ts';

// Whom something concerns, whatever way it is done. O3 and O7 are of the group of HR1; F9 and Z9 rate and review them and nobody above HR1.

let officer: OfficerCity;
beforeEach(async () => {
  officer = await OfficerCity.create();
  const person = (no: string, grade: string, above: string) =>
    `${no},Name ${no},${no.toLowerCase()}@city.example,Roads,${grade},Job,${above},2020-01-01`;
  const file = csvOf(
    person('F9', '4', ',,'),
    person('Z9', '4', ',,'),
    person('O3', '6', 'F9,Z9,Office'),
    person('O7', '7', 'F9,Z9,Office'),
  );
  await importPeople(officer.city.db, { file });
});
afterEach(() => officer.close());

describe('a grade that an own pack does not ask in a phase', () => {
  const storedPack = async (grade: string) => {
    const pack = shippedPack('kr-local-grade5');
    const phases = pack.phases.map((phase) => (phase.key === 'self-assessment' ? { ...phase, exemptGrades: [grade] } : phase));
    const own = { ...pack, name: `exempts-${grade}`, version: '2026-1', phases };
    expect((await officer.hr.ask('POST', '/packs?reason=ours', { body: own })).status).toBe(201);
    return own.name;
  };

  test('row-1: leaves nobody of the own group out', async () => {
    await officer.archived();
    const { body } = await officer.plan({ packName: await storedPack('7') });
    expect(body).toMatchObject({ code: 'own-case', details: { concerns: 'rating-group' } });
    expect((await officer.plan({ packName: await storedPack('5') })).status).toBe(201);
  });

  test('row-3: stands in what a launch is approved by, with the people of each group', async () => {
    await officer.archived();
    const planned = await officer.plan({ packName: await storedPack('5') });
    const launch = await officer.askLaunch(planned.body['id']);
    const { body: look } = await officer.lookAt(launch.body['id']);
    expect(look['changes']).toContainEqual(
      expect.objectContaining({ what: 'exempt', phase: 'self-assessment', group: 'Heads', count: 2, after: { grades: ['5'] } }),
    );
  });
});
