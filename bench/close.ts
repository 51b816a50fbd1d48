import { fork } from 'node:child_process';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { connect } from '../db/connection.ts';
import { checkout } from '../local/checkout.ts';
import { type Closing, prepareClosings } from './support/closings.ts';
import { type Measurement, median, round } from './support/measure.ts';
import { type Servers, startServers } from './support/servers.ts';

/** Enough for a run of several seconds, and few enough to sign in within the minute of one address's limit. */
const CLOSINGS = 4_000;
const PAIRS = 3;

interface Town {
  /** Copied for every run: sessions and open tasks are in it. */
  readonly url: string;
  readonly closings: readonly Closing[];
}
interface Run {
  readonly perSecond: number;
  readonly p99Ms: number;
}

/** Closing tasks through HTTP, against a bare route with a session query and the same statements, prepared; in turn, medians. */
export async function close(): Promise<readonly Measurement[]> {
  const servers = await startServers();
  try {
    const town = await prepare(servers);
    const measurements: Measurement[] = [];
    for (const connections of [10, 50]) {
      const ours: Run[] = [];
      const floors: Run[] = [];
      for (let pair = 0; pair < PAIRS; pair++) {
        floors.push(await closeAll(servers, town, { kind: 'bare', connections }));
        ours.push(await closeAll(servers, town, { kind: 'app', connections }));
      }
      measurements.push(...compare(`${connections} connections`, ours, floors));
    }
    return measurements;
  } finally {
    await servers.stop();
  }
}

function compare(label: string, ours: readonly Run[], floors: readonly Run[]): readonly Measurement[] {
  const throughput = median(ours.map((run, pair) => run.perSecond / (floors[pair]?.perSecond ?? 1)));
  const latency = median(ours.map((run, pair) => run.p99Ms / (floors[pair]?.p99Ms ?? 1)));
  const middle = (runs: readonly Run[], of: (run: Run) => number) => median(runs.map(of));
  const absolute = (measure: string, of: (run: Run) => number, digits: number): Measurement => ({
    bench: 'close',
    measure: `${measure}, ${label}`,
    value: round(middle(ours, of), digits),
    floor: round(middle(floors, of), digits),
    aim: 'information',
    ok: true,
  });
  const ratio = (measure: string, value: number, { aim, ok }: Pick<Measurement, 'aim' | 'ok'>): Measurement => ({
    bench: 'close',
    measure: `${measure} against the bare route, ${label}`,
    value: round(value),
    floor: 1,
    aim,
    ok,
  });
  return [
    absolute('closings a second', (run) => run.perSecond, 0),
    absolute('p99 in ms', (run) => run.p99Ms, 1),
    ratio('throughput', throughput, { aim: 'at least 0.4', ok: throughput >= 0.4 }),
    ratio('p99', latency, { aim: 'at most 3', ok: latency <= 3 }),
  ];
}

async function prepare(servers: Servers): Promise<Town> {
  const url = await servers.freshDatabase();
  const db = connect({ url, role: 'owner', max: 20 });
  const app = await start({ kind: 'app', url, temporal: servers.temporalAddress });
  const closings = await prepareClosings(db, app.address, CLOSINGS);
  await app.stop();
  await db.destroy();
  return { url, closings };
}

interface Load {
  readonly kind: 'app' | 'bare';
  readonly connections: number;
}

/** From the first request to the last answer; the load tool's own duration is counted in whole seconds. */
async function closeAll(servers: Servers, town: Town, { kind, connections }: Load): Promise<Run> {
  const url = await servers.copyOf(town.url);
  const server = await start({ kind, url, temporal: servers.temporalAddress });
  const latencies: number[] = [];
  let next = 0;
  let last = 0;
  const began = performance.now();
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const load = autocannon(
      {
        url: server.address,
        connections,
        amount: CLOSINGS,
        requests: [{ method: 'POST', setupRequest: (request) => ({ ...request, ...requestOf(town.closings[next++]) }) }],
      },
      (error: unknown, done) => (error instanceof Error ? reject(error) : resolve(done)),
    );
    load.on('response', (...[, , , ms]) => {
      latencies.push(ms);
      last = performance.now();
    });
  });
  if (result['2xx'] !== CLOSINGS || result.non2xx > 0)
    throw new Error(`${kind}: ${CLOSINGS - result['2xx']} of ${CLOSINGS} closings were refused`);
  await server.stop();
  latencies.sort((a, b) => a - b);
  return { perSecond: CLOSINGS / ((last - began) / 1_000), p99Ms: latencies[Math.floor(CLOSINGS * 0.99)] ?? 0 };
}

/** The tool builds more requests than it sends: those past the last closing are empty. */
function requestOf(closing: Closing | undefined): Partial<autocannon.Request> {
  return {
    path: `/api/tasks/${closing?.taskId}/close`,
    headers: { 'content-type': 'application/json', cookie: closing?.cookie ?? '', 'csrf-token': closing?.csrf ?? '' },
    body: JSON.stringify({ outcome: 'done', version: 1 }),
  };
}

interface Server {
  readonly address: string;
  /** Resolves when its process has ended. */
  readonly stop: () => Promise<void>;
}

function start({ kind, url, temporal }: { kind: Load['kind']; url: string; temporal: string }): Promise<Server> {
  const child = fork(join(checkout, 'bench/close-server.ts'), ['--kind', kind, '--url', url, '--temporal', temporal], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = () => {
    child.disconnect();
    return ended;
  };
  return new Promise((resolve, reject) => {
    child.once('message', ({ port }: { port: number }) => resolve({ address: `http://127.0.0.1:${port}`, stop }));
    child.once('exit', (code) => reject(new Error(`the ${kind} server ended with ${code}`)));
  });
}
