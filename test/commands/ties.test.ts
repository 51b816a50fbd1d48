import { afterAll, expect, it } from 'vitest';
import { boardOf } from '../../api/views/board-of.ts';
import { recomputeCycle } from '../../commands/recompute-cycle.ts';
import { getCycleContext } from '../../db/reading/cycle-context.ts';
import { chaptersOf, tellingOf } from '../../domain/scoring/chapters.ts';
import type { Step } from '../../domain/scoring/steps.ts';
import { renderSteps } from '../../domain/words/scoring/steps.ts';
import { published, rate, ratingsOpen } from '../support/pack-year.ts';
import type { CycleRecord } from '../support/record.ts';

let record: CycleRecord;
afterAll(() => record.drop());

const stepsOf = async () => {
  const results = await record.db.selectFrom('result').select(['points', 'score', 'steps']).orderBy('points', 'desc').execute();
  return results.map((result) => ({ ...result, steps: result.steps as unknown as readonly Step[] }));
};

it('row-28: who has the same score as others and other points is told how many they are and what decided', async () => {
  const { record: open, runs } = await ratingsOpen({ packName: 'kr-local-grade5', people: 4 });
  record = open;
  for (const run of runs) await rate(record, run);
  const session = await published(record);
  const results = await stepsOf();
  expect(new Set(results.map(({ score }) => score)).size).toBe(1);
  expect(new Set(results.map(({ points }) => points)).size).toBeGreaterThan(1);
  for (const { score, steps } of results) {
    const telling = chaptersOf(steps).flatMap(tellingOf);
    expect(telling.slice(-2)).toMatchObject([
      { label: 'scoring.rank-points' },
      { label: 'scoring.tie', inputs: { score, people: '4' }, value: '4' },
    ]);
    for (const [locale, words] of [
      ['ko', '평가 번호 순서'],
      ['en', 'the numbers that the program gave'],
    ] as const)
      expect(renderSteps(locale, telling).join(' ')).toContain(words);
  }

  const board = await boardOf(record.db, session, await getCycleContext(record.db, record.cycleId));
  expect(board?.ties).toEqual([{ score: results[0]?.score, people: 4 }]);
  expect(await recomputeCycle(record.db, record.cycleId)).toEqual({ results: 4, differences: [] });
});
