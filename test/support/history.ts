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
