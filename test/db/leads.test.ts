import { sql } from 'kysely';
import { afterEach, expect, test } from 'vitest';
import { createCycle } from '../../commands/create-cycle.ts';
import { createRehearsal } from '../../commands/create-rehearsal.ts';
import { openTask } from '../../commands/open-task.ts';
import { scoreEvaluation } from '../../commands/score-evaluation.ts';
import { reassign } from '../../commands/hr/reassign.ts';
import { rewind } from '../../commands/hr/rewind.ts';
import type { CreateCycleInput } from '../../contracts/cycle.ts';
import type { PolicyPack } from '../../contracts/pack.ts';
import { enrol } from '../../db/enrolment.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { findTask } from '../../db/reading/task-rows.ts';
import { NOTHING_TOUCHED } from '../../domain/two-persons/own-case.ts';
import { ask, opened } from '../support/pack-year.ts';
import { type CycleRecord, type RecordOptions, createRecord } from '../support/record.ts';

// Heads and staff are evaluated in cycles of their own; the pack has an element for whoever leads others.

let record: CycleRecord;
afterEach(() => record.drop());

const PEOPLE = [
  'employee_no,name,email,unit,grade,job,rater_no,reviewer_no,group,hired_on',
  'C1,Chair One,c1@city.example,Top,3,,,,,2001-01-01',
  'V1,Viewer One,v1@city.example,Top,4,,,,,2001-01-01',
  'H1,Head One,h1@city.example,Roads,5,,V1,C1,,2001-01-01',
  'P1,Person 1,p1@city.example,Roads,7,clerk,H1,V1,,2010-01-01',
  'P2,Person 2,p2@city.example,Roads,7,clerk,H1,V1,,2010-01-01',
  '',
].join('\n');
const ELEMENTS = ['customer-service', 'accountability', 'teamwork', 'improving-work'];
const LEADING = [...ELEMENTS, 'leading'];

/** The heads' cycle and, enrolled beside it, the staff's; answers the head's run of the rating. */
async function headsAndStaff(staff: Partial<CreateCycleInput> = {}, options: RecordOptions = {}): Promise<string> {
  record = await createRecord({ packName: 'arizona', csv: PEOPLE, cycle: { grades: ['5'] }, ...options });
  await addStaff(staff);
  await record.launch('manager-evaluation');
  return liveRun();
}

async function addStaff(given: Partial<CreateCycleInput>): Promise<void> {
  const { id: cycleId } = await createCycle(record.db, {
    name: 'staff',
    year: 2026,
    packName: 'arizona',
    ...(record.rehearsalId !== undefined && { rehearsalId: record.rehearsalId }),
    grades: ['7'],
    committee: { chair: 'C1', members: ['V1', 'H1'] },
    ...given,
  });
  await inTransaction(record.db, (trx) => enrol(trx, { cycleId, quotaFrom: 4 }));
}

async function liveRun(): Promise<string> {
  const { id } = await record.db
    .selectFrom('process_run')
    .select('id')
    .where('cycle_id', '=', record.cycleId)
    .where('state', '<>', 'void')
    .executeTakeFirstOrThrow();
  return id;
}

/** A pack that calls the halves of its year something else. */
function otherNames({ periods = [], ...pack }: PolicyPack): PolicyPack {
  const [first, second] = periods;
  if (first?.by !== 'dates' || second?.by !== 'shift') throw new Error('the pack has other periods');
  return {
    ...pack,
    name: 'other-names',
    periods: [
      { ...first, key: 'h1' },
      { ...second, key: 'h2', of: 'h1' },
    ],
  };
}

const withdrawStaff = () =>
  sql`update evaluation set state = 'withdrawn', reason = 'moved' where rater_id = ${record.id('H1')}`.execute(record.db);

async function asked(processRunId: string, round = 1) {
  const { taskId } = await openTask(record.db, { processRunId, kind: 'rating.write', round, seat: 1 });
  const { content } = await record.db
    .selectFrom('task_draft')
    .select('content')
    .where('task_id', '=', taskId)
    .executeTakeFirstOrThrow();
  const ids = (content as { elements: { id: string }[] }).elements.map(({ id }) => id);
  return { ids, leads: (await findTask(record.db, taskId))?.leads };
}

const rating = (ids: readonly string[]) => ({
  goals: [],
  elements: ids.map((id) => ({ id, level: '2', text: 'what was seen' })),
});

test('whoever rates people of another cycle of the year leads, and is asked what leaders are asked', async () => {
  const run = await headsAndStaff();
  expect(await asked(run)).toEqual({ ids: LEADING, leads: true });
});

test('whoever is rated by others leads nobody', async () => {
  await headsAndStaff({}, { cycle: { grades: ['7'] } });
  expect(await asked(await liveRun())).toEqual({ ids: ELEMENTS, leads: false });
});

