import { afterAll, beforeAll, expect, test } from 'vitest';
import { groupsWorld, raceGroup } from '../support/group-race.ts';
import type { World } from '../support/world.ts';

const SEEDS = 100;

let world: World;
beforeAll(async () => {
  world = await groupsWorld(SEEDS);
});
afterAll(() => world.drop());

test('a hundred calibrations open once each and never without a rating, whoever is last', async () => {
  for (let seed = 1; seed <= SEEDS; seed++) await raceGroup(world, seed);
  expect(world.failures).toEqual([]);
}, 1_800_000);
