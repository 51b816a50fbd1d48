import { sql } from 'kysely';
import { closeTask } from '../../commands/close-task.ts';
import { launchPhase } from '../../commands/launch-phase.ts';
import type { Db } from '../../db/connection.ts';
import { atOnce } from './at-once.ts';
import { startEngine, until } from './engine.ts';
import { goalPlan } from './goal-plan.ts';
import type { Servers } from './servers.ts';

/** Ours: relay, worker and record of one goal setting. */
export interface Process {
  /** Launches everybody; resolves when each has an open task and a queued mail. */
  launch(): Promise<void>;
  /** Everybody hands in goals; resolves when each rater's task is open. */
  handIn(): Promise<void>;
  stop(): Promise<void>;
}

export async function startProcess(servers: Servers, people: number): Promise<Process> {
  const engine = await startEngine(servers, people);
  const { owner, db, cycleId } = engine;
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
    stop: () => engine.stop(),
  };
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
