import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { Child, type ChildEvent } from './children.ts';
import { freePort } from './free-port.ts';
import { findTemporalCli } from './temporal-cli.ts';

export interface TemporalOptions {
  readonly dataDir: string;
  readonly logDir: string;
  readonly cacheDir: string;
  /** Whether people may look at the web UI. */
  readonly ui: boolean;
  /** False: the data may be lost with the machine, and everything is faster. */
  readonly keep: boolean;
  readonly onEvent?: (event: ChildEvent) => void;
  readonly say?: (text: string) => void;
}

export interface Temporal {
  readonly child: Child;
  /** host:port of the frontend. */
  readonly address: string;
  readonly uiUrl: string | undefined;
  readonly metricsUrl: string;
  /** The database file; its companions end in `-wal` and `-shm`. */
  readonly databaseFile: string;
  readonly cli: string;
}

/** The CLI's development server with a file database on free loopback ports. Ready, with its namespace, when this resolves. */
export async function startTemporal(options: TemporalOptions): Promise<Temporal> {
  const cli = await findTemporalCli({ cacheDir: options.cacheDir, ...(options.say ? { say: options.say } : {}) });
  const [port, uiPort, metricsPort] = [await freePort(), await freePort(), await freePort()];
  const address = `127.0.0.1:${port}`;
  const databaseFile = join(options.dataDir, 'temporal.db');
  const args = ['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--metrics-port', String(metricsPort)];
  args.push('--db-filename', databaseFile, '--sqlite-pragma', 'journal_mode=WAL', '--log-level', 'warn');
  args.push('--sqlite-pragma', options.keep ? 'synchronous=NORMAL' : 'synchronous=OFF');
  args.push(...(options.ui ? ['--ui-port', String(uiPort), '--ui-disable-news-fetch'] : ['--headless']));
  const child = new Child(
    {
      name: 'temporal',
      run: { command: cli, args, stopSignal: 'SIGINT', graceMs: 10_000 },
      logFile: join(options.logDir, 'temporal.log'),
      ready: () => temporalAnswers(address, 'default'),
      readyTimeoutMs: 60_000,
      firstTries: 8,
    },
    options.onEvent,
  );
  await child.start();
  return {
    child,
    address,
    uiUrl: options.ui ? `http://127.0.0.1:${uiPort}` : undefined,
    metricsUrl: `http://127.0.0.1:${metricsPort}/metrics`,
    databaseFile,
    cli,
  };
}

/** Whether a server answers there and knows the namespace. */
export async function temporalAnswers(address: string, namespace: string): Promise<boolean> {
  const connection = await Connection.connect({ address, connectTimeout: 2_000 });
  try {
    await connection.withDeadline(Date.now() + 2_000, () => connection.workflowService.describeNamespace({ namespace }));
    await connection.withDeadline(Date.now() + 2_000, () => connection.workflowService.countWorkflowExecutions({ namespace }));
    return true;
  } finally {
    await connection.close();
  }
}
