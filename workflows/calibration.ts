import { proxyActivities } from '@temporalio/workflow';
import type { ScoringActivities } from '../domain/process/messages.ts';
import { type Process, askingWorkflow } from './asking.ts';

/**
 * A group's results: a committee is called, its chair decides. Called again, perhaps with more seats, where HR finds that too few came; a chair who
 * stays silent gives way to the deputy.
 */
export async function calibrate({ ask, until }: Process, processRunId: string, scoring: ScoringActivities): Promise<string> {
  let seats = await until('group-complete'); // the answer also froze the group: who comes later stands on a list
  await scoring.proposeSeats({ processRunId });
  for (let round = 1, call = 1; ; round += 1) {
    const meeting = call;
    await Promise.all(Array.from({ length: seats }, (_, i) => ask('calibration.meeting', meeting, i + 1)));
    const decided = await ask('calibration.lock', round);
    if (decided === 'done') return 'locked';
    if (decided === 'skipped' && (await scoring.concludeCalibration({ processRunId })).concluded) return 'locked'; // the pack asks no committee
    if (decided !== 'returned') continue;
    call += 1;
    seats = await until('group-complete');
  }
}

const activities = proxyActivities<ScoringActivities>({
  startToCloseTimeout: '30s',
  retry: { initialInterval: '500ms', maximumInterval: '60s' },
});

export const calibrationWorkflow = askingWorkflow((process, { processRunId }) => calibrate(process, processRunId, activities));
