import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import pg from 'pg';
import { migrateToLatest } from '../../db/migrate.ts';
import { checkout } from '../../local/checkout.ts';
import { startPostgres } from '../../local/postgres.ts';
import { startTemporal } from '../../local/temporal.ts';
import { registerTemporal } from '../../worker/register-temporal.ts';

// The SDK tells every change of a worker's state; a measurement shows only what is wrong.
Runtime.install({ logger: new DefaultLogger('ERROR') });

export interface Servers {
  readonly temporalAddress: string;
  /** An own, migrated, empty database. */
  freshDatabase(): Promise<string>;
  /** An own copy of a database that nobody is connected to. */
  copyOf(url: string): Promise<string>;
  /** A client of an own namespace with our search attributes. */
  freshNamespace(): Promise<Client>;
  stop(): Promise<void>;
}

/** Postgres and Temporal of this measurement alone, with data that is thrown away. */
export async function startServers(): Promise<Servers> {
  const dataDir = mkdtempSync(join(tmpdir(), 'dure-bench-'));
  const logDir = join(dataDir, 'log');
  const [postgres, temporal] = await Promise.all([
    startPostgres({ dataDir, logDir, keep: false }),
    startTemporal({ dataDir, logDir, cacheDir: join(checkout, '.dure', 'cache'), ui: false, keep: false }),
  ]);
  const connection = await Connection.connect({ address: temporal.address });
  const createDatabase = async (template: string): Promise<string> => {
    const name = `bench_${randomBytes(6).toString('hex')}`;
    const admin = new pg.Client({ connectionString: postgres.adminUrl });
    await admin.connect();
    await admin.query(`create database ${name} template ${template}`);
    await admin.end();
    const url = new URL(postgres.adminUrl);
    url.pathname = `/${name}`;
    return url.href;
  };
  return {
    temporalAddress: temporal.address,
    async freshDatabase() {
      const url = await createDatabase('template1');
      await migrateToLatest(url);
      return url;
    },
    copyOf: (url) => createDatabase(new URL(url).pathname.slice(1)),
    async freshNamespace() {
      const namespace = `b${randomBytes(6).toString('hex')}`;
      await connection.workflowService.registerNamespace({
        namespace,
        workflowExecutionRetentionPeriod: { seconds: 86_400 as never },
      });
      const client = new Client({ connection, namespace });
      for (let tries = 1; ; tries++) {
        try {
          await registerTemporal(client, { namespace, timeZones: ['Asia/Seoul'] });
          return client;
        } catch (error) {
          if (tries === 100) throw error;
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
      }
    },
    async stop() {
      await connection.close();
      await Promise.all([postgres.child.stop(), temporal.child.stop()]);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
