import { fork } from 'node:child_process';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { sql } from 'kysely';
import { launchPhase } from '../commands/launch-phase.ts';
import { openTask } from '../commands/open-task.ts';
import { tokenHash } from '../commands/request-sign-in.ts';
import { type Db, connect } from '../db/connection.ts';
import { checkout } from '../local/checkout.ts';
import { atOnce } from './support/at-once.ts';
import { goalPlan } from './support/goal-plan.ts';
import { type Measurement, median, round } from './support/measure.ts';
import { type Servers, startServers } from './support/servers.ts';
import { createTown } from './support/town.ts';

const CLOSINGS = 1_000;
const PAIRS = 3;

interface Closing {
  readonly taskId: string;
  readonly cookie: string;
  readonly csrf: string;
}
interface Run {
  readonly perSecond: number;
  readonly p99Ms: number;
}

/** Closing tasks through HTTP, against a bare route with a session query and the same statements, prepared; in turn, medians. */
export async function close(): Promise<readonly Measurement[]> {
  const servers = await startServers();
  try {
    const measurements: Measurement[] = [];
    for (const connections of [10, 50]) {
      const ours: Run[] = [];
      const floors: Run[] = [];
      for (let pair = 0; pair < PAIRS; pair++) {
        floors.push(await closings(servers, 'bare', connections));
        ours.push(await closings(servers, 'app', connections));
      }
      const throughput = median(ours.map((run, pair) => run.perSecond / (floors[pair]?.perSecond ?? 1)));
      const latency = median(ours.map((run, pair) => run.p99Ms / Math.max(1, floors[pair]?.p99Ms ?? 1)));
      const label = `${connections} connections`;
      measurements.push(
        {
          bench: 'close',
          measure: `closings a second, ${label}`,
          value: round(median(ours.map((run) => run.perSecond)), 0),
          floor: round(median(floors.map((run) => run.perSecond)), 0),
          aim: 'information',
          ok: true,
        },
        {
          bench: 'close',
          measure: `throughput against the bare route, ${label}`,
          value: round(throughput),
          floor: 1,
          aim: 'at least 0.4',
          ok: throughput >= 0.4,
        },
        {
          bench: 'close',
          measure: `p99 against the bare route, ${label}`,
          value: round(latency),
          floor: 1,
          aim: 'at most 3',
          ok: latency <= 3,
        },
      );
    }
    return measurements;
  } finally {
    await servers.stop();
  }
}

async function closings(servers: Servers, kind: 'app' | 'bare', connections: number): Promise<Run> {
  const url = await servers.freshDatabase();
  const db = connect({ url, role: 'owner', max: 20 });
  const app = await start('app', url, servers.temporalAddress);
  const prepared = await prepare(db, app.address);
  const bare = kind === 'bare' ? await start('bare', url, servers.temporalAddress) : undefined;
  let next = 0;
  // Its own duration is counted in whole seconds.
  const began = performance.now();
  const result = await autocannon({
    url: (bare ?? app).address,
    connections,
    amount: CLOSINGS,
    requests: [
      {
        method: 'POST',
        setupRequest: (request) => {
          const closing = prepared[next++ % prepared.length];
          return {
            ...request,
            path: `/api/tasks/${closing?.taskId}/close`,
            headers: { 'content-type': 'application/json', cookie: closing?.cookie ?? '', 'csrf-token': closing?.csrf ?? '' },
            body: JSON.stringify({ outcome: 'done', version: 1 }),
          };
        },
      },
    ],
  });
  const seconds = (performance.now() - began) / 1_000;
  if (result.non2xx > 0 || result['2xx'] < CLOSINGS)
    throw new Error(`${kind}: ${result.non2xx} of ${CLOSINGS} closings were refused`);
  app.stop();
  bare?.stop();
  await db.destroy();
  return { perSecond: result['2xx'] / seconds, p99Ms: result.latency.p99 };
}

function start(kind: string, url: string, temporal: string): Promise<{ readonly address: string; readonly stop: () => void }> {
  const child = fork(join(checkout, 'bench/close-server.ts'), ['--kind', kind, '--url', url, '--temporal', temporal], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    child.once('message', ({ port }: { port: number }) =>
      resolve({ address: `http://127.0.0.1:${port}`, stop: () => child.disconnect() }),
    );
    child.once('exit', (code) => reject(new Error(`the ${kind} server ended with ${code}`)));
  });
}

/** A goal draft for each of so many people, complete, and a session for each. */
async function prepare(db: Db, api: string): Promise<readonly Closing[]> {
  const cycleId = await createTown(db, CLOSINGS);
  await launchPhase(db, { cycleId, phase: 'goal-setting' });
  const runs = await db.selectFrom('process_run').select('id').where('cycle_id', '=', cycleId).execute();
  await atOnce(runs, ({ id }) => openTask(db, { processRunId: id, kind: 'goals.draft', round: 1, seat: 1 }));
  await sql`update task_draft set content = ${JSON.stringify(goalPlan())}::jsonb, version = 1`.execute(db);
  const tasks = await db.selectFrom('task').select(['id', 'assignee_id']).where('state', '=', 'open').execute();
  const tokens = tasks.map((task) => ({ employee: task.assignee_id, token: `bench-token-of-employee-${task.assignee_id}` }));
  await db
    .insertInto('sign_in_token')
    .values(
      tokens.map(({ employee, token }) => ({
        employee_id: employee,
        token_sha256: tokenHash(token),
        expires_at: sql<string>`now() + interval '1 h'`,
      })),
    )
    .execute();
  const closings: Closing[] = [];
  await atOnce([...tasks.entries()], async ([index, task]) => {
    closings.push({ taskId: task.id, ...(await signIn(api, tokens[index]?.token ?? '')) });
  });
  return closings;
}

async function signIn(api: string, token: string): Promise<{ readonly cookie: string; readonly csrf: string }> {
  const answer = await fetch(`${api}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
  const { me } = (await answer.json()) as { me: { csrfToken: string } };
  return {
    cookie: answer.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; '),
    csrf: me.csrfToken,
  };
}
