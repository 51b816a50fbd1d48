import { spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { programFile } from '../../local/checkout.ts';
import { isAlive } from '../local/processes.ts';
import { waitFor } from '../support/wait-for.ts';

/** Everything that descends from a process. Needs /proc. */
function descendantsOf(pid: number): readonly number[] {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name): [number, number][] => {
        try {
          const stat = readFileSync(`/proc/${name}/stat`, 'utf8').replace(/^.*\) /s, '');
          return [[Number(name), Number(stat.split(' ')[1])]];
        } catch {
          return [];
        }
      }),
  );
  const found = new Set([pid]);
  for (let before = 0; before !== found.size;) {
    before = found.size;
    for (const [child, parent] of parents) if (found.has(parent)) found.add(child);
  }
  found.delete(pid);
  return [...found];
}

test('a demo that is killed with -9 leaves no process', async () => {
  const demo = spawn(process.execPath, [programFile('cli/main'), 'demo', '--speed', '0', '--json'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, DATABASE_URL: '', TEMPORAL_ADDRESS: '', SMTP_URL: '' },
  });
  onTestFinished(() => void demo.kill('SIGKILL'));
  let told = '';
  demo.stderr.on('data', (text: Buffer) => (told += text.toString()));
  await waitFor('the year to begin', () => Promise.resolve(/2026-01-\d\d/.test(told)), 120_000);

  const pids = descendantsOf(demo.pid ?? 0);
  expect(pids.length).toBeGreaterThanOrEqual(5);
  demo.kill('SIGKILL');
  await waitFor('every process to end', () => Promise.resolve(pids.every((pid) => !isAlive(pid))));
});
