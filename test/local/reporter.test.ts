import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { scratchFolder } from './processes.ts';

const checkout = dirname(dirname(import.meta.dirname));

/** The last line and the status of a test run over one file with this text. */
function run(source: string): { last: string | undefined; status: number | null; output: string } {
  const root = scratchFolder();
  symlinkSync(join(checkout, 'node_modules'), join(root, 'node_modules'));
  mkdirSync(join(root, 'test'));
  const reporter = JSON.stringify(join(checkout, 'test', 'support', 'reporter.ts'));
  writeFileSync(
    join(root, 'vitest.config.ts'),
    `import { SummaryReporter } from ${reporter}; export default { test: { pool: 'forks', reporters: ['default', new SummaryReporter()] } };`,
  );
  writeFileSync(join(root, 'test', 'one.test.ts'), `import { beforeAll, describe, expect, test } from 'vitest';\n${source}`);
  const { VITEST: _, DURE_TEST_SUMMARY: __, ...env } = process.env;
  const vitest = join(checkout, 'node_modules', 'vitest', 'vitest.mjs');
  const { stdout, stderr, status } = spawnSync(process.execPath, [vitest, 'run'], { cwd: root, env, encoding: 'utf8' });
  return { last: stdout.trimEnd().split('\n').at(-1), status, output: stdout + stderr };
}

test('ends with the line alone, and passes when all did', () => {
  expect(run("test('a', () => {}); test('b', () => {});")).toMatchObject({ last: '2 passed, 0 failed', status: 0 });
});

test('counts a failed test, a suite whose set-up failed, and an error outside any test', () => {
  const suite = "describe('s', () => { beforeAll(() => { throw new Error('no'); }); test('c', () => {}); });";
  const stray = "test('d', async () => { void Promise.reject(new Error('stray')); await new Promise(setImmediate); });";
  expect(run(`test('a', () => {}); test('b', () => expect(1).toBe(2)); ${suite} ${stray}`)).toMatchObject({
    last: '2 passed, 3 failed',
    status: 1,
  });
});

test('counts a file that does not load as failed', () => {
  expect(run("import './nothing.ts';")).toMatchObject({ last: '0 passed, 1 failed', status: 1 });
});

test('counts a run without any test as failed', () => {
  expect(run('')).toMatchObject({ last: '0 passed, 1 failed', status: 1 });
});

test('fails a test that writes to the console, and says which', () => {
  const { last, status, output } = run("test('a', () => {}); test('loud', () => console.warn('hear me'));");
  expect({ last, status }).toEqual({ last: '1 passed, 1 failed', status: 1 });
  expect(output).toContain('Unexpected console output: loud');
});
