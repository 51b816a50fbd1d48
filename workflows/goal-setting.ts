import { askingWorkflow } from './asking.ts';

export const goalSettingWorkflow = askingWorkflow(async ({ ask }) => {
  for (let round = 1; ; round++) {
    const drafted = await ask('goals.draft', round);
    if (drafted !== 'done') return drafted; // HR decided, with a reason
    if ((await ask('goals.agree', round)) === 'returned') continue;
    if ((await ask('goals.confirm', round)) === 'returned') continue;
    return 'agreed';
  }
});
