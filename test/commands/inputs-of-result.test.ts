import { sql } from 'kysely';
import { afterAll, describe, expect, test } from 'vitest';
import { inputsOfResult } from '../../commands/inputs-of-result.ts';
import { recalculate } from '../../contracts/score/recalculate.ts';
import { EVERY_PACK, UNIT_CARD, finishedYear } from '../support/pack-year.ts';
import type { CycleRecord, RecordOptions } from '../support/record.ts';

const records = new Map<string, CycleRecord>();
afterAll(async () => {
  for (const record of records.values()) await record.drop();
});

async function finished(options: RecordOptions): Promise<CycleRecord> {
  const name = options.packName ?? '';
  const record = records.get(name) ?? (await finishedYear(options));
  records.set(name, record);
  return record;
}

async function grantAuditor(record: CycleRecord): Promise<void> {
  const auditor = { employee_id: record.id('C1'), role: 'auditor' };
  await record.db
    .insertInto('role_assignment')
    .values(auditor)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function firstResult({ db }: CycleRecord) {
  return db.selectFrom('result').selectAll().orderBy('id').executeTakeFirstOrThrow();
}

const again = (recalculation: unknown) => recalculate(JSON.stringify(recalculation)) as Readonly<Record<string, unknown>>;
const forAn = { purpose: 'audit', note: 'yearly' } as const;
const asAuditor = { employeeNo: 'C1', lookedFor: forAn };

describe('the inputs of a published result', () => {
  test.each(EVERY_PACK.filter(({ packName }) => packName !== 'coaching-first'))(
    'give the same number by `dure score` under $packName',
    async (options) => {
      const record = await finished(options);
      await grantAuditor(record);
      const { id, score, grade } = await firstResult(record);
      const { whole } = await inputsOfResult(record.db, { resultId: id, ...asAuditor });
      const answer = again(whole);
      if (score === null) expect(answer).toMatchObject({ kind: 'derivation', accepted: true });
      else expect(answer['score']).toBe(score);
      if (typeof answer['level'] === 'number') expect(`${answer['level']}`).toBe(grade);
      if (typeof answer['level'] === 'string') expect(answer['level']).toBe(grade);
    },
  );

  test('have the seats of the group and the points of its places beside them', async () => {
    const record = await finished({ packName: 'kr-local-grade5' });
    await grantAuditor(record);
    const { id, inputs, points } = await firstResult(record);
    const { others } = await inputsOfResult(record.db, { resultId: id, ...asAuditor });
    const [seats, rankPoints] = others.map(again);
    expect(Object.values(seats?.['seats'] as object)).toEqual([1, 2, 1, 0]);
    const { place } = inputs as { place: number };
    expect((rankPoints?.['points'] as readonly string[])[place - 1]).toBe(points);
  });

  test('have the cards and sections of a composition beside them, each with the score that enters it', async () => {
    const record = await finished(UNIT_CARD);
    await grantAuditor(record);
    const { id } = await firstResult(record);
    const { whole, others } = await inputsOfResult(record.db, { resultId: id, ...asAuditor });
    const entered = (whole as unknown as { components: readonly { score: string }[] }).components.map((one) => one.score);
    expect(others.map(({ kind }) => kind)).toEqual(['scorecard', 'scorecard', 'elements']);
    expect(others.map((one) => again(one)['score'])).toEqual(entered);
  });

  test('are none where a person chose the level', async () => {
    const record = await finished({ packName: 'coaching-first' });
    await grantAuditor(record);
    const { id } = await firstResult(record);
    expect(await inputsOfResult(record.db, { resultId: id, ...asAuditor })).toMatchObject({
      whole: null,
      others: [],
      result: { steps: [] },
    });
  });

  test('come with no place where the pack puts nobody in an order', async () => {
    const record = await finished({ packName: 'arizona' });
    await grantAuditor(record);
    const { id } = await firstResult(record);
    const { result } = await inputsOfResult(record.db, { resultId: id, ...asAuditor });
    expect(result).toMatchObject({ proposedPlace: null, place: null, version: 1 });
  });

  test.each([
    { packName: 'kr-local-grade5', notToldToOwner: [] },
    { packName: 'arizona', notToldToOwner: ['points', 'place'] },
    { packName: 'oklahoma', notToldToOwner: ['score', 'points', 'place', 'steps'] },
  ])('say what of the stored result its owner is not told under $packName', async ({ packName, notToldToOwner }) => {
    const record = await finished({ packName });
    await grantAuditor(record);
    const { id, steps } = await firstResult(record);
    const told = await inputsOfResult(record.db, { resultId: id, ...asAuditor });
    expect(told).toMatchObject({ notToldToOwner, result: { steps } });
  });

  test('come with what the committee changed, without which the steps do not lead to the grade', async () => {
    const record = await finished({ packName: 'kr-local-grade5' });
    await grantAuditor(record);
    const { id } = await firstResult(record);
    await sql`
      insert into adjustment (process_run_id, evaluation_id, position, before_place, after_place, before_grade,
                              after_grade, code, reason, decided_by, decided_at)
      select calibration_run_id, evaluation_id, 1, 2, 1, '우', '수', 'tie', 'Two of them were equal', ${record.id('C1')},
             now()
        from result
       where id = ${id}`.execute(record.db);
    const { result } = await inputsOfResult(record.db, { resultId: id, ...asAuditor });
    expect(result.changes).toEqual([
      { beforePlace: 2, afterPlace: 1, beforeGrade: '우', afterGrade: '수', code: 'tie', reason: 'Two of them were equal' },
    ]);
  });

  test('are told to who may read the result, and each look is logged with its purpose', async () => {
    const record = await finished({ packName: 'kr-local-grade5' });
    await grantAuditor(record);
    const { id } = await firstResult(record);
    const looks = () =>
      record.db.selectFrom('access_log').select(['actor_id', 'purpose', 'note', 'what']).orderBy('id').execute();
    const before = await looks();
    for (const employeeNo of ['P4', 'nobody'])
      await expect(inputsOfResult(record.db, { resultId: id, employeeNo, lookedFor: forAn })).rejects.toMatchObject({
        code: 'not-found',
      });
    await inputsOfResult(record.db, { resultId: id, employeeNo: 'H1', lookedFor: forAn });
    expect((await looks()).slice(before.length)).toEqual([{ actor_id: record.id('H1'), ...forAn, what: 'result' }]);
  });

  test('do not exist before the publication, nor by a name that is no id', async () => {
    const record = await finished({ packName: 'kr-local-grade5' });
    await grantAuditor(record);
    const { id } = await firstResult(record);
    await record.db.updateTable('cycle').set({ published_at: null }).execute();
    for (const resultId of [id, 'first', '0', '999999'])
      await expect(inputsOfResult(record.db, { resultId, ...asAuditor })).rejects.toMatchObject({ code: 'not-found' });
  });
});
