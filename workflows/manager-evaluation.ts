import { proxyActivities } from '@temporalio/workflow';
import type { ScoringActivities } from '../domain/process/messages.ts';
import { askingWorkflow } from './asking.ts';

const { scoreEvaluation } = proxyActivities<ScoringActivities>({
  startToCloseTimeout: '30s',
  retry: { initialInterval: '500ms', maximumInterval: '60s' },
});

export const managerEvaluationWorkflow = askingWorkflow(async ({ ask }, { processRunId }) => {
  for (let round = 1; ; round++) {
    const rated = await ask('rating.write', round);
    if (rated === 'done' && (await ask('rating.review', round)) === 'returned') continue; // before the employee sees anything
    await scoreEvaluation({ processRunId });
    return rated === 'done' ? 'rated' : rated;
  }
});