test('people of another year or of a live cycle are not led in a rehearsal', async () => {
  const run = await headsAndStaff({ year: 2027 });
  await addStaff({ rehearsalId: undefined });
  const other = await createRehearsal(record.db, { name: 'other', startsAt: '2026-01-19T00:00:00.000Z', hasMailbox: true });
  await addStaff({ rehearsalId: other.id });
  expect(await asked(run)).toEqual({ ids: ELEMENTS, leads: false });
});

const HALVES = { packName: 'kr-local-grade5' };
const half = (period: string) => ({ ...HALVES, cycle: { grades: ['5'], period } });

test.each([
  { heads: 'first-half', staff: 'first-half', leads: true },
  { heads: 'second-half', staff: 'second-half', leads: true },
  { heads: 'second-half', staff: 'first-half', leads: false },
  { heads: 'first-half', staff: 'second-half', leads: false },
])('who rates people in the $staff of a year leads in its $heads: $leads', async ({ heads, staff, leads }) => {
  const run = await headsAndStaff({ ...HALVES, period: staff }, half(heads));
  expect(await asked(run)).toMatchObject({ leads });
});

test.each(['first-half', 'second-half'])(
  'the whole year and its %s belong together, whichever of them the staff has',
  async (period) => {
    const run = await headsAndStaff({ ...HALVES, period }, { ...HALVES, cycle: { grades: ['5'] } });
    expect(await asked(run)).toMatchObject({ leads: true });
    await record.drop();
    expect(await asked(await headsAndStaff(HALVES, half(period)))).toMatchObject({ leads: true });
  },
);

test('halves of two packs belong together by their time, not by their names', async () => {
  const run = await headsAndStaff({ ...HALVES, period: 'first-half' }, { ...half('h1'), pack: otherNames });
  expect(await asked(run)).toMatchObject({ leads: true });
  await record.drop();
  const second = await headsAndStaff({ ...HALVES, period: 'first-half' }, { ...half('h2'), pack: otherNames });
  expect(await asked(second)).toMatchObject({ leads: false });
});

test('years of two packs belong together', async () => {
  const run = await headsAndStaff(HALVES, { packName: 'kr-local-grade4', cycle: { grades: ['5'] } });
  expect(await asked(run)).toMatchObject({ leads: true });
});

test('live cycles of one year belong together', async () => {
  const run = await headsAndStaff({}, { live: true, cycle: { grades: ['5'] } });
  expect(await asked(run)).toEqual({ ids: LEADING, leads: true });
});

test('whose people have all been withdrawn before the rating is asked leads nobody', async () => {
  const run = await headsAndStaff();
  await withdrawStaff();
  expect(await asked(run)).toEqual({ ids: ELEMENTS, leads: false });
});

test('a rating that was asked stays what it is when the people move: as it is handed over and in, in later rounds, and in its score', async () => {
  const run = await headsAndStaff();
  const task = await opened(record, run, { kind: 'rating.write' });
  await withdrawStaff();
  const substitute = { arguments: { as: 'task' as const, employeeNo: 'C1' }, selection: { taskIds: [task.id] } };
  await inTransaction(record.db, (trx) =>
    reassign.execute(trx, { cycleId: record.cycleId, ...substitute, actorId: record.id('V1'), requestId: '1' }),
  );
  expect(await asked(run)).toEqual({ ids: LEADING, leads: true });
  await expect(ask(record, run, { kind: 'rating.write', content: rating(ELEMENTS) })).rejects.toMatchObject({
    code: 'answer-required',
    details: { path: '/elements', missing: ['leading'] },
  });
  await ask(record, run, { kind: 'rating.write', content: rating(LEADING) });
  expect((await findTask(record.db, task.id))?.leads).toBe(true);
  expect(await asked(run, 2)).toEqual({ ids: LEADING, leads: true });
  await scoreEvaluation(record.db, { processRunId: run });
  const { rows } = await sql<object>`select inputs->'leads' leads, why_null from score`.execute(record.db);
  expect(rows).toEqual([{ leads: true, why_null: null }]);
});

test('a rating that stands after its review was taken back stays what it is; one that is taken back itself is asked anew', async () => {
  let run = await headsAndStaff();
  await ask(record, run, { kind: 'rating.write', content: rating(LEADING) });
  await openTask(record.db, { processRunId: run, kind: 'rating.review', round: 1, seat: 1 });
  await withdrawStaff();
  const back = async (toKind: 'rating.write' | 'rating.review') => {
    const scope = { cycleId: record.cycleId, selection: { phase: 'manager-evaluation' }, arguments: { toKind, toRound: 1 } };
    const context = { ...scope, actorId: record.id('C1') };
    await inTransaction(record.db, async (trx) =>
      rewind.execute(trx, { ...context, requestId: '1', previewed: await rewind.preview(trx, context, NOTHING_TOUCHED) }),
    );
    run = await liveRun();
  };
  await back('rating.review');
  const [standing] = await record.db.selectFrom('task').select(['kind', 'leads']).where('process_run_id', '=', run).execute();
  expect(standing).toEqual({ kind: 'rating.write', leads: true });
  await back('rating.write');
  expect(await asked(run)).toEqual({ ids: ELEMENTS, leads: false });
});
