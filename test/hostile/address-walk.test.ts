import { expect, test } from 'vitest';
import { walk } from './address-walk/walk.ts';

// A walk at random, as what may happen to an address is too much for a search of every way. DURE_WALKS=24 walks the seeds 1 to 24, the longer proof after
// a change to whose an account is; DURE_WALKS=24 with `-t 'seed 7$'` walks one of them alone.

/** With a rehearsal before the first launch, and with a first launch that is taken back: each finds faults that are put back into the code. */
const SEEDS = [2, 5];
const { DURE_WALKS: walks } = process.env;
const seeds = walks === undefined ? SEEDS : Array.from({ length: Number(walks) }, (_, n) => n + 1);

test.each(seeds)(
  'row-2: no mailbox of one of HR has an account that nobody else has let pass, whatever happens, by seed %i',
  { timeout: 600_000 },
  async (seed) => {
    expect(await walk(seed)).toEqual([]);
  },
);
