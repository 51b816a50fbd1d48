import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { fewPeople } from '../support/few-people.ts';
import { startSmallStack } from '../support/stack.ts';
import { liveQuietYear } from '../support/year.ts';

const YEAR_MS = 600_000;

test(
  'both halves of a year, each a cycle out of one pack on one clock, end with results of their own, and everything that must hold does',
  async () => {
    const stack = await startSmallStack();
    try {
      const city = fewPeople('kr-local-grade5');
      const halves = ['first-half', 'second-half'].flatMap((period) =>
        city.cycles.map((cycle) => ({ ...cycle, name: period, period })),
      );
      const year = await liveQuietYear(stack, { city: { ...city, cycles: halves } });
      expect(year.invariants.filter((one) => !one.ok)).toEqual([]);
      expect(year.cycles.map(({ name, results }) => ({ name, results }))).toEqual(
        halves.map(({ name }) => ({ name, results: { published: 13, acknowledged: 13, refused: 0 } })),
      );
      const { rows } = await sql<{ published: string }>`
        select to_char(published_at at time zone 'Asia/Seoul', 'YYYY-MM-DD HH24:MI') published from cycle order by id`.execute(
        stack.db,
      );
      expect(rows.map(({ published }) => published)).toEqual(['2026-07-28 10:00', '2027-01-28 10:00']);
      expect(year.tasks.expired).toBe(0);
    } finally {
      await stack.drop();
    }
  },
  YEAR_MS,
);
