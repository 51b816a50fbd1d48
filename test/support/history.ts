import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { waitFor } from './wait-for.ts';
import type { World } from './world.ts';

export interface Cost {
  readonly events: number;
  readonly workflowTasks: number;
}

/** Waits until the history of a workflow's latest run has stopped growing, and counts it. */
export async function settled(world: World, workflowId: string): Promise<Cost> {
  let before = -1;
  return waitFor(`the history of ${workflowId} to settle`, async () => {
    const history = await world.handle(workflowId).fetchHistory();
    const events = history.events ?? [];
    const scheduled = events.filter((event) => event.workflowTaskScheduledEventAttributes).length;
    const completed = events.filter((event) => event.workflowTaskCompletedEventAttributes).length;
    const still = events.length === before && scheduled === completed && scheduled > 0;
    before = events.length;
    return still ? { events: events.length, workflowTasks: completed } : undefined;
  });
}

/** The same, when the workflow has ended. */
export async function finished(world: World, workflowId: string): Promise<Cost> {
  await world.handle(workflowId).result();
  return settled(world, workflowId);
}

const HISTORIES = join(import.meta.dirname, '../histories');

/** Stores a history for the replay test, when `test/histories/record.ts` asks for it: one event a line, nothing of the machine in it. */
export async function keepHistory(
  world: World,
  name: string,
  run: { readonly workflowId: string; readonly runId?: string },
): Promise<void> {
  if (process.env['DURE_RECORD_HISTORIES'] === undefined) return;
  const history = await world.client.workflow.getHandle(run.workflowId, run.runId).fetchHistory();
  const { events } = JSON.parse(historyToJSON(history)) as { events: readonly unknown[] };
  const lines = events.map((event) => JSON.stringify(event, (key, value: unknown) => (key === 'identity' ? 'worker' : value)));
  await mkdir(HISTORIES, { recursive: true });
  await writeFile(join(HISTORIES, `${name}.json`), `{"events":[\n${lines.join(',\n')}\n]}\n`);
}
