import { join } from 'node:path';
import { NativeConnection, Worker, bundleWorkflowCode } from '@temporalio/worker';
import { sql } from 'kysely';
import { createProcessActivities } from '../activities/process.ts';
import { launchPhase } from '../commands/launch-phase.ts';
import { type Db, connect } from '../db/connection.ts';
import { PROCESS_QUEUE } from '../domain/process/names.ts';
import { checkout } from '../local/checkout.ts';
import { workflowBundle } from '../worker/bundle.ts';
import { startRelay } from '../worker/relay.ts';
import { type Measurement, median, round, timed } from './support/measure.ts';
import { type Servers, startServers } from './support/servers.ts';
import { createTown } from './support/town.ts';

const PEOPLE = 1_000;
const PAIRS = 3;
const AT_ONCE = 32;
const AIM = 0.6;

/** 1,000 people from the command to all first tasks open with mails queued, against bare workflows on the same server; in turn, medians. */
export async function launch(): Promise<readonly Measurement[]> {
  const servers = await startServers();
  try {
    const bare = (await bundleWorkflowCode({ workflowsPath: join(checkout, 'bench/bare/workflow.ts') })).code;
    const ours: number[] = [];
    const floors: number[] = [];
    for (let pair = 0; pair < PAIRS; pair++) {
      floors.push(PEOPLE / ((await bareStarts(servers, bare)) / 1_000));
      ours.push(PEOPLE / ((await launched(servers)) / 1_000));
    }
    const [value, floor] = [median(ours), median(floors)];
    const ratio = median(ours.map((one, pair) => one / (floors[pair] ?? 1)));
    return [
      {
        bench: 'launch',
        measure: 'people a second, command to task open and mail queued',
        value: round(value, 1),
        floor: round(floor, 1),
        aim: 'information',
        ok: true,
      },
      {
        bench: 'launch',
        measure: 'ratio to the bare workflow',
        value: round(ratio),
        floor: 1,
        aim: `at least ${AIM}`,
        ok: ratio >= AIM,
      },
    ];
  } finally {
    await servers.stop();
  }
}

async function bareStarts(servers: Servers, code: string): Promise<number> {
  const client = await servers.freshNamespace();
  const connection = await NativeConnection.connect({ address: servers.temporalAddress });
  let reached = 0;
  let all = () => undefined as void;
  const everybody = new Promise<void>((resolve) => (all = resolve));
  const worker = await Worker.create({
    connection,
    namespace: client.options.namespace,
    taskQueue: 'bare',
    workflowBundle: { code },
    maxCachedWorkflows: 2_000,
    activities: {
      constant: ({ id }: { id: string }) => {
        if (++reached === PEOPLE) all();
        return Promise.resolve({ taskId: id });
      },
    },
  });
  const done = worker.run();
  const ms = await timed(async () => {
    let next = 0;
    const lane = async () => {
      for (let id = next++; id < PEOPLE; id = next++)
        await client.workflow.start('bareWorkflow', { workflowId: `bare/${id}`, taskQueue: 'bare', args: [{ id: String(id) }] });
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
    await everybody;
  });
  worker.shutdown();
  await done;
  await connection.close();
  return ms;
}

async function launched(servers: Servers): Promise<number> {
  const url = await servers.freshDatabase();
  const db = connect({ url, role: 'worker', max: 20 });
  const owner = connect({ url, role: 'owner' });
  const cycleId = await createTown(owner, PEOPLE);
  const client = await servers.freshNamespace();
  const connection = await NativeConnection.connect({ address: servers.temporalAddress });
  const worker = await Worker.create({
    connection,
    namespace: client.options.namespace,
    taskQueue: PROCESS_QUEUE,
    workflowBundle: await workflowBundle(),
    maxCachedWorkflows: 2_000,
    activities: createProcessActivities({ db, report: console.error }),
  });
  const done = worker.run();
  const relay = startRelay({ db, client, onError: console.error });
  const ms = await timed(async () => {
    await launchPhase(db, { cycleId, phase: 'goal-setting' });
    while ((await openWithMail(db)) < PEOPLE) await new Promise((resolve) => setTimeout(resolve, 50));
  });
  await relay.stop();
  worker.shutdown();
  await done;
  await connection.close();
  await Promise.all([db.destroy(), owner.destroy()]);
  return ms;
}

async function openWithMail(db: Db): Promise<number> {
  const { rows } = await sql<{ n: string }>`
    select least((select count(*) from task where state = 'open'), (select count(*) from notification)) n`.execute(db);
  return Number(rows[0]?.n ?? 0);
}
