import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Selection } from '../../contracts/commands.ts';
import { leftOpen } from '../../db/reading/left-open.ts';
import { type SmallCity, evaluationOf, launchedCity, opened, runOf } from '../commands/small-city.ts';

let city: SmallCity;
beforeAll(async () => {
  city = await launchedCity();
});
afterAll(() => city.drop());

const told = (selection: Selection) => leftOpen(city.db, { cycleId: city.cycleId, selection, heldBack: [] });
const left = async (no: string) => told({ evaluationIds: [await evaluationOf(city, no)] });
const nothing = { turns: false, failed: false, paused: false };

test('tells of whom somebody has a turn, what failed and what is paused, and of others nothing', async () => {
  await opened(city, 'S1', { kind: 'goals.draft' });
  await opened(city, 'S2', { kind: 'goals.draft' });
  await sql`update process_run set paused_at = now() where id = ${(await runOf(city, 'S2')).id}`.execute(city.db);
  await sql`update process_run set state = 'failed' where id = ${(await runOf(city, 'S3')).id}`.execute(city.db);
  expect(await left('S1')).toEqual({ ...nothing, turns: true });
  expect(await left('S2')).toEqual({ ...nothing, paused: true });
  expect(await left('S3')).toEqual({ ...nothing, failed: true });
  expect(await left('S4')).toEqual(nothing);
  const phase = (name: string) => told({ phase: name });
  expect(await phase('goal-setting')).toEqual({ turns: true, failed: true, paused: true });
  expect(await phase('self-assessment')).toEqual(nothing);
});
