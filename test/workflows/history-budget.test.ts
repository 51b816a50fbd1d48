import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { act, ends, openKeys } from '../support/acting.ts';
import { finished, keepHistory, settled } from '../support/history.ts';
import { type Cast, scenarioWorld } from '../support/scenario-world.ts';
import { SCENARIOS, type Scenario, keyOf, openAfter } from '../support/scenarios.ts';
import { waitFor } from '../support/wait-for.ts';
import type { World } from '../support/world.ts';

let world: World;
let casts: readonly Cast[];
beforeAll(async () => {
  ({ world, casts } = await scenarioWorld());
  await world.startWorker();
  await world.relay();
});
afterAll(async () => {
  await world.drop();
  expect(world.failures).toEqual([]);
});

// docs/performance.md, "What a history costs": events and workflow tasks of each part, beside those of the run itself.
const RUN = [6, 1] as const;
const TASK = [7, 1] as const;
const EXPIRY = [8, 1] as const;
const SKIP = [1, 0] as const;
const WAIT_THAT_HOLDS = [1, 0] as const;
const ACTIVITY = [6, 1] as const;

function budget({ phase, steps }: Scenario) {
  const parts = steps.map(({ ends }) => (ends === 'skipped' ? SKIP : ends === 'expired' ? EXPIRY : TASK));
  const more = { 'manager-evaluation': [ACTIVITY], calibration: [WAIT_THAT_HOLDS, ACTIVITY] } as const;
  const all = [RUN, ...parts, ...(phase === 'manager-evaluation' || phase === 'calibration' ? more[phase] : [])];
  return {
    events: all.reduce((sum, [events]) => sum + events, 0),
    workflowTasks: all.reduce((sum, [, tasks]) => sum + tasks, 0),
  };
}

describe('an undisturbed run asks in the order of its scenario and costs what the parts cost', () => {
  test.each(SCENARIOS.map((scenario) => [scenario.name, scenario] as const))('%s', async (_, scenario) => {
    const cast = casts.find((one) => one.scenario === scenario);
    if (cast === undefined) throw new Error('not cast');
    for (const [count, step] of scenario.steps.entries()) {
      if (step.ends === 'skipped') continue;
      await waitFor(keyOf(step), async () => (await openKeys(world, cast.runId)).includes(keyOf(step)));
      await settled(world, cast.workflowId);
      expect(await openKeys(world, cast.runId)).toEqual(openAfter(scenario, count));
      await act(world, cast.runId, step);
      await world.relay();
    }
    expect(await finished(world, cast.workflowId)).toEqual(budget(scenario));
    await keepHistory(world, scenario.name, { workflowId: cast.workflowId });
    expect(await ends(world, cast.runId)).toEqual(scenario.steps.map((step) => `${keyOf(step)} ${step.ends}`).sort());
    const run = world.db.selectFrom('process_run').select(['state', 'outcome']).where('id', '=', cast.runId);
    expect(await run.executeTakeFirst()).toEqual({ state: 'done', outcome: scenario.outcome });
  });
});
