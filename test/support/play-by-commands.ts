import { finishProcess } from '../../commands/finish-process.ts';
import { lookAtTask } from '../../commands/look-at-task.ts';
import { lookAtWait } from '../../commands/look-at-wait.ts';
import { openTask } from '../../commands/open-task.ts';
import { proposeSeats } from '../../commands/propose-seats.ts';
import { scoreEvaluation } from '../../commands/score-evaluation.ts';
import { act } from './acting.ts';
import type { Scenario } from './scenarios.ts';
import type { CycleRecord } from './record.ts';

/** Plays a scenario to its end without Temporal: opens, ends, scores and finishes as the workflow would. */
export async function playByCommands(record: CycleRecord, runId: string, { phase, steps, outcome }: Scenario): Promise<void> {
  const { db } = record;
  if (phase === 'calibration') {
    await lookAtWait(db, { processRunId: runId, wait: 'group-complete' });
    await proposeSeats(db, { processRunId: runId });
  }
  for (const step of steps) {
    const { kind, round, seat } = step;
    const { outcome: before } = await openTask(db, { processRunId: runId, kind, round, seat });
    if (before !== undefined) continue;
    await lookAtTask(db, { taskId: await act(record, runId, step) });
  }
  if (phase === 'manager-evaluation') await scoreEvaluation(db, { processRunId: runId });
  await finishProcess(db, { processRunId: runId, outcome });
}
