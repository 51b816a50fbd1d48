import { afterAll, describe, expect, test } from 'vitest';
import { type City, type Stage, cityAt } from './city.ts';
import { search } from './model.ts';
import { AT_FIRST, SCENES } from './scenes.ts';
import { Server } from './server.ts';

const DEPTH = 3;
/** A server without its guards has thousands: these say enough. */
const MOST_FINDINGS = 20;

const cities = new Map<Stage, Promise<City>>();
function cityOf(stage: Stage): Promise<City> {
  const city = cities.get(stage) ?? cityAt(stage);
  cities.set(stage, city);
  return city;
}
afterAll(async () => {
  for (const city of await Promise.all(cities.values())) await city.drop();
});

describe('row-4: one account of HR with one mailbox, alone', () => {
  test.each(SCENES)('changes, sees early and decides no grade by $name', async ({ stage, moves }) => {
    const ground = await Server.over(await cityOf(stage));
    try {
      const given = { facts: new Set(AT_FIRST), moves, ground };
      const { findings } = await search({ ...given, depth: DEPTH, mostFindings: MOST_FINDINGS });
      expect(findings.map(({ path, breach }) => `${breach}: ${path.join(', ')}`)).toEqual([]);
    } finally {
      await ground.end();
    }
  });
});
