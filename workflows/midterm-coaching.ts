import { askingWorkflow } from './asking.ts';

export const midtermCoachingWorkflow = askingWorkflow(async ({ ask }) => {
  for (let round = 1; ; round++) {
    const held = await ask('coaching.hold', round);
    if (held !== 'done') return held;
    // "There was no talk", or a first refusal: a second talk opens.
    const acknowledged = await ask('coaching.acknowledge', round);
    if (acknowledged !== 'returned') return acknowledged === 'done' ? 'acknowledged' : 'not-acknowledged';
  }
});
