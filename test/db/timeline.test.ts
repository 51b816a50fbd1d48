import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchPhase } from '../../commands/launch-phase.ts';
import { finishProcess } from '../../commands/finish-process.ts';
import { timelineOf } from '../../db/reading/board-people.ts';
import { sql } from 'kysely';
import { type SmallCity, evaluationOf, launchedCity, opened, runOf } from '../commands/small-city.ts';

let city: SmallCity;
beforeAll(async () => {
  city = await launchedCity();
});
afterAll(() => city.drop());

async function close(id: string): Promise<void> {
  await sql`update task set state = 'closed', outcome = 'done', closed_at = ${'2026-01-19T00:00:00Z'} where id = ${id}`.execute(
    city.db,
  );
}

test('what happened while the clock of a rehearsal stood still is told in its order', async () => {
  await close((await opened(city, 'S1', { kind: 'goals.draft' })).id);
  await close((await opened(city, 'S1', { kind: 'goals.agree' })).id);
  await close((await opened(city, 'S1', { kind: 'goals.confirm' })).id);
  await finishProcess(city.db, { processRunId: (await runOf(city, 'S1')).id, outcome: 'agreed' });
  await launchPhase(city.db, { cycleId: city.cycleId, phase: 'midterm-coaching' });
  await opened(city, 'S1', { kind: 'coaching.hold', phase: 'midterm-coaching' });
  const events = await timelineOf(city.db, await evaluationOf(city, 'S1'));
  const told = events
    .filter(({ what }) => !what.startsWith('mail-'))
    .map(({ what, kind, phase }) => `${what} ${kind ?? phase ?? ''}`.trim());
  expect(told).toEqual([
    'enrolled',
    'launched goal-setting',
    ...['goals.draft', 'goals.agree', 'goals.confirm'].flatMap((kind) => [`task-opened ${kind}`, `task-closed ${kind}`]),
    'finished goal-setting',
    'launched midterm-coaching',
    'task-opened coaching.hold',
  ]);
});
