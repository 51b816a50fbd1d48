import { sql } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { concludeCalibration } from '../../commands/conclude-calibration.ts';
import { openTask } from '../../commands/open-task.ts';
import { saveDraft } from '../../commands/save-draft.ts';
import { scoreEvaluation } from '../../commands/score-evaluation.ts';
import { boardOf } from '../../api/views/board-of.ts';
import { getCycleContext } from '../../db/reading/cycle-context.ts';
import { answer, fill } from '../support/answers.ts';
import { ask, attend, finishedYear, opened, rate, ratingsOpen, session } from '../support/pack-year.ts';
import { type CycleRecord, type RecordOptions, peopleCsv } from '../support/record.ts';

const records: CycleRecord[] = [];
afterAll(async () => {
  for (const record of records) await record.drop();
});

async function rated(options: RecordOptions): ReturnType<typeof ratingsOpen> {
  const open = await ratingsOpen(options);
  records.push(open.record);
  return open;
}

async function resultsOf({ db }: CycleRecord) {
  const { rows } = await sql<{ no: string; grade: string | null; score: string | null; place: number | null }>`
    select y.employee_no no, r.grade, r.score, r.inputs->'place' place
      from result r
      join evaluation e on e.id = r.evaluation_id
      join employee y on y.id = e.employee_id order by y.employee_no`.execute(db);
  return rows;
}

describe('us-doi', () => {
  const goals = (levels: readonly string[]) => ({
    goals: levels.map((level, index) => ({ goalId: `g${index + 1}`, level, actual: '86', text: 'what was done' })),
  });

  it('asks the reviewer only about the levels that need it', async () => {
    const { record, runs } = await rated({ packName: 'us-doi', people: 2 });
    const [superior = '', exceptional = ''] = runs;
    expect(await rate(record, superior, goals(['superior', 'superior']))).toBe('skipped');
    expect(await rate(record, exceptional, goals(['exceptional', 'exceptional']))).toBe('done');
    const { rows } = await sql<{ reason: string }>`
      select reason from task where process_run_id = ${superior} and kind = 'rating.review'`.execute(record.db);
    expect(rows).toEqual([{ reason: 'level-needs-no-review' }]);
  });

  it('puts nobody in an order and lets the results stand that no committee is asked about', async () => {
    const [record] = records;
    if (record === undefined) throw new Error('no record');
    const run = await session(record);
    expect((await openTask(record.db, { processRunId: run, kind: 'calibration.lock', round: 1, seat: 1 })).outcome).toBe(
      'skipped',
    );
    const board = await boardOf(record.db, run, await getCycleContext(record.db, record.cycleId));
    expect(board?.places.map(({ place, proposedPlace, unitPlace }) => [place, proposedPlace, unitPlace])).toEqual(
      Array(2).fill([null, null, null]),
    );
    expect(board).toMatchObject({ seats: null, cap: null, hasSeats: false });
    expect(await concludeCalibration(record.db, { processRunId: run })).toEqual({ concluded: true });
    expect(await resultsOf(record)).toEqual([
      { no: 'P1', grade: 'superior', score: '4.00', place: null },
      { no: 'P2', grade: 'exceptional', score: '5.00', place: null },
    ]);
  });

  it('comes to its results without a chair', async () => {
    const record = await finishedYear({ packName: 'us-doi', people: 2, cycle: { committee: undefined } });
    records.push(record);
    expect(await resultsOf(record)).toHaveLength(2);
    const sessions = await record.db.selectFrom('calibration_session').select('chair_id').execute();
    expect(sessions).toEqual([{ chair_id: null }]);
  });

  it('wants words at the ends of the scale, and none between', async () => {
    const { record, runs } = await rated({ packName: 'us-doi' });
    const task = await opened(record, runs[0] ?? '', { kind: 'rating.write' });
    const silent = (level: string) => ({ goals: ['g1', 'g2'].map((goalId) => ({ goalId, level, actual: '86', text: ' ' })) });
    await expect(answer(record, task, { content: silent('exceptional') })).rejects.toMatchObject({
      code: 'words-required',
      details: { path: '/goals/0/text', level: 'exceptional' },
    });
    await expect(answer(record, task, { content: silent('S') })).rejects.toMatchObject({
      code: 'invalid-input',
      details: { path: '/goals/0/level', reason: 'level-not-on-scale' },
    });
    await answer(record, task, { content: silent('superior') });
  });
});

