import { sql } from 'kysely';
import { launchPhase } from '../../commands/launch-phase.ts';
import { openTask } from '../../commands/open-task.ts';
import { addressHash, tokenHash } from '../../db/sign-in-tokens.ts';
import type { Db } from '../../db/connection.ts';
import { atOnce } from './at-once.ts';
import { goalPlan } from './goal-plan.ts';
import { createTown } from './town.ts';

/** What a request that closes a task carries. */
export interface Closing {
  readonly taskId: string;
  readonly cookie: string;
  readonly csrf: string;
}

/** A goal draft for each of so many people, complete, and a session for each, got from the API at this address. */
export async function prepareClosings(db: Db, api: string, count: number): Promise<readonly Closing[]> {
  const cycleId = await createTown(db, count);
  await launchPhase(db, { cycleId, phase: 'goal-setting' });
  const runs = await db.selectFrom('process_run').select('id').where('cycle_id', '=', cycleId).execute();
  await atOnce(runs, ({ id }) => openTask(db, { processRunId: id, kind: 'goals.draft', round: 1, seat: 1 }));
  await sql`update task_draft set content = ${JSON.stringify(goalPlan())}::jsonb, version = 1`.execute(db);
  const tasks = await db.selectFrom('task').select(['id', 'assignee_id']).where('state', '=', 'open').execute();
  await sql`
    insert into sign_in_token (employee_id, token_sha256, address_sha256, expires_at)
    select e.id, x.hash, ${addressHash(sql`e.email`)}, now() + interval '1 h'
      from unnest(${tasks.map((task) => task.assignee_id)}::bigint[],
                  ${tasks.map((task) => tokenHash(tokenOf(task)))}::bytea[]) x (id, hash)
      join employee e on e.id = x.id`.execute(db);
  const closings: Closing[] = [];
  await atOnce(tasks, async (task) => {
    closings.push({ taskId: task.id, ...(await signIn(api, tokenOf(task))) });
  });
  await sql`vacuum (analyze)`.execute(db);
  return closings;
}

function tokenOf(task: { readonly assignee_id: string | null }): string {
  return `bench-token-of-employee-${task.assignee_id}`;
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
