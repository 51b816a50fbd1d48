import { expect, onTestFinished, test } from 'vitest';
import { closeTask } from '../../commands/close-task.ts';
import { launchPhase } from '../../commands/launch-phase.ts';
import { saveDraft } from '../../commands/save-draft.ts';
import { launchedCity, opened } from './small-city.ts';

test('a talk whose record is refused is told to the reviewer, and held again by the rater', async () => {
  const city = await launchedCity();
  onTestFinished(() => city.drop());
  await launchPhase(city.db, { cycleId: city.cycleId, phase: 'midterm-coaching' });
  const { id } = await opened(city, 'S1', { kind: 'coaching.acknowledge', phase: 'midterm-coaching' });
  const actorId = city.ids['S1'] ?? '';
  await saveDraft(city.db, { taskId: id, actorId, version: 0, content: { answer: 'refused' } });
  await closeTask(city.db, { taskId: id, actorId, outcome: 'returned', version: 1 });
  const closed = await city.db.selectFrom('task').select(['state', 'outcome']).where('id', '=', id).executeTakeFirst();
  expect(closed).toEqual({ state: 'closed', outcome: 'returned' });
  const again = await opened(city, 'S1', { kind: 'coaching.hold', round: 2, phase: 'midterm-coaching' });
  expect(again).toMatchObject({ state: 'open', assignee_id: city.ids['H1'] });
  const told = await city.db.selectFrom('notification').select('employee_id').where('mail_kind', '=', 'coaching.told').execute();
  expect(told).toEqual([{ employee_id: city.ids['M1'] }]);
});
