import { defineConfig } from 'vitest/config';
import { LongFirst } from './test/support/long-first.ts';
import { SummaryReporter } from './test/support/reporter.ts';

const all = 'test/**/*.test.ts';
const domain = ['domain', 'contracts', 'words', 'data', 'mail', 'documents', 'docs', 'deploy'].map(inFolder);
const bundle = ['test/workflows/bundle*.test.ts', 'test/workflows/replay*.test.ts', 'test/histories/**/*.test.ts'];
const database = ['db', 'commands', 'migrations', 'activities'].map(inFolder);
const workflow = ['workflows', 'worker'].map(inFolder);
const faults = ['faults'].map(inFolder);

function inFolder(name: string): string {
  return `test/${name}/**/*.test.ts`;
}

const servers = { globalSetup: ['test/support/global-setup.ts'], testTimeout: 120_000, hookTimeout: 120_000 };

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    reporters: ['default', new SummaryReporter()],
    sequence: { sequencer: LongFirst },
    env: { TZ: 'UTC' },
    projects: [
      { extends: true, test: { name: 'domain', include: domain } },
      { extends: true, test: { name: 'bundle', include: bundle, testTimeout: 120_000, hookTimeout: 120_000 } },
      { extends: true, test: { name: 'database', include: database, ...servers } },
      { extends: true, test: { name: 'workflow', include: workflow, exclude: bundle, ...servers } },
      { extends: true, test: { name: 'faults', include: faults, ...servers, testTimeout: 900_000, hookTimeout: 300_000 } },
      // Everything else: a file in a new folder is never left out.
      {
        extends: true,
        test: {
          name: 'system',
          include: [all],
          exclude: [...domain, ...bundle, ...database, ...workflow, ...faults],
          ...servers,
        },
      },
    ],
  },
});
