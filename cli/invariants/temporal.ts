import { sql } from 'kysely';
import { differences } from '../../worker/sweep.ts';
import { findLeaks } from './leaks.ts';
import type { Check, NamedCheck, Scene } from './scene.ts';

const SETTLES_MS = 30_000;
const PAUSE_MS = 250;

/** Temporal lists what has happened a moment later: a finding counts when it stays. */
async function settled({ settlesMs = SETTLES_MS }: Scene, check: () => Promise<readonly unknown[]>): Promise<readonly unknown[]> {
  const until = Date.now() + settlesMs;
  for (;;) {
    const found = await check();
    if (found.length === 0 || Date.now() > until) return found;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

/**
 * Of runs that were terminated and started again the latest counts; digests belong to all cycles.
 * The record decides: a run that somebody terminates between the record of its end and the end itself has lost nothing, and nobody starts it again.
 */
const noneFailedOrRunning: Check = (scene) =>
  settled(scene, async () => {
    const { client, db, cycleId } = scene;
    const { rows } = await sql<{ workflow_id: string; over: boolean }>`
      select workflow_id, state in ('done', 'void') "over" from process_run where cycle_id = ${cycleId}`.execute(db);
    const ours = new Map(rows.map((row) => [row.workflow_id, row.over]));
    const latest = new Map<string, { readonly status: string; readonly startedAt: number }>();
    for await (const { workflowId, status, startTime } of client.workflow.list({ pageSize: 1000 })) {
      const isOurs = ours.has(workflowId) || workflowId.startsWith('digest/');
      const before = latest.get(workflowId);
      if (isOurs && (before === undefined || before.startedAt <= startTime.getTime()))
        latest.set(workflowId, { status: status.name, startedAt: startTime.getTime() });
    }
    return [...latest]
      .filter(([id, { status }]) => status !== 'COMPLETED' && !(status === 'TERMINATED' && ours.get(id) === true))
      .map(([workflowId, { status }]) => ({ workflowId, status }));
  });

const agree: Check = (scene) =>
  settled(scene, async () => {
    const { notRunning, stillRunning, idle, unknown, undelivered } = await differences(scene);
    return [
      ...notRunning.map((processRunId) => ({ processRunId, differs: 'not-running' })),
      ...stillRunning.map((processRunId) => ({ processRunId, differs: 'still-running' })),
      ...unknown.map((workflowId) => ({ workflowId, differs: 'unknown' })),
      ...idle.map((processRunId) => ({ processRunId, differs: 'idle' })),
      ...(undelivered === 0 ? [] : [{ undelivered }]),
    ];
  });

const nothingDead: Check = async ({ db, cycleId }) => {
  const { rows } = await sql`select id, dead_why "why" from outbox where cycle_id = ${cycleId} and dead_why is not null`.execute(
    db,
  );
  return rows;
};

const clean = async (scene: Scene): Promise<readonly unknown[]> => {
  const { leaks, histories, secrets } = await findLeaks(scene);
  // A checker that read nothing has proved nothing.
  return histories === 0 || secrets === 0 ? [{ histories, secrets }] : leaks;
};

export const TEMPORAL_CHECKS: readonly NamedCheck[] = [
  { name: 'no workflow failed or is left running', check: noneFailedOrRunning },
  { name: 'no message to Temporal was given up', check: nothingDead },
  { name: 'database and Temporal agree', ofAll: true, check: agree },
  { name: 'histories hold nothing of the record', ofAll: true, check: clean },
];
