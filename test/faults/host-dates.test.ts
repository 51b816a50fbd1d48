import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startSmallStack } from '../support/stack.ts';
import { liveQuietYear } from '../support/year.ts';

const preload = join(import.meta.dirname, '../support/preload/shift-clock.ts');
const hostShows = (instant: string) => ({
  NODE_OPTIONS: `--import=${preload}`,
  DURE_TEST_SHIFT_MS: String(Date.parse(instant) - Date.now()),
});

// A seed in which somebody means to answer after the day of retirement: on a host past that day there was no session any more.
const SEED = 5;

// Who answers and the database have the true date of this machine.
test('row-25: a rehearsed year is the same on hosts before it and after it', async () => {
  const partEnvironment = { api: hostShows('2025-06-01T00:00:00Z'), worker: hostShows('2031-01-05T00:00:00Z') };
  const stack = await startSmallStack({ partEnvironment });
  try {
    const { ok, invariants } = await liveQuietYear(stack, { seed: SEED });
    expect(invariants.filter((one) => !one.ok)).toEqual([]);
    expect(ok).toBe(true);
    const truly = await stack.db.selectFrom('departure').select('employee_id').where('rehearsal_id', 'is', null).execute();
    expect(truly).toEqual([]);
  } finally {
    await stack.drop();
  }
});
