import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCity } from '../../cli/demo/city.ts';
import { growCity } from '../../cli/demo/grow.ts';
import { type YearResult, liveYear } from '../../cli/demo/run.ts';
import { type Stack, startStack } from '../../local/stack.ts';

const SAMPLE = 50;

/** Lives a year on a stack of its own at full speed, then lets `look` look at what is left of it. */
export async function liveAndLook<T>(people: number, look: (year: YearResult, stack: Stack) => Promise<T>): Promise<T> {
  const dataDir = mkdtempSync(join(tmpdir(), 'dure-bench-year-'));
  const stack = await startStack({ dataDir, mode: 'test' });
  try {
    const city = people === SAMPLE ? readCity(1) : growCity(people, 1);
    const screen = { isTTY: false, write: () => true };
    const year = await liveYear({ city, stack, screen, dataDir, speed: 0, peopleFile: undefined, story: undefined });
    const failed = year.invariants.filter((one) => !one.ok).map((one) => one.name);
    if (failed.length > 0) throw new Error(`the year of ${people} people broke: ${failed.join(', ')}`);
    return await look(year, stack);
  } finally {
    await stack.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
