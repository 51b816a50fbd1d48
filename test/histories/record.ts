import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

// Plays every scenario on a real server and stores its history in this folder, for the replay test. How to run it: README.md beside it.
const root = join(import.meta.dirname, '../..');
const tests = ['history-budget', 'calibration-unasked', 'cycle', 'digest'].map((name) => `test/workflows/${name}.test.ts`);
const { status } = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--project=workflow', ...tests], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, DURE_RECORD_HISTORIES: '1' },
});
process.exitCode = status ?? 1;
