import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { groupsWorld, raceGroup } from '../support/group-race.ts';
import type { World } from '../support/world.ts';

const SEEDS = Array.from({ length: 10 }, (_, n) => n + 1);

let world: World;
beforeAll(async () => {
  world = await groupsWorld(SEEDS.length);
});
afterAll(async () => {
  await world.drop();
  expect(world.failures).toEqual([]);
});

describe('a calibration opens once and never without a rating, whoever is last', () => {
  test.each(SEEDS)('seed %i', (seed) => raceGroup(world, seed));
});
