import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { scratchFolder } from './processes.ts';

const script = join(dirname(dirname(import.meta.dirname)), '.ci', 'run');

/** Runs `.ci/run` in a checkout whose three scripts are these shell lines. */
function ciRun(check: string, tests: string, faults: string): { lines: string[]; status: number | null } {
  const root = scratchFolder();
  mkdirSync(join(root, '.ci'));
  cpSync(script, join(root, '.ci', 'run'));
  writeFileSync(
    join(root, 'package.json'),
    JSON.stringify({ name: 'x', scripts: { check, test: tests, 'test:faults': faults } }),
  );
  const { stdout, status } = spawnSync(join(root, '.ci', 'run'), { stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' });
  return { lines: stdout.trimEnd().split('\n'), status };
}

test('runs check, tests and faults, shows all, and ends with their sum', () => {
  const { lines, status } = ciRun('echo 8 passed, 0 failed', 'echo loud; echo 100 passed, 0 failed', 'echo 5 passed, 0 failed');
  expect(lines).toContain('loud');
  expect(lines.at(-1)).toBe('113 passed, 0 failed');
  expect(status).toBe(0);
});

test('goes on after a failure, and fails in the end', () => {
  const { lines, status } = ciRun(
    'echo 7 passed, 1 failed; exit 1',
    'echo 100 passed, 0 failed',
    'echo 3 passed, 2 failed; exit 1',
  );
  expect(lines.at(-1)).toBe('110 passed, 3 failed');
  expect(status).toBe(1);
});

test('counts a run that breaks, exits badly or says nothing as a failure', () => {
  const { lines, status } = ciRun('echo 8 passed, 0 failed; exit 1', 'echo out of memory; exit 137', 'true');
  expect(lines.at(-1)).toBe('8 passed, 3 failed');
  expect(status).toBe(1);
});
