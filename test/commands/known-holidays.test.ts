import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCycle } from '../../commands/create-cycle.ts';
import { previewCommand } from '../../commands/preview-command.ts';
import { previewLaunch } from '../../commands/preview-launch.ts';
import { connect } from '../../db/connection.ts';
import { asHr1, launchedCity, type SmallCity } from './small-city.ts';
import { newName } from '../support/cycle-names.ts';

let city: SmallCity;
beforeAll(async () => {
  city = await launchedCity();
});
afterAll(() => city.drop());

const planned = (year: number) =>
  createCycle(city.db, {
    name: newName(),
    year,
    packName: 'kr-local-grade5',
    committee: { chair: 'M1', members: ['H1', 'HR1'] },
  });

const unknownDays = async (cycleId: string) => {
  const { pleaseLook } = await previewLaunch(city.db, { cycleId });
  return pleaseLook.filter(({ code }) => code === 'holidays-unknown').map(({ details }) => details);
};

test('row-29: a launch preview names the dates for which no holiday is known, and the last known one', async () => {
  expect(await unknownDays((await planned(2026)).id)).toEqual([]);
  const { id } = await planned(2027);
  const [late] = await unknownDays(id);
  expect(late?.['knownUntil']).toBe('2027-12-27');
  expect((late?.['days'] as readonly string[]).filter((day) => day <= '2027-12-27')).toEqual([]);
  const [found] = await unknownDays((await planned(2028)).id);
  const days = found?.['days'] as readonly string[];
  expect(days).toEqual([...new Set(days)].sort());
  expect(days[0]?.startsWith('2028-01')).toBe(true);
});

test('row-29: a longer deadline past the last known holiday is a finding', async () => {
  const ask = async (dueOn: string) => {
    const asked = asHr1(city, { command: 'extend-tasks', selection: { phase: 'goal-setting' }, arguments: { dueOn } });
    return (await previewCommand(city.db, asked)).pleaseLook;
  };
  expect(await ask('2026-03-02')).toEqual([]);
  expect(await ask('2028-01-26')).toEqual([
    { code: 'holidays-unknown', details: { knownUntil: '2027-12-27', days: ['2028-01-26'] } },
  ]);
});

test('row-29: an instant past the last known holiday for which an order is planned is a finding', async () => {
  const ask = async (command: 'publish' | 'launch-cycle', given: object) => {
    const cycleId = command === 'publish' ? city.cycleId : (await planned(2026)).id;
    const { pleaseLook } = await previewCommand(city.db, { ...asHr1(city, { command, arguments: given }), cycleId });
    return pleaseLook.filter(({ code }) => code === 'holidays-unknown');
  };
  const found = [{ code: 'holidays-unknown', details: { knownUntil: '2027-12-27', days: ['2028-01-27'] } }];
  expect(await ask('publish', { at: '2027-01-28T01:00:00Z' })).toEqual([]);
  expect(await ask('publish', { at: '2028-01-27T01:00:00Z' })).toEqual(found);
  expect(await ask('launch-cycle', {})).toEqual([]);
  expect(await ask('launch-cycle', { at: '2028-01-26T16:00:00Z' })).toEqual(found);
});

test('row-29: a database without a holiday says that it has none', async () => {
  const owner = connect({ url: city.url, role: 'owner', max: 1 });
  await sql`delete from holiday`.execute(owner).finally(() => owner.destroy());
  const { pleaseLook } = await previewLaunch(city.db, { cycleId: city.cycleId });
  expect(pleaseLook.filter(({ code }) => code === 'no-holidays')).toEqual([{ code: 'no-holidays' }]);
});
