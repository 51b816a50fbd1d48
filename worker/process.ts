import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { NativeConnection, Runtime, Worker, makeTelemetryFilterString } from '@temporalio/worker';
import type { Logger } from 'pino';
import { createBulkActivities } from '../activities/bulk.ts';
import type { Met } from '../activities/failures.ts';
import { createProcessActivities } from '../activities/process.ts';
import { answerSignInAsks } from '../commands/answer-sign-in-asks.ts';
import { executeDueRequests } from '../commands/execute-due-requests.ts';
import { type Environment, hrContactOf } from '../contracts/environment.ts';
import { purgePage } from '../db/purging.ts';
import { loggedFault } from '../domain/fault-code.ts';
import { BULK_QUEUE, HOME_TIME_ZONE, PROCESS_QUEUE } from '../domain/process/names.ts';
import { createMailTransport } from '../mail/transport.ts';
import { workflowBundle } from './bundle.ts';
import type { WorkerDatabases } from './databases.ts';
import { startHealth } from './health.ts';
import { type Loop, startLoop } from './loop.ts';
import { createMailLoop } from './mail-loop.ts';
import { createMetrics } from './metrics.ts';
import { whatIsMissing } from './readiness.ts';
import { startRelay } from './relay.ts';
import { runTogether, shutDown } from './run-together.ts';
import { sweep } from './sweep.ts';
import { temporalClient } from './temporal-client.ts';

export interface WorkerDeps {
  readonly environment: Environment;
  readonly databases: WorkerDatabases;
  readonly log: Logger;
}

export interface WorkerProcess {
  /** Loops first, then the workers; work under way has 20 s. */
  stop(): Promise<void>;
}

const SWEEP_MS = 60_000;
const REQUESTS_MS = 1_000;
const SIGN_IN_ASKS_MS = 50;
const PURGE_MS = 600_000;

/** Everything that moves a cycle: relay, mail, requests, sweep, and the workers of both queues. */
export async function startWorkerProcess({ environment, databases, log }: WorkerDeps): Promise<WorkerProcess> {
  const { deliveries, bulk, health: probe } = databases;
  const sdkMetricsAddress = await freeLoopbackAddress();
  Runtime.install({
    logger: sdkLogger(log),
    telemetryOptions: {
      metrics: { prometheus: { bindAddress: sdkMetricsAddress } },
      logging: { filter: makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }), forward: {} },
    },
  });
  const report =
    (what: string, of: object = {}) =>
    (error: unknown) =>
      log.warn({ what, ...of, ...loggedFault(error) }, 'will be tried again');
  const metrics = createMetrics(bulk);
  const client = temporalClient({ address: environment.TEMPORAL_ADDRESS, namespace: environment.TEMPORAL_NAMESPACE });
  const registration = { namespace: environment.TEMPORAL_NAMESPACE, timeZone: HOME_TIME_ZONE };
  const transport = createMailTransport({
    smtpUrl: environment.SMTP_URL,
    from: environment.DURE_MAIL_FROM,
    replyTo: environment.DURE_MAIL_REPLY_TO,
  });
  const mail = createMailLoop({
    db: deliveries,
    transport,
    log,
    webUrl: environment.DURE_WEB_URL,
    mode: environment.DURE_MAILBOX_URL === undefined ? 'smtp' : 'mailbox',
    contact: hrContactOf(environment),
  });
  const workers: { current: readonly Worker[] } = { current: [] };
  const health = await startHealth({
    port: environment.DURE_METRICS_PORT,
    host: environment.DURE_HOST,
    registry: metrics.registry,
    onFault: report('health'),
    sdkMetrics: async () => (await fetch(`http://${sdkMetricsAddress}/metrics`)).text(),
    notReady: () => whatIsMissing({ workers: workers.current, probe, onFault: report('readiness') }),
  });
  const loops: readonly Loop[] = [
    startRelay({ db: deliveries, client, onError: report('relay'), onDelivered: metrics.delivered }),
    startLoop({
      turn: async () =>
        (await executeDueRequests(bulk, { onFault: (error, requestId) => report('request', { requestId })(error) })) > 0,
      pauseMs: REQUESTS_MS,
      onError: report('requests'),
    }),
    startLoop({
      turn: async () => {
        await sweep({ db: bulk, client, registration });
        return false;
      },
      pauseMs: SWEEP_MS,
      onError: report('sweep'),
    }),
    startLoop({
      turn: async () => (await answerSignInAsks(deliveries)) > 0,
      pauseMs: SIGN_IN_ASKS_MS,
      onError: report('sign-in asks'),
    }),
    startLoop({ turn: () => purgePage(bulk), pauseMs: PURGE_MS, onError: report('purge') }),
  ];
  mail.start();
  const running = runWorkers({ environment, databases, log, onWorkers: (current) => (workers.current = current) });
  return {
    async stop() {
      await Promise.all([...loops.map((loop) => loop.stop()), mail.stop()]);
      transport.close();
      await running.stop();
      await new Promise((resolve) => health.close(resolve));
      await client.connection.close();
    },
  };
}

