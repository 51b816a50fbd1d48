import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const READS_THE_CLOCK = /Date\.now\(|new Date\(\s*\)|(?<!new )\bDate\(\s*\)|performance\.now\(|process\.hrtime|Temporal\.Now\b/;
// Only the database decides what time it is: a host whose clock is an hour off ends no task early. What merely paces itself may look at its own clock.
const DECIDING = ['domain', 'contracts', 'commands', 'db', 'activities', 'workflows', 'mail'];
const PACING = [
  'db/answering-pool.ts',
  'worker/cached-calendars.ts',
  'worker/mail-loop.ts',
  'worker/relay.ts',
  'worker/temporal-client.ts',
];

function filesThatReadTheClock(folders: readonly string[]): readonly string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true })
      .map((name) => `${folder}/${String(name)}`)
      .filter((name) => name.endsWith('.ts') && READS_THE_CLOCK.test(readFileSync(join(root, name), 'utf8')))
      .sort(),
  );
}

test('nothing that decides reads the clock of the host', () => {
  expect(filesThatReadTheClock(DECIDING).filter((file) => !PACING.includes(file))).toEqual([]);
});

test('in the worker, and where connections rest, only what paces itself does', () => {
  expect(filesThatReadTheClock(['db', 'worker'])).toEqual(PACING);
});
