import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchPhase } from '../../commands/launch-phase.ts';
import { finishProcess } from '../../commands/finish-process.ts';
import { timelineOf } from '../../db/reading/board-people.ts';
import type { TaskKind } from '../../domain/tasks/kinds.ts';
import { goodGoals } from '../api/support.ts';
import { type SmallCity, evaluationOf, launchedCity, opened, runOf } from '../commands/small-city.ts';
import { answer, openTasks } from '../support/answers.ts';
import { shippedPack } from '../support/packs.ts';

let city: SmallCity;
beforeAll(async () => {
  city = await launchedCity();
});
afterAll(() => city.drop());

async function handIn(kind: TaskKind, content: object): Promise<void> {
  const { id } = await opened(city, 'S1', { kind });
  const task = (await openTasks(city)).find((one) => one.id === id);
  if (task !== undefined) await answer({ db: city.db, pack: shippedPack('kr-local-grade5') }, task, { content });
}

test('what happened while the clock of a rehearsal stood still is told in its order', async () => {
  const { rows } = await sql<{ id: string }>`
    select i.id
      from indicator i
      join evaluation e on e.unit_id = i.unit_id
     where e.id = ${await evaluationOf(city, 'S1')}`.execute(city.db);
  await handIn('goals.draft', goodGoals(rows[0]?.id ?? ''));
  for (const kind of ['goals.agree', 'goals.confirm'] as const) await handIn(kind, {});
  await finishProcess(city.db, { processRunId: (await runOf(city, 'S1')).id, outcome: 'agreed' });
  await launchPhase(city.db, { cycleId: city.cycleId, phase: 'midterm-coaching' });
  await opened(city, 'S1', { kind: 'coaching.hold', phase: 'midterm-coaching' });
  const events = await timelineOf(city.db, { evaluationId: await evaluationOf(city, 'S1'), heldBack: [] });
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
