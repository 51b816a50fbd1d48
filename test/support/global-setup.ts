import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startPostgres } from '../../local/postgres.ts';
import { startTemporal } from '../../local/temporal.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The superuser's address of the embedded Postgres; its databases come from `freshDatabase`. */
    readonly postgresUrl: string;
    readonly temporalAddress: string;
    /** The `temporal` binary, for tests that use it as an operator would. */
    readonly temporalCli: string;
  }
}

interface Servers {
  readonly postgresUrl: string;
  readonly temporalAddress: string;
  readonly temporalCli: string;
  readonly stop: () => Promise<void>;
}

// Every project evaluates this module anew; the servers of the run are found again under this key.
const key = Symbol.for('dure.test-servers');
const shared = globalThis as { [key]?: { users: number; servers: Promise<Servers> } };

/** Starts one Postgres and one Temporal for the run, when the first project asks; ends them after the last. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const run = (shared[key] ??= { users: 0, servers: startServers() });
  run.users += 1;
  const servers = await run.servers;
  project.provide('postgresUrl', servers.postgresUrl);
  project.provide('temporalAddress', servers.temporalAddress);
  project.provide('temporalCli', servers.temporalCli);
  return async () => {
    run.users -= 1;
    if (run.users > 0) return;
    delete shared[key];
    await servers.stop();
  };
}

async function startServers(): Promise<Servers> {
  const dataDir = mkdtempSync(join(tmpdir(), 'dure-test-'));
  const logDir = join(dataDir, 'log');
  const cacheDir = join(import.meta.dirname, '../../.dure/cache');
  const starting = [
    startPostgres({ dataDir, logDir, keep: false }),
    startTemporal({ dataDir, logDir, cacheDir, ui: false, keep: false }),
  ] as const;
  const [postgres, temporal] = await Promise.allSettled(starting);
  const stop = async (): Promise<void> => {
    const started = [postgres, temporal].filter((part) => part.status === 'fulfilled');
    await Promise.all(started.map((part) => part.value.child.stop()));
    if (postgres.status === 'fulfilled') postgres.value.discard();
    rmSync(dataDir, { recursive: true, force: true });
  };
  if (postgres.status === 'rejected' || temporal.status === 'rejected') {
    await stop();
    throw new Error('the servers of the test run did not start', {
      cause: postgres.status === 'rejected' ? postgres.reason : (temporal as PromiseRejectedResult).reason,
    });
  }
  const { cli, address } = temporal.value;
  return { postgresUrl: postgres.value.adminUrl, temporalAddress: address, temporalCli: cli, stop };
}
