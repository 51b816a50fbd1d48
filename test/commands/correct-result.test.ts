import { sql } from 'kysely';
import { afterAll, describe, expect, test } from 'vitest';
import { lookAtRequest } from '../../commands/look-at-request.ts';
import { recomputeCycle } from '../../commands/recompute-cycle.ts';
import { approveCommand, previewCorrection, requestCommand } from '../../commands/run-request.ts';
import { UNIT_CARD, finishedYear } from '../support/pack-year.ts';
import { type CycleRecord, type RecordOptions, peopleCsv } from '../support/record.ts';

const records: CycleRecord[] = [];
afterAll(async () => {
  for (const record of records) await record.drop();
});

async function finished(options: RecordOptions): Promise<CycleRecord> {
  const record = await finishedYear(options);
  records.push(record);
  const role = (no: string, name: string) => ({ employee_id: record.id(no), role: name });
  await record.db
    .insertInto('role_assignment')
    .values([role('C1', 'hr'), role('V1', 'hr-approver')])
    .execute();
  return record;
}

let keys = 0;
const asked = (record: CycleRecord, given: object, evaluationIds?: readonly string[]) => ({
  command: 'correct-result',
  cycleId: record.cycleId,
  actorId: record.id('C1'),
  reason: 'the register was misread',
  idempotencyKey: `correction-${String(++keys)}`,
  selection: evaluationIds === undefined ? {} : { evaluationIds },
  arguments: given,
});

/** Requested by one of HR, approved by another. */
async function correct(record: CycleRecord, given: object, evaluationIds?: readonly string[]) {
  const { id, needsSecondPerson, state } = await requestCommand(record.db, asked(record, given, evaluationIds));
  expect([needsSecondPerson, state]).toEqual([true, 'waits-for-approval']);
  return (await approveCommand(record.db, { requestId: id, actorId: record.id('V1') })).outcome;
}

interface Row {
  readonly evaluationId: string;
  readonly version: number;
  readonly place: number;
  readonly grade: string | null;
  readonly points: string | null;
  readonly score: string | null;
  readonly inForce: boolean;
  readonly reason: string | null;
}

async function versions({ db }: CycleRecord): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`
    select r.evaluation_id "evaluationId", r.version, c.place, r.grade, r.points, r.score, r.void_at is null "inForce",
           r.reason
      from result r join calibration_place c on c.evaluation_id = r.evaluation_id order by c.place, r.version`.execute(db);
  return rows;
}
const inForce = async (record: CycleRecord) => (await versions(record)).filter((one) => one.inForce);
const shown = ({ place, grade, points }: Row) => `${place} ${grade ?? '-'} ${points ?? '-'}`;

async function scoresByNo({ db }: CycleRecord): Promise<Readonly<Record<string, string>>> {
  const { rows } = await sql<{ no: string; score: string }>`
    select y.employee_no no, r.score
      from result r
      join evaluation e on e.id = r.evaluation_id
      join employee y on y.id = e.employee_id
     where r.void_at is null order by no`.execute(db);
  return Object.fromEntries(rows.map(({ no, score }) => [no, score]));
}

const agreesNow = async ({ db, cycleId }: CycleRecord) => expect((await recomputeCycle(db, cycleId)).differences).toEqual([]);
const agrees = async ({ db, cycleId }: CycleRecord, results: number) =>
  expect(await recomputeCycle(db, cycleId)).toEqual({ results, differences: [] });

