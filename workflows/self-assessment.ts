import { askingWorkflow } from './asking.ts';

export const selfAssessmentWorkflow = askingWorkflow(async ({ ask }) => {
  const written = await ask('self-assessment.write');
  return written === 'done' ? 'submitted' : 'not-submitted';
});
