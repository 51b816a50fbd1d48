import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { lookAtTask } from '../../commands/look-at-task.ts';
import { startRuns } from '../../db/outbox.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { act, ends, openKeys } from '../support/acting.ts';
import { settled } from '../support/history.ts';
import { type Cast, scenarioWorld } from '../support/scenario-world.ts';
import { SCENARIOS, keyOf, openAfter } from '../support/scenarios.ts';
import { waitFor } from '../support/wait-for.ts';
import type { World } from '../support/world.ts';

let world: World;
let casts: readonly Cast[];
beforeAll(async () => {
  ({ world, casts } = await scenarioWorld());
  await world.startWorker();
});
afterAll(async () => {
  await world.drop();
  expect(world.failures).toEqual([]);
});

/** Starts a run that Temporal has never heard of, and waits until it has asked whatever it asks. */
async function startFresh({ runId, workflowId }: Cast): Promise<void> {
  await inTransaction(world.db, (trx) => startRuns(trx, [runId]));
  await world.relay();
  await settled(world, workflowId);
}

/** Ends the run in Temporal; what its people do from now on reaches nobody. */
async function lose({ workflowId }: Cast): Promise<void> {
  await world.handle(workflowId).terminate('lost');
}

async function forgetSignals({ workflowId }: Cast): Promise<void> {
  await sql`update outbox set delivered_at = now() where workflow_id = ${workflowId} and delivered_at is null`.execute(world.db);
}

describe('after every prefix of closed tasks a run that starts from nothing asks the same next task', () => {
  test.each(SCENARIOS.map((scenario) => [scenario.name, scenario] as const))('%s', async (_, scenario) => {
    const cast = casts.find((one) => one.scenario === scenario);
    if (cast === undefined) throw new Error('not cast');
    await forgetSignals(cast);
    for (const [count, step] of scenario.steps.entries()) {
      if (step.ends === 'skipped') continue;
      await startFresh(cast);
      expect(await openKeys(world, cast.runId)).toEqual(openAfter(scenario, count));
      await lose(cast);
      await startFresh(cast); // with the next task open already
      expect(await openKeys(world, cast.runId)).toEqual(openAfter(scenario, count));
      await lose(cast);
      const taskId = await act(world, cast.runId, step);
      if (step.ends === 'expired') await lookAtTask(world.db, { taskId }); // the last thing the lost run did
      await forgetSignals(cast);
    }
    await startFresh(cast);
    await waitFor('its end', async () => (await world.handle(cast.workflowId).describe()).status.name === 'COMPLETED');
    expect(await ends(world, cast.runId)).toEqual(scenario.steps.map((step) => `${keyOf(step)} ${step.ends}`).sort());
    const run = world.db.selectFrom('process_run').select(['state', 'outcome']).where('id', '=', cast.runId);
    expect(await run.executeTakeFirst()).toEqual({ state: 'done', outcome: scenario.outcome });
  });
});
