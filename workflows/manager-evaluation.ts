import { proxyActivities } from '@temporalio/workflow';
import type { ScoringActivities } from '../domain/process/messages.ts';
import { type Process, askingWorkflow } from './asking.ts';

/** A person's rating: the rater writes, the reviewer approves or returns it before the employee sees anything. */
export async function rate(
  { ask }: Process,
  processRunId: string,
  scoring: Pick<ScoringActivities, 'scoreEvaluation'>,
): Promise<string> {
  for (let round = 1; ; round++) {
    const rated = await ask('rating.write', round);
    if (rated === 'done' && (await ask('rating.review', round)) === 'returned') continue;
    await scoring.scoreEvaluation({ processRunId });
    return rated === 'done' ? 'rated' : rated;
  }
}

const activities = proxyActivities<ScoringActivities>({
  startToCloseTimeout: '30s',
  retry: { initialInterval: '500ms', maximumInterval: '60s' },
});

export const managerEvaluationWorkflow = askingWorkflow((process, { processRunId }) => rate(process, processRunId, activities));
