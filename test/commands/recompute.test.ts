import { type Transaction, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recomputeCycle } from '../../commands/recompute-cycle.ts';
import type { DB } from '../../db/schema.ts';
import { EVERY_PACK, finishedYear } from '../support/pack-year.ts';
import type { CycleRecord, RecordOptions } from '../support/record.ts';

const records: CycleRecord[] = [];
afterAll(async () => {
  for (const record of records) await record.drop();
});

async function finished(options: RecordOptions): Promise<CycleRecord> {
  const record = await finishedYear(options);
  records.push(record);
  return record;
}

describe('a finished cycle computed again', () => {
  test.each(EVERY_PACK)('is equal to the last digit under $packName', async (options) => {
    const record = await finished(options);
    expect(await recomputeCycle(record.db, record.cycleId)).toEqual({ results: options.people ?? 4, differences: [] });
  });
});

describe('one stored digit', () => {
  let record: CycleRecord;
  let first: string;
  beforeAll(async () => {
    record = await finished({});
    const { id } = await record.db.selectFrom('result').select('evaluation_id as id').orderBy('id').executeTakeFirstOrThrow();
    first = id;
  });

  const undone = new Error('undone');

  /** What is found when something stored is another number; it is as before afterwards. */
  async function differencesAfter(tampering: string) {
    let found: Awaited<ReturnType<typeof recomputeCycle>> | undefined;
    const look = async (trx: Transaction<DB>) => {
      await sql.raw(tampering.replaceAll('$1', first)).execute(trx);
      found = await recomputeCycle(trx, record.cycleId);
      throw undone;
    };
    await expect(record.db.transaction().execute(look)).rejects.toBe(undone);
    return found?.differences ?? [];
  }

  const step = (label: string) =>
    `(select min(n) - 1 from result, jsonb_array_elements(steps) with ordinality s (step, n) where evaluation_id = $1 and step->>'label' = '${label}')`;
  const TAMPERINGS: readonly [string, string, string][] = [
    ['points', 'points', 'update result set points = points + 0.01 where evaluation_id = $1'],
    ['score', 'score', 'update result set score = score - 0.01 where evaluation_id = $1'],
    ['level', 'level', `update result set grade = '가' where evaluation_id = $1`],
    ['place', 'place', 'update calibration_place set place = 99 where evaluation_id = $1'],
    ['scaled score of the rating', 'scaled', 'update score set scaled = scaled + 0.01 where evaluation_id = $1'],
    [
      'step of the published score',
      'scoring.elements.total',
      `update result set steps = jsonb_set(steps, array[${step('scoring.elements.total')}::text, 'value'], '"80.01"') where evaluation_id = $1`,
    ],
    [
      'step of the points',
      'scoring.rank-points',
      `update result set steps = jsonb_set(steps, array[${step('scoring.rank-points')}::text, 'inputs', 'top'], '"71"') where evaluation_id = $1`,
    ],
    [
      'level of an element',
      'scoring.element.ability',
      `update result set inputs = jsonb_set(inputs, '{score,elements,0,level}', '"1"') where evaluation_id = $1`,
    ],
    [
      'score that the committee saw',
      'score in the session',
      `update calibration_session set inputs = jsonb_set(inputs, '{members,0,score}', '"79.99"')`,
    ],
    ['seats', 'scoring.seats.spared', `update calibration_session set steps = jsonb_set(steps, '{0,value}', '"41"')`],
    ['proposed points', 'proposed points', 'update calibration_place set proposed_points = 1 where evaluation_id = $1'],
    ['hash of the pack', 'pack', `update result set pack_sha256 = '\\x00' where evaluation_id = $1`],
  ];

  test.each(TAMPERINGS)('of the %s is named with its step', async (_, named, tampering) => {
    const differences = await differencesAfter(tampering);
    expect(differences.map(({ step: label }) => label)).toContain(named);
    for (const { stored, recomputed } of differences) expect(stored).not.toBe(recomputed);
  });

  test('is told with what was stored, what it should be, and whose it is', async () => {
    expect(await differencesAfter('update result set points = 69.99 where evaluation_id = $1')).toMatchObject([
      { evaluationId: first, version: 1, step: 'points', stored: '69.99', recomputed: '70.00' },
    ]);
  });

  test('that makes a person disappear is missed', async () => {
    const gone = 'delete from acknowledgement; delete from result where evaluation_id = $1';
    expect(await differencesAfter(gone)).toMatchObject([{ evaluationId: first, version: null, step: 'result', stored: null }]);
    expect(await differencesAfter('delete from calibration_place where evaluation_id = $1')).toContainEqual(
      expect.objectContaining({ evaluationId: first, step: 'place', stored: null }),
    );
  });

  test.each([
    ['members', `update calibration_session set inputs = inputs - 'members'`],
    ['a score', `update calibration_session set inputs = jsonb_set(inputs, '{members,0,scaled}', '"many"')`],
    ['setting', `update calibration_session set inputs = inputs - 'group'`],
  ])('row-12: a session of which %s can no longer be read is a difference with its name', async (_, spoiling) => {
    const session = { evaluationId: null, version: null, step: 'inputs', recomputed: 'record-unreadable' };
    expect(await differencesAfter(spoiling)).toMatchObject([session]);
  });

  test('of somebody’s score who left before the committee met is found too', async () => {
    const left = `delete from result where evaluation_id = $1; delete from calibration_place where evaluation_id = $1;
      update calibration_session set inputs = jsonb_set(inputs, '{members}', (inputs->'members') - 0); update score set score = 1 where evaluation_id = $1`;
    expect(await differencesAfter(left)).toContainEqual(
      expect.objectContaining({ evaluationId: first, step: 'score', stored: '1' }),
    );
    const spoilt = left.replace('set score = 1', `set inputs = inputs - 'goals'`);
    expect(await differencesAfter(spoilt)).toContainEqual(expect.objectContaining({ evaluationId: first, step: 'inputs' }));
  });
});
