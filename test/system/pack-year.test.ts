import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { YearResult } from '../../cli/demo/run.ts';
import { fewPeople } from '../support/few-people.ts';
import { type SmallStack, startSmallStack } from '../support/stack.ts';
import { liveQuietYear } from '../support/year.ts';

// A pack that is not the city's own, lived by a few people: fiscal year, three talks, derived levels, a limit that binds.

const PACK = 'us-federal-ses';
const YEAR_MS = 300_000;
let stack: SmallStack;
let year: YearResult;

beforeAll(async () => {
  stack = await startSmallStack();
  year = await liveQuietYear(stack, { city: fewPeople(PACK) });
}, YEAR_MS);

afterAll(() => stack?.drop());

test('a year under another pack ends with everything that must hold', () => {
  expect(year.invariants.filter((one) => !one.ok)).toEqual([]);
  expect(year).toMatchObject({ ok: true, pack: PACK, results: { published: 13, acknowledged: 13, refused: 0 } });
  const coaching = year.phases.filter(({ phase }) => phase.startsWith('coaching-'));
  expect(coaching.map(({ phase, done }) => [phase, done])).toEqual([
    ['coaching-1', 13],
    ['coaching-2', 13],
    ['coaching-3', 13],
  ]);
});

test('the rehearsal begins before the pack does, whatever the city does by default', async () => {
  const { rows } = await sql<{ month: string }>`
    select to_char(min(launched_at) at time zone 'Asia/Seoul', 'YYYY-MM') as month
      from process_run
     where phase = 'cycle'`.execute(stack.db);
  expect(rows).toEqual([{ month: '2026-09' }]);
});

test('the chair lowers whom the limit leaves no room for, the lowest-scored first, with code and reason', async () => {
  const { rows } = await sql<{ grade: string; score: number; lowered: boolean }>`
    select r.grade, c.score::float score, a.evaluation_id is not null lowered
      from result r
      join calibration_place c on c.evaluation_id = r.evaluation_id
      join evaluation e on e.id = r.evaluation_id
      join rating_group g on g.id = e.rating_group_id
      left join adjustment a on a.evaluation_id = r.evaluation_id and a.code = 'cap' and a.after_grade = '3'
       and length(a.reason) >= 20
     where g.name = 'Staff' order by c.score desc`.execute(stack.db);
  expect(rows).toHaveLength(9);
  const upper = rows.filter(({ grade }) => ['5', '4'].includes(grade));
  const lowered = rows.filter((one) => one.lowered);
  expect(upper).toHaveLength(2);
  expect(lowered.length).toBeGreaterThan(0);
  expect(Math.min(...upper.map(({ score }) => score))).toBeGreaterThanOrEqual(Math.max(...lowered.map(({ score }) => score)));
});