describe('a corrected level under a quota', () => {
  test('is an extra seat at the lowest point of its band; nobody else moves, and the first version stays readable', async () => {
    const record = await finished({});
    const before = await versions(record);
    expect(before.map(shown)).toEqual(['1 수 70.00', '2 우 63.90', '3 우 53.00', '4 양 52.90']);
    const last = before[3]?.evaluationId ?? '';
    expect(await correct(record, { level: '수' }, [last])).toEqual({ results: 1, mails: 1 });
    expect((await inForce(record)).map(shown)).toEqual(['1 수 70.00', '2 우 63.90', '3 우 53.00', '4 수 64.00']);
    expect((await versions(record)).slice(3)).toEqual([
      { ...before[3], inForce: false },
      { ...before[3], version: 2, grade: '수', points: '64.00', reason: 'the register was misread' },
    ]);
    await agrees(record, 5);
    await correct(record, { level: '수' }, [before[2]?.evaluationId ?? '']);
    expect((await inForce(record)).map(shown)).toEqual(['1 수 70.00', '2 우 63.90', '3 수 64.00', '4 수 64.00']);
    await agrees(record, 6);
  });

  test('is recomputed from what was corrected: a digit of the second version is found', async () => {
    const [record] = records;
    if (record === undefined) throw new Error('no record');
    await sql`update result set points = 64.01 where version = 2 and id = (select max(id) from result)`.execute(record.db);
    const { differences } = await recomputeCycle(record.db, record.cycleId);
    expect(differences).toMatchObject([{ version: 2, step: 'points', stored: '64.01', recomputed: '64.00' }]);
    await sql`update result set points = 64.00 where version = 2`.execute(record.db);
  });

  test('is refused where it is no better one, of an unknown name, of several people, or not published', async () => {
    const [record] = records;
    if (record === undefined) throw new Error('no record');
    const [best, next] = await inForce(record);
    const ids = [best?.evaluationId ?? ''];
    const refused = async (given: object, people = ids) => requestCommand(record.db, asked(record, given, people));
    await expect(refused({ level: '우' })).rejects.toMatchObject({ code: 'value-out-of-range' });
    await expect(refused({ level: 'S' })).rejects.toMatchObject({ code: 'unknown-value', details: { path: '/arguments/level' } });
    await expect(refused({ level: '수' }, [...ids, next?.evaluationId ?? ''])).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(refused({})).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(refused({ level: '수', actual: '1' })).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(refused({ indicatorId: '1' })).rejects.toMatchObject({ code: 'invalid-input' });
    await sql`update cycle set published_at = null`.execute(record.db);
    await expect(refused({ level: '수' })).rejects.toMatchObject({
      code: 'launch-blocked',
      details: { blockedBy: [{ code: 'cycle-not-published' }] },
    });
  });
});

