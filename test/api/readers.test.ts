import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { finishProcess } from '../../commands/finish-process.ts';
import { launchPhase } from '../../commands/launch-phase.ts';
import type { TaskKind } from '../../domain/tasks/kinds.ts';
import { evaluationOf, opened, runOf } from '../commands/small-city.ts';
import { type ApiCity, type Client, apiCity, withGoalTasks } from './support.ts';

// What reaches whom of what was handed in about S1, whom H1 rates and M1 reviews.

let city: ApiCity;
let s1: Client;
let h1: Client;
let m1: Client;
beforeAll(async () => {
  city = await apiCity();
  await withGoalTasks(city);
  for (const phase of ['midterm-coaching', 'self-assessment', 'manager-evaluation'])
    await launchPhase(city.db, { cycleId: city.cycleId, phase });
  [s1, h1, m1] = await Promise.all([city.signIn('S1'), city.signIn('H1'), city.signIn('M1')]);
});
afterAll(() => city.drop());

const PHASES: Partial<Record<TaskKind, string>> = {
  'coaching.hold': 'midterm-coaching',
  'coaching.acknowledge': 'midterm-coaching',
  'self-assessment.write': 'self-assessment',
  'rating.write': 'manager-evaluation',
};

async function openedOf(kind: TaskKind, round = 1): Promise<string> {
  return (await opened(city, 'S1', { kind, round, phase: PHASES[kind] ?? '' })).id;
}

async function handIn(client: Client, kind: TaskKind, content: object): Promise<string> {
  const id = await openedOf(kind);
  const { body } = await client.ask('PUT', `/tasks/${id}/draft`, { body: { version: 0, content } });
  const closed = await client.ask('POST', `/tasks/${id}/close`, { body: { outcome: 'done', version: body['version'] } });
  expect(closed.status, JSON.stringify(closed.body)).toBe(200);
  return id;
}

const TALK = {
  ...{ heldOn: '2026-01-13', place: 'Room', minutes: 30, progress: [], wentWell: 'a', obstacle: 'b', raterRemoves: 'c' },
  ...{ nextTwoWeeks: 'd', goalChange: '' },
  actions: [
    { what: 'Order a lamp', who: 'rater', by: '2026-01-13', knownBy: 'It shines' },
    { what: 'Order a desk', who: 'rater', by: '2026-01-14', knownBy: 'It stands' },
  ],
};

describe('whether a talk helped', () => {
  let acknowledged: string;
  beforeAll(async () => {
    await handIn(h1, 'coaching.hold', TALK);
    acknowledged = await handIn(s1, 'coaching.acknowledge', { answer: 'commented', comment: 'Well said', helpful: 2 });
  });

  test('is read again by the employee alone, in what was handed in', async () => {
    expect((await s1.ask('GET', `/tasks/${acknowledged}/submission`)).body['content']).toMatchObject({ helpful: 2 });
    for (const superior of [h1, m1]) {
      const { status, body } = await superior.ask('GET', `/tasks/${acknowledged}/submission`);
      expect([status, body['content']]).toEqual([200, { answer: 'commented', comment: 'Well said' }]);
    }
  });

  test.each([
    ['the talk after it', 'coaching.hold'],
    ['the rating', 'rating.write'],
  ] as const)('does not stand beside %s', async (_what, kind) => {
    const { status, body } = await h1.ask('GET', `/tasks/${await openedOf(kind, 2)}`);
    expect(status).toBe(200);
    expect(JSON.stringify(body)).toContain('Well said');
    expect(JSON.stringify(body)).not.toContain('helpful');
  });
});

describe("the rater's team page", () => {
  test('says what is my own turn, and what is somebody else’s', async () => {
    const team = async (client: Client) => {
      const { body } = await client.ask('GET', '/my-team');
      const people = body['people'] as { name: string; phases: { phase: string; state: string; mine: boolean }[] }[];
      return people.find(({ name }) => name === 'Name S1')?.phases.find(({ phase }) => phase === 'manager-evaluation');
    };
    expect(await team(h1)).toMatchObject({ state: 'with-superior', mine: true });
    expect(await team(m1)).toMatchObject({ state: 'with-superior', mine: false });
  });

  test('says which promises are past by the clock of the cycle', async () => {
    await finishProcess(city.db, { processRunId: (await runOf(city, 'S1', 'midterm-coaching')).id, outcome: 'acknowledged' });
    const { body } = await h1.ask('GET', '/my-team');
    expect(body['actionsOwed']).toMatchObject([
      { what: 'Order a lamp', by: '2026-01-13', past: true },
      { what: 'Order a desk', by: '2026-01-14', past: false },
    ]);
  });
});

test('what was handed in comes with the goals that were in force then, and the indicators', async () => {
  const { db } = city;
  const evaluationId = await evaluationOf(city, 'S1');
  const goal = async (key: string, version: number, agreedAt: string) => {
    await sql`update goal set replaced_at = ${agreedAt} where key = ${key}`.execute(db);
    await sql`
      insert into goal (evaluation_id, task_id, version, key, content, weight, target, agreed_at)
      select ${evaluationId}, t.id, ${version}, ${key}, ${JSON.stringify({ title: `Goal ${key} ${version}` })}::jsonb,
             50, 90, ${agreedAt}
        from task t
        join process_run p on p.id = t.process_run_id
       where p.evaluation_id = ${evaluationId} and t.kind = 'goals.draft'`.execute(db);
  };
  await goal('g1', 1, '2026-01-01T00:00:00Z');
  await goal('g1', 2, '2026-01-10T00:00:00Z');
  await goal('g2', 1, '2026-01-01T00:00:00Z');
  const told = (goalId: string) => ({ goalId, actual: '86', text: 'Done' });
  const id = await handIn(s1, 'self-assessment.write', { goals: [told('g1'), told('g2')], actions: [], together: '', wish: '' });
  await goal('g2', 3, '2026-03-01T00:00:00Z');
  const { body } = await h1.ask('GET', `/tasks/${id}/submission`);
  expect(body).toMatchObject({
    goals: [
      { key: 'g2', content: { title: 'Goal g2 1' } },
      { key: 'g1', content: { title: 'Goal g1 2' } },
    ],
    indicators: [{ name: 'Rate' }],
  });
});

test('what is done is read on page by page from the newest, everything once', async () => {
  const seen: string[] = [];
  let cursor = '';
  do {
    const { body } = await s1.ask('GET', `/tasks?group=done&limit=1${cursor}`);
    seen.push(...(body['items'] as { kind: string }[]).map(({ kind }) => kind));
    cursor = typeof body['next'] === 'string' ? `&cursor=${body['next']}` : '';
  } while (cursor !== '');
  expect(seen).toEqual(['self-assessment.write', 'coaching.acknowledge']);
});
