import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Client } from './support.ts';
import { type World, midYear } from './world.ts';

let world: World;
let s1: Client;
beforeAll(async () => {
  world = await midYear();
  await world.publish();
  s1 = await world.signIn('S1');
});
afterAll(() => world.drop());

const read = async () => (await s1.ask('GET', `/results/${world.evaluations['S1']}`)).body;

test('a result in whose place and points nothing changed says so', async () => {
  expect(await read()).toMatchObject({ changedInCalibration: false, displaced: false, changes: [] });
});

test('who was displaced within the grade because somebody else was moved is told', async () => {
  await sql`update calibration_place set place = 2, points = 58.11`.execute(world.db);
  expect(await read()).toMatchObject({ changedInCalibration: false, displaced: true, changes: [] });
});

test('a change carries the names of both grades in both languages', async () => {
  await sql`
    insert into adjustment (process_run_id, evaluation_id, position, before_place, after_place, before_grade,
                            after_grade, code, reason, decided_by, decided_at)
    values (${world.session}, ${world.evaluations['S1']}, 1, 3, 1, '양', '우', 'tie', 'Two of them were equal',
            ${world.ids['M1']}, now())`.execute(world.db);
  const { changes, gradeName } = await read();
  expect(changes).toMatchObject([
    {
      beforeGrade: '양',
      beforeGradeName: { ko: expect.stringContaining('양') as string, en: expect.stringMatching(/[a-z]/i) as string },
      afterGrade: '우',
      afterGradeName: gradeName,
    },
  ]);
});

test('the list of results tells of each what the result itself tells, and nothing more', async () => {
  const { body } = await s1.ask('GET', '/results');
  const result = await read();
  const told = ['evaluationId', 'cycle', 'publishedAt', 'version', 'grade', 'gradeName', 'meaning', 'points', 'score'];
  expect(body).toEqual({ items: [Object.fromEntries(told.map((field) => [field, result[field]]))] });
});

test('a spoilt id of an indicator leaves the rest of the page to be read', async () => {
  const { rows } = await sql<{ id: string; card: string }>`
    insert into indicator (cycle_id, unit_id, name, direction, target, weight)
    select e.cycle_id, e.unit_id, 'Late rate', 'higher', 90, 100 from evaluation e where e.id = ${world.evaluations['S1']}
    returning id`.execute(world.db);
  const id = rows[0]?.id ?? '';
  const score = { cards: [{ indicators: [{ id: 'x7' }, { id }] }] };
  await sql`update result set inputs = inputs || ${JSON.stringify({ score })}::jsonb`.execute(world.db);
  const { names } = (await read()) as { names: Record<string, unknown> };
  expect(names[id]).toEqual({ ko: 'Late rate', en: 'Late rate' });
  expect(names).not.toHaveProperty('x7');
});
