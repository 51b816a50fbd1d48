import { NativeConnection, Worker } from '@temporalio/worker';
import { sql } from 'kysely';
import { createProcessActivities } from '../../activities/process.ts';
import { closeTask } from '../../commands/close-task.ts';
import { launchPhase } from '../../commands/launch-phase.ts';
import { type Db, connect } from '../../db/connection.ts';
import { PROCESS_QUEUE } from '../../domain/process/names.ts';
import { workflowBundle } from '../../worker/bundle.ts';
import { startRelay } from '../../worker/relay.ts';
import { atOnce } from './at-once.ts';
import { goalPlan } from './goal-plan.ts';
import type { Servers } from './servers.ts';
import { createTown } from './town.ts';

const LOOK_MS = 50;

/** Ours: relay, worker and record of one goal setting. */
export interface Process {
  /** Launches everybody; resolves when each has an open task and a queued mail. */
  launch(): Promise<void>;
  /** Everybody hands in goals; resolves when each rater's task is open. */
  handIn(): Promise<void>;
  stop(): Promise<void>;
}

export async function startProcess(servers: Servers, people: number): Promise<Process> {
  const url = await servers.freshDatabase();
  const owner = connect({ url, role: 'owner' });
  const cycleId = await createTown(owner, people);
  const db = connect({ url, role: 'worker', max: 20 });
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
  return {
    async launch() {
      await launchPhase(db, { cycleId, phase: 'goal-setting' });
      await until(async () => (await openTasks(owner, 'goals.draft')) === people && (await mails(owner)) >= people);
    },
    async handIn() {
      await sql`update task_draft set content = ${JSON.stringify(goalPlan())}::jsonb, version = 1`.execute(owner);
      const tasks = await owner.selectFrom('task').select(['id', 'assignee_id']).where('state', '=', 'open').execute();
      await atOnce(tasks, ({ id, assignee_id }) =>
        closeTask(owner, { taskId: id, actorId: assignee_id ?? '', outcome: 'done', version: 1 }),
      );
      await until(async () => (await openTasks(owner, 'goals.agree')) === people);
    },
    async stop() {
      await relay.stop();
      worker.shutdown();
      await done;
      await connection.close();
      await Promise.all([db.destroy(), owner.destroy()]);
    },
  };
}

async function until(over: () => Promise<boolean>): Promise<void> {
  while (!(await over())) await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
}

async function openTasks(db: Db, kind: string): Promise<number> {
  const { n } = await db
    .selectFrom('task')
    .select(db.fn.countAll<string>().as('n'))
    .where('kind', '=', kind)
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow();
  return Number(n);
}

async function mails(db: Db): Promise<number> {
  const { n } = await db.selectFrom('notification').select(db.fn.countAll<string>().as('n')).executeTakeFirstOrThrow();
  return Number(n);
}
