import { proxyActivities } from '@temporalio/workflow';
import type { ScoringActivities } from '../domain/process/messages.ts';
import { askingWorkflow } from './asking.ts';

const { proposeSeats, concludeCalibration } = proxyActivities<ScoringActivities>({
  startToCloseTimeout: '30s',
  retry: { initialInterval: '500ms', maximumInterval: '60s' },
});

export const calibrationWorkflow = askingWorkflow(async ({ ask, until }, { processRunId }) => {
  const seats = await until('group-complete'); // the answer also froze the group: who comes later stands on a list
  await proposeSeats({ processRunId });
  await Promise.all(Array.from({ length: seats }, (_, i) => ask('calibration.meeting', 1, i + 1)));
  const locked = await ask('calibration.lock');
  if (locked === 'skipped' && (await concludeCalibration({ processRunId })).concluded) return 'locked'; // the pack asks no committee
  return locked === 'done' ? 'locked' : locked;
});
