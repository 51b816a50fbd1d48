import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { executeDueRequests } from '../../commands/execute-due-requests.ts';
import { pokeRuns, startRuns } from '../../db/outbox.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { finished, keepHistory, settled } from '../support/history.ts';
import { order } from '../support/order.ts';
import { playPhase } from '../support/play-phase.ts';
import type { Scenario } from '../support/scenarios.ts';
import { waitFor } from '../support/wait-for.ts';
import { type World, createWorld } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld({ people: 2 });
  await world.startWorker();
});
afterAll(async () => {
  await world.drop();
  expect(world.failures).toEqual([]);
});

async function startCycle(): Promise<{ id: string; workflow_id: string }> {
  return inTransaction(world.db, async (trx) => {
    const run = await trx
      .insertInto('process_run')
      .values({ cycle_id: world.cycleId, phase: 'cycle', workflow_type: 'cycleWorkflow' })
      .returning(['id', 'workflow_id'])
      .executeTakeFirstOrThrow();
    await startRuns(trx, [run.id]);
    return run;
  });
}

/** Delivers what is for the cycle; people's processes are played by commands. */
async function relayCycle(): Promise<void> {
  await sql`update outbox set delivered_at = now() where workflow_type <> 'cycleWorkflow' and delivered_at is null`.execute(
    world.db,
  );
  await world.relay();
}

/** The clock comes to an instant; what is planned for it is carried out, the run that waits for it is poked and looks. */
async function advance(runId: string, instant: string): Promise<void> {
  await world.setClock(instant);
  await executeDueRequests(world.db);
  await inTransaction(world.db, (trx) => pokeRuns(trx, [runId]));
  await relayCycle();
}

async function latestRunId(workflowId: string): Promise<string> {
  return (await world.handle(workflowId).describe()).runId;
}

// docs/performance.md, "What a history costs": a run that goes on as a new one has no `finishProcess`.
const PHASE = { events: 5 + 8 + 6, workflowTasks: 1 + 1 + 1 };

test('a cycle launches each phase at its window, publishes at the planned instant and archives', async () => {
  await world.setClock('2026-01-18T00:00:00.000Z'); // the day before the first window
  const cycle = await startCycle();
  await relayCycle();
  const windows = await world.db.selectFrom('phase_window').selectAll().orderBy('position').execute();
  const cycleRow = await world.db.selectFrom('cycle').selectAll().executeTakeFirstOrThrow();
  const launched = async (phase: string) =>
    (await world.db.selectFrom('phase_window').select('launched_at').where('phase', '=', phase).executeTakeFirstOrThrow())
      .launched_at;

  for (const { phase, opens_at } of windows.slice(0, -1)) {
    await settled(world, cycle.workflow_id);
    const runId = await latestRunId(cycle.workflow_id);
    await advance(cycle.id, opens_at);
    await waitFor(`the launch of ${phase}`, () => launched(phase));
    await waitFor('the next history', async () => (await latestRunId(cycle.workflow_id)) !== runId);
    await playPhase(world, phase as Scenario['phase']);
    if (phase === 'midterm-coaching') {
      await keepHistory(world, 'cycle-phase', { workflowId: cycle.workflow_id, runId });
      const history = await world.client.workflow.getHandle(cycle.workflow_id, runId).fetchHistory();
      const events = history.events ?? [];
      const workflowTasks = events.filter((event) => event.workflowTaskCompletedEventAttributes).length;
      expect({ events: events.length, workflowTasks }).toEqual(PHASE);
    }
  }

  expect(await launched('result-notice')).toBeNull();
  await order(world, { command: 'publish', arguments: { at: cycleRow.publication_at } });
  await relayCycle();
  await settled(world, cycle.workflow_id);
  const publishing = await latestRunId(cycle.workflow_id);
  await advance(cycle.id, cycleRow.publication_at);
  await waitFor('the notices', () => launched('result-notice'));
  await keepHistory(world, 'cycle-publication', { workflowId: cycle.workflow_id, runId: publishing });
  const published = await world.db.selectFrom('cycle').select('published_at').executeTakeFirstOrThrow();
  expect(published.published_at).toBe(cycleRow.publication_at);
  await playPhase(world, 'result-notice');

  await waitFor('the wait for the archive', async () => {
    const run = await world.db.selectFrom('process_run').select('waits_for').where('id', '=', cycle.id).executeTakeFirstOrThrow();
    return run.waits_for === 'appeal-window';
  });
  await advance(cycle.id, cycleRow.archive_at);
  await finished(world, cycle.workflow_id);
  await keepHistory(world, 'cycle-archive', { workflowId: cycle.workflow_id });
  const run = await world.db.selectFrom('process_run').select(['state', 'outcome']).where('id', '=', cycle.id).executeTakeFirst();
  expect(run).toEqual({ state: 'done', outcome: 'archived' });
});