describe('us-federal-ses', () => {
  const elements = (level: string) => ({
    elements: ['LC', 'LP', 'BA', 'BC', 'RD'].map((id) => ({ id, level, text: 'what was done' })),
  });
  const change = (evaluationId: string, level: string) => ({
    evaluationId,
    level,
    code: '',
    reason: 'The board compared the documented results of everybody in the group.',
    proposer: '',
  });

  it('locks only when no more than 30 % keep an upper level, changed with reasons', async () => {
    const { record, runs } = await rated({ packName: 'us-federal-ses', people: 5 });
    for (const [index, run] of runs.entries()) await rate(record, run, elements(index < 2 ? '5' : '3'));
    const run = await session(record);
    await attend(record, run);
    const task = await opened(record, run, { kind: 'calibration.lock' });
    await expect(answer(record, task)).rejects.toMatchObject({
      code: 'cap-exceeded',
      details: { path: '/changes', levels: ['5', '4'], count: 2, most: 1 },
    });
    const places = await record.db
      .selectFrom('calibration_place')
      .select(['evaluation_id', 'grade'])
      .where('process_run_id', '=', run)
      .execute();
    const [, second] = places.filter(({ grade }) => grade === '5');
    const code = record.pack.calibration.reasonCodes[0]?.code ?? '';
    const made = { ...change(second?.evaluation_id ?? '', '3'), code };
    await expect(
      saveDraft(record.db, {
        taskId: task.id,
        actorId: task.assignee_id,
        version: await fill(record, task),
        content: { changes: [{ ...made, level: 'S' }] },
      }),
    ).rejects.toMatchObject({ code: 'invalid-input', details: { path: '/changes/0/level' } });
    await answer(record, task, { content: { changes: [made] } });
    expect((await resultsOf(record)).map(({ grade, score }) => [grade, score])).toEqual([
      ['5', '500.00'],
      ['3', '500.00'],
      ['3', '300.00'],
      ['3', '300.00'],
      ['3', '300.00'],
    ]);
    const { rows } = await sql`select before_grade, after_grade, before_place, after_place, code from adjustment`.execute(
      record.db,
    );
    expect(rows).toEqual([{ before_grade: '5', after_grade: '3', before_place: null, after_place: null, code }]);
  });

  it('lets the committee lift nobody above what the lowest element allows', async () => {
    const { record, runs } = await rated({ packName: 'us-federal-ses', people: 1 });
    const failing = elements('3').elements.map((element) => (element.id === 'LP' ? { ...element, level: '1' } : element));
    await rate(record, runs[0] ?? '', { elements: failing });
    const run = await session(record);
    await attend(record, run);
    const { evaluation_id: evaluationId } = await record.db
      .selectFrom('calibration_place')
      .select('evaluation_id')
      .executeTakeFirstOrThrow();
    const code = record.pack.calibration.reasonCodes[0]?.code ?? '';
    await expect(
      ask(record, run, { kind: 'calibration.lock', content: { changes: [{ ...change(evaluationId, '3'), code }] } }),
    ).rejects.toMatchObject({ code: 'rating-not-accepted', details: { path: '/changes/0/level', reasons: ['lowest-element'] } });
    await expect(
      ask(record, run, { kind: 'calibration.lock', content: { moves: [{ evaluationId, to: 1, code, reason: 'x'.repeat(40) }] } }),
    ).rejects.toMatchObject({ code: 'invalid-input', details: { path: '/moves', reason: 'not-asked' } });
  });
});

describe('oklahoma', () => {
  it('refuses an overall level that the rules do not allow, with the reasons', async () => {
    const { record, runs } = await rated({ packName: 'oklahoma' });
    const task = await opened(record, runs[0] ?? '', { kind: 'rating.write' });
    const overall = (level: string) => ({ overall: { level, text: 'documented' } });
    await expect(answer(record, task, { content: overall('exceeds') })).rejects.toMatchObject({
      code: 'rating-not-accepted',
      details: { path: '/overall/level', reasons: ['all-at-or-below-meets'] },
    });
    await expect(answer(record, task, { content: { development: [] } })).rejects.toMatchObject({
      code: 'answer-required',
      details: { path: '/development', fewest: 1 },
    });
    await answer(record, task, { content: overall('meets') });
    await scoreEvaluation(record.db, { processRunId: runs[0] ?? '' });
    const { rows } = await sql`select score, level, why_null from score`.execute(record.db);
    expect(rows).toEqual([{ score: null, level: 'meets', why_null: null }]);
  });
});

it('a group to which HR gives no quota has none, also when the session is proposed', async () => {
  const { record, runs } = await rated({ people: 4 });
  await sql`update rating_group set quota = false where name = '7'`.execute(record.db);
  for (const run of runs) await rate(record, run);
  await session(record);
  const places = await record.db.selectFrom('calibration_place').select(['grade', 'points', 'scaled']).execute();
  expect(places.map(({ grade, points, scaled }) => [grade, points === scaled])).toEqual(Array(4).fill(['우', true]));
});

it('kr-local-grade4: the unit’s numbers are stored with the score, those of its parts where it is made of others', async () => {
  const csv = `${peopleCsv(1)}P2,Person 2,p2@city.example,Top,7,clerk,H1,V1,,2010-01-01\n`;
  const roads = {
    unit: 'Roads',
    name: 'Repaired in a day',
    direction: 'higher',
    target: '80',
    actual: '72',
    weight: '100',
  } as const;
  const { record, runs } = await rated({
    packName: 'kr-local-grade4',
    pack: (pack) => ({ ...pack, goals: { ...pack.goals, aligned: 'none' } }),
    csv,
    cycle: { indicators: [roads], units: [{ unit: 'Roads', partOf: 'Top' }] },
  });
  for (const run of runs) await rate(record, run);
  const { rows } = await sql<{ score: string; scaled: string; actuals: string[] }>`
    select score, scaled, jsonb_path_query_array(inputs, '$.cards[*].indicators[*].actual') actuals
      from score
     order by process_run_id`.execute(record.db);
  // 90 × 50 % + 100 × 30 % + 4/5 × 20: the goals reach 86 of 85.
  expect(rows).toEqual(Array(2).fill({ score: '91.00', scaled: '91.00', actuals: ['72'] }));
  await session(record);
  const places = await record.db.selectFrom('calibration_place').select(['place', 'grade', 'points']).orderBy('place').execute();
  expect(places.map(({ place, grade }) => [place, grade])).toEqual([
    [1, 'S'],
    [2, 'S'],
  ]);
});