interface RunDeps extends WorkerDeps {
  readonly onWorkers: (workers: readonly Worker[]) => void;
}

/** Workers for as long as the process lives: while Temporal is away they wait for it, and start again when it is back. */
function runWorkers({ environment, databases, log, onWorkers }: RunDeps): Loop {
  let workers: readonly Worker[] = [];
  const loop = startLoop({
    pauseMs: 1_000,
    onError: (error) => {
      log.warn({ what: 'temporal', ...loggedFault(error) }, 'will be tried again');
    },
    turn: async () => {
      const connection = await NativeConnection.connect({ address: environment.TEMPORAL_ADDRESS });
      try {
        workers = await createWorkers({ environment, databases, log }, connection);
        onWorkers(workers);
        await runTogether(workers);
      } finally {
        onWorkers([]);
        workers = [];
        await connection.close();
      }
      return false;
    },
  });
  return {
    async stop() {
      const stopped = loop.stop();
      shutDown(workers);
      await stopped;
    },
  };
}

async function createWorkers(
  { environment, databases, log }: WorkerDeps,
  connection: NativeConnection,
): Promise<readonly Worker[]> {
  const deps = {
    db: databases.steps,
    bulk: databases.bulk,
    report: (error: unknown, met: Met) => {
      log.error({ what: 'activity', ...met, ...loggedFault(error) }, 'an activity met an unexpected error');
    },
  };
  const shared = { connection, namespace: environment.TEMPORAL_NAMESPACE, shutdownGraceTime: '20s' } as const;
  const process = await Worker.create({
    ...shared,
    taskQueue: PROCESS_QUEUE,
    workflowBundle: await workflowBundle(),
    activities: createProcessActivities(deps),
    reuseV8Context: true,
    maxCachedWorkflows: 2_000,
  });
  const bulk = await Worker.create({
    ...shared,
    taskQueue: BULK_QUEUE,
    activities: createBulkActivities(deps),
    maxConcurrentActivityTaskExecutions: 4,
  });
  return [process, bulk];
}

function sdkLogger(log: Logger) {
  const write = (level: 'debug' | 'info' | 'warn' | 'error') => (message: string) =>
    log[level]({ what: 'temporal-sdk' }, message);
  return {
    log: (level: string, message: string) =>
      (level === 'ERROR' ? log.error : log.debug).call(log, { what: 'temporal-sdk' }, message),
    trace: write('debug'),
    debug: write('debug'),
    info: write('debug'),
    warn: write('warn'),
    error: write('error'),
  };
}

/** The SDK tells nobody which port it took, so one is found for it. */
async function freeLoopbackAddress(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `127.0.0.1:${port}`;
}
