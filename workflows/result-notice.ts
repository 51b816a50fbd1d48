import { askingWorkflow } from './asking.ts';

export const resultNoticeWorkflow = askingWorkflow(async ({ ask }) => {
  const acknowledged = await ask('result.acknowledge');
  return acknowledged === 'done' ? 'acknowledged' : 'notice-given';
});
