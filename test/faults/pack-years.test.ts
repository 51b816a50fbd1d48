import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fewPeople } from '../support/few-people.ts';
import { shippedPack } from '../support/packs.ts';
import { startSmallStack } from '../support/stack.ts';
import { liveQuietYear } from '../support/year.ts';

const YEAR_MS = 600_000;
const PACKS = readdirSync('data/packs')
  .filter((file) => file.endsWith('.json') && !file.includes('schema'))
  .map((file) => file.slice(0, -'.json'.length));

test.each(PACKS)(
  'a year under %s goes through all its phases, and everything that must hold does',
  async (name) => {
    const stack = await startSmallStack();
    try {
      const year = await liveQuietYear(stack, { city: fewPeople(name) });
      expect(year.invariants.filter((one) => !one.ok)).toEqual([]);
      const phases = shippedPack(name).phases.map(({ key, subject }) => ({ key, people: subject === 'evaluation' }));
      const lived = year.phases.map(({ phase, launched, done, failed }) => ({ phase, launched, done, failed }));
      expect(lived).toEqual(
        phases.map(({ key, people }) => {
          const runs = people ? 13 : 3;
          return { phase: key, launched: runs, done: runs, failed: 0 };
        }),
      );
      expect(year.results).toEqual({ published: 13, acknowledged: 13, refused: 0 });
      expect(year.tasks.expired).toBe(0);
    } finally {
      await stack.drop();
    }
  },
  YEAR_MS,
);
