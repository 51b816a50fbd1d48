import { join, resolve } from 'node:path';
import { checkout, programFile } from './checkout.ts';
import { Child } from './children.ts';
import { answersOk, startMailbox } from './mailbox.ts';
import { startPostgres } from './postgres.ts';
import type { Addresses, Part, Stack, StackOptions } from './stack.ts';
import { migrate, stackEnvironment } from './stack-environment.ts';
import { startTemporal } from './temporal.ts';

export type Started = Pick<Stack, 'at' | 'environment' | 'temporalDatabaseFile' | 'temporalCli' | 'logDir'>;

export interface Running {
  readonly children: Map<Part, Child>;
  /** What is to do when all have stopped. */
  readonly afterwards: (() => void)[];
}

/** Starts what the options want. Children stand in `running` as soon as they serve, also when a later one fails. */
export async function startParts(options: StackOptions, running: Running): Promise<Started> {
  const given = options.environment ?? {};
  const dataDir = resolve(options.dataDir);
  const logDir = resolve(options.logDir ?? join(dataDir, 'log'));
  const onEvent = options.onEvent ?? (() => undefined);
  const say = (text: string): void => onEvent({ what: 'doing', text });
  const shared = { dataDir, logDir, onEvent, keep: options.keep ?? options.mode === 'start' };
  const has = (part: Part): boolean => options.parts?.includes(part) ?? true;

  const cacheDir = join(checkout, '.dure', 'cache');
  const [postgres, temporal, mailbox] = await together([
    has('postgres') && !given['DATABASE_URL'] ? noted(running, startPostgres(shared)) : undefined,
    has('temporal') && !given['TEMPORAL_ADDRESS']
      ? noted(running, startTemporal({ ...shared, cacheDir, ui: options.mode !== 'test', say }))
      : undefined,
    has('mailbox') && !given['SMTP_URL'] ? noted(running, startMailbox(shared)) : undefined,
  ] as const);

  if (postgres !== undefined) running.afterwards.push(postgres.discard);

  const provided = {
    ...(postgres && { DATABASE_URL: postgres.url }),
    ...(temporal && { TEMPORAL_ADDRESS: temporal.address }),
    ...(mailbox && { SMTP_URL: mailbox.smtpUrl, DURE_MAILBOX_URL: mailbox.url }),
  };
  const environment = await stackEnvironment({ given, provided, dataDir, mode: options.mode, say, pages: has('api') });
  if (has('worker') || has('api')) {
    say('migrating');
    for (const warning of await migrate(environment, logDir)) say(warning);
  }

  const health = { worker: environment['DURE_METRICS_PORT'], api: environment['DURE_PORT'] };
  const program = async (part: 'worker' | 'api'): Promise<{ child: Child }> => {
    const child = new Child(
      {
        name: part,
        run: { script: programFile(`${part}/main`) },
        env: { ...environment, ...options.partEnvironment?.[part] },
        logFile: join(logDir, `${part}.log`),
        ready: () => answersOk(`http://127.0.0.1:${health[part]}/readyz`),
        readyTimeoutMs: 60_000,
        graceMs: 30_000,
      },
      onEvent,
    );
    await child.start();
    return { child };
  };
  await together([
    has('worker') ? noted(running, program('worker')) : undefined,
    has('api') ? noted(running, program('api')) : undefined,
  ] as const);

  const at = addresses(environment, has);
  return {
    at: {
      ...at,
      ...(temporal?.uiUrl && { temporalUi: temporal.uiUrl }),
      ...(temporal && { temporalMetrics: temporal.metricsUrl }),
    },
    environment,
    temporalDatabaseFile: temporal?.databaseFile,
    temporalCli: temporal?.cli,
    logDir,
  };
}

function addresses(environment: Readonly<Record<string, string>>, has: (part: Part) => boolean): Addresses {
  const known = {
    web: has('api') ? environment['DURE_WEB_URL'] : undefined,
    api: has('api') ? `http://127.0.0.1:${environment['DURE_PORT']}/api` : undefined,
    workerHealth: has('worker') ? `http://127.0.0.1:${environment['DURE_METRICS_PORT']}` : undefined,
    mailbox: environment['DURE_MAILBOX_URL'],
    smtp: environment['SMTP_URL'],
    temporal: environment['TEMPORAL_ADDRESS'],
    database: environment['DATABASE_URL'],
  };
  return Object.fromEntries(Object.entries(known).filter(([, address]) => address !== undefined));
}

async function noted<T extends { readonly child: Child }>(running: Running, starting: Promise<T>): Promise<T> {
  const started = await starting;
  running.children.set(started.child.name as Part, started.child);
  return started;
}

type All<T extends readonly unknown[]> = { -readonly [K in keyof T]: Awaited<T[K]> };

/** Waits for all even if one fails, so that everything that has started is known, and can be ended, when the error is told. */
async function together<T extends readonly unknown[]>(starting: T): Promise<All<T>> {
  const results = await Promise.allSettled(starting);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return results.map((result) => (result as PromiseFulfilledResult<unknown>).value) as All<T>;
}