describe('a corrected indicator of a unit', () => {
  const indicatorOf = async ({ db }: CycleRecord, name = 'Repairs') =>
    (await db.selectFrom('indicator').select('id').where('name', '=', name).executeTakeFirstOrThrow()).id;

  test('gives everybody on whose card it stands a new score, and nobody else', async () => {
    const record = await finished(UNIT_CARD);
    const before = await inForce(record);
    // Somebody whose unit has another card.
    await sql`
      update result
         set inputs = jsonb_set(inputs, '{score,cards}', '[]')
       where evaluation_id = ${before[3]?.evaluationId ?? ''}`.execute(record.db);
    const indicatorId = await indicatorOf(record);
    const preview = await previewCorrection(record.db, asked(record, { indicatorId, actual: '90' }));
    expect(preview).toMatchObject({ affected: 3, blockedBy: [], pleaseLook: [], details: { scores: 3 } });
    expect(await correct(record, { indicatorId, actual: '90' })).toEqual({ results: 3, mails: 3 });
    const after = await inForce(record);
    expect(after.map(({ version }) => version)).toEqual([2, 2, 2, 1]);
    // 60 × 81.5/90 becomes 60 of the card, the card is half of the score.
    expect(before.map(({ score }) => score)).toEqual(Array(4).fill(before[0]?.score));
    expect(Number(after[0]?.score) - Number(before[0]?.score)).toBeCloseTo((60 - (60 * 81.5) / 90) / 2, 1);
    expect(after.map(({ place }) => place)).toEqual(before.map(({ place }) => place));
    const { rows } = await sql`select actual from indicator where id = ${indicatorId}`.execute(record.db);
    expect(rows).toEqual([{ actual: '90' }]);
    const left = (await recomputeCycle(record.db, record.cycleId)).differences.filter(
      ({ evaluationId }) => evaluationId !== before[3]?.evaluationId,
    );
    expect(left).toEqual([]);
  });

  test('again with the same number changes nothing, and one that is not of the cycle is refused', async () => {
    const record = records.at(-1);
    if (record === undefined) throw new Error('no record');
    const indicatorId = await indicatorOf(record);
    await expect(correct(record, { indicatorId, actual: '90' })).rejects.toMatchObject({ code: 'nothing-selected' });
    await expect(correct(record, { indicatorId: '999', actual: '90' })).rejects.toMatchObject({ code: 'invalid-input' });
  });

  test('leaves a level that people gave', async () => {
    const record = records.at(-1);
    if (record === undefined) throw new Error('no record');
    const [first] = await inForce(record);
    const given = first?.grade === 'S' ? 'A' : 'S';
    await correct(record, { level: given }, [first?.evaluationId ?? '']);
    await correct(record, { indicatorId: await indicatorOf(record), target: '95' });
    expect((await inForce(record))[0]).toMatchObject({ version: 4, grade: given });
    const { differences } = await recomputeCycle(record.db, record.cycleId);
    expect(differences.filter(({ evaluationId }) => evaluationId === first?.evaluationId)).toEqual([]);
  });

  test('leaves seats as they are and says so before', async () => {
    const enforced: RecordOptions['pack'] = (pack) => ({
      ...(UNIT_CARD.pack?.(pack) ?? pack),
      levels: pack.levels.map((level, index) => ({ ...level, ...BANDS[index] })),
      distribution:
        pack.distribution.mode === 'none' ? pack.distribution : { ...pack.distribution, mode: 'enforced', quotaFrom: 4 },
      calibration: { ...pack.calibration, changes: 'places' },
    });
    const record = await finished({ ...UNIT_CARD, pack: enforced });
    const before = await inForce(record);
    const given = { indicatorId: await indicatorOf(record), actual: '50' };
    const { pleaseLook } = await previewCorrection(record.db, asked(record, given));
    expect(pleaseLook).toMatchObject([{ code: 'seats-stay' }]);
    await correct(record, given);
    const after = await inForce(record);
    expect(after.map(shown)).toEqual(before.map(shown));
    expect(Number(after[0]?.score)).toBeLessThan(Number(before[0]?.score));
    await agrees(record, 8);
  });

  test('that would do something else than was asked for, because another correction came first, is refused as it was seen', async () => {
    const record = await finished(UNIT_CARD);
    const indicatorId = await indicatorOf(record);
    const seen = await previewCorrection(record.db, asked(record, { indicatorId, target: '95' }));
    const first = await requestCommand(record.db, asked(record, { indicatorId, actual: '90' }));
    const second = await requestCommand(record.db, asked(record, { indicatorId, target: '95' }));
    const approve = (requestId: string) => approveCommand(record.db, { requestId, actorId: record.id('V1') });
    const look = () => lookAtRequest(record.db, { requestId: second.id, actorId: record.id('V1') });
    expect((await look()).blockedBy).toEqual([]);
    expect((await approve(first.id)).outcome).toEqual({ results: 4, mails: 4 });
    const before = await versions(record);
    await expect(approve(second.id)).rejects.toMatchObject({ code: 'preview-changed' });
    expect((await look()).blockedBy).toEqual([{ code: 'preview-changed' }]);
    const stale = { ...asked(record, { indicatorId, target: '95' }), previewSha256: seen.sha256 };
    await expect(requestCommand(record.db, stale)).rejects.toMatchObject({ code: 'preview-changed' });
    expect(await versions(record)).toEqual(before);
    expect(await correct(record, { indicatorId, target: '95' })).toEqual({ results: 4, mails: 4 });
    await agreesNow(record);
  });

  test('recomputes every owner: the members of the unit, and those of a unit whose score is made of it', async () => {
    const [roads, waiting] = UNIT_CARD.cycle?.indicators ?? [];
    if (roads === undefined || waiting === undefined) throw new Error('no indicators');
    const record = await finished({
      ...UNIT_CARD,
      csv: `${peopleCsv(2)}P3,Person 3,p3@city.example,Top,7,clerk,H1,V1,,2010-01-01
P4,Person 4,p4@city.example,Parks,7,clerk,H1,V1,,2010-01-01
P5,Person 5,p5@city.example,Bridges,7,clerk,H1,V1,,2010-01-01
`,
      cycle: {
        indicators: [roads, waiting, ...['Parks', 'Bridges'].map((unit) => ({ ...roads, unit, name: unit, weight: '100' }))],
        units: ['Roads', 'Parks'].map((unit) => ({ unit, partOf: 'Top' })),
      },
    });
    const changed = async (given: object) => {
      const before = await scoresByNo(record);
      const { results } = (await correct(record, given)) ?? {};
      const after = await scoresByNo(record);
      const nos = Object.keys(before).filter((no) => before[no] !== after[no]);
      expect(results).toBe(nos.length);
      await agreesNow(record);
      return nos;
    };
    expect(await changed({ indicatorId: await indicatorOf(record), actual: '90' })).toEqual(['P1', 'P2', 'P3']);
    expect(await changed({ indicatorId: await indicatorOf(record), target: '100' })).toEqual(['P1', 'P2', 'P3']);
    expect(await changed({ indicatorId: await indicatorOf(record, 'Parks'), actual: '60' })).toEqual(['P3', 'P4']);
    expect(await changed({ indicatorId: await indicatorOf(record, 'Bridges'), actual: '60' })).toEqual(['P5']);
  });
});

const BANDS = [
  { bottom: '90', top: '100' },
  { bottom: '80', top: '89' },
  { bottom: '60', top: '79' },
  { bottom: '0', top: '59' },
];
