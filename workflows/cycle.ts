import { proxyActivities } from '@temporalio/workflow';
import type { CycleActivities } from '../domain/process/messages.ts';
import { BULK_QUEUE } from '../domain/process/names.ts';
import { AGAIN, askingWorkflow } from './asking.ts';

const { launchPhase, publishCycle, archiveCycle } = proxyActivities<CycleActivities>({
  taskQueue: BULK_QUEUE,
  startToCloseTimeout: '10m',
  heartbeatTimeout: '10s',
  retry: { initialInterval: '500ms', maximumInterval: '60s' },
});

/** A year, one phase per history: each phase at its window whatever is still open; then publication at one instant; then the archive. */
export const cycleWorkflow = askingWorkflow(async ({ until }, { processRunId }) => {
  if ((await until('window')) > 0) {
    await launchPhase({ processRunId });
    return AGAIN;
  }
  if ((await until('publication')) > 0) {
    await publishCycle({ processRunId });
    return AGAIN;
  }
  await until('appeal-window');
  await archiveCycle({ processRunId });
  return 'archived';
});
