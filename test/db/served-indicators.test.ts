import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCycle } from '../../commands/create-cycle.ts';
import { previewLaunch } from '../../commands/preview-launch.ts';
import type { CreateCycleInput } from '../../contracts/cycle.ts';
import { indicatorsOf } from '../../db/reading/evidence.ts';
import { answer } from '../support/answers.ts';
import { opened } from '../support/pack-year.ts';
import { type CycleRecord, createRecord } from '../support/record.ts';
import { newName } from '../support/cycle-names.ts';

// A bureau of two units, one of which has a crew below it; the bureau has no indicators of its own.

let record: CycleRecord;

const PEOPLE = [
  'employee_no,name,email,unit,grade,job,rater_no,reviewer_no,group,hired_on',
  'C1,Chair One,c1@city.example,Top,3,,,,,2001-01-01',
  'V1,Viewer One,v1@city.example,Bureau,4,,C1,,,2001-01-01',
  'H1,Head One,h1@city.example,Roads,5,,V1,C1,,2001-01-01',
  'H2,Head Two,h2@city.example,Parks,5,,V1,C1,,2001-01-01',
  'P1,Person 1,p1@city.example,Crew,7,clerk,H1,V1,,2010-01-01',
  '',
].join('\n');

const indicator = (unit: string, name: string) => ({ unit, name, direction: 'higher' as const, target: '90', weight: '100' });

const PLAN = {
  indicators: [indicator('Parks', 'Trees'), indicator('Roads', 'Repairs'), indicator('Crew', 'Hours')],
  units: [
    { unit: 'Roads', partOf: 'Bureau' },
    { unit: 'Parks', partOf: 'Bureau' },
    { unit: 'Crew', partOf: 'Roads' },
  ],
};

beforeAll(async () => {
  record = await createRecord({ csv: PEOPLE, cycle: PLAN });
  await record.launch('goal-setting');
});
afterAll(() => record?.drop());

async function shownTo(employeeNo: string) {
  const { unit_id: unitId } = await record.db
    .selectFrom('employee')
    .select('unit_id')
    .where('id', '=', record.id(employeeNo))
    .executeTakeFirstOrThrow();
  return indicatorsOf(record.db, { cycleId: record.cycleId, unitId });
}

async function runOf(employeeNo: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select p.id
      from process_run p
      join evaluation e on e.id = p.evaluation_id
     where e.employee_id = ${record.id(employeeNo)}`.execute(record.db);
  return rows[0]?.id ?? '0';
}

/** A draft of one goal that serves the named indicator, handed in. */
async function serves(employeeNo: string, name: string): Promise<void> {
  const { id } = await record.db.selectFrom('indicator').select('id').where('name', '=', name).executeTakeFirstOrThrow();
  const task = await opened(record, await runOf(employeeNo), { kind: 'goals.draft' });
  const goal = {
    id: 'g1',
    title: 'roads that hold',
    duty: 'roads',
    measure: 'share',
    unitOfMeasure: '%',
    direction: 'higher',
    baseline: '76',
    history: [],
    method: 'ratio',
    target: '85',
    whyTarget: 'trend',
    source: 'register',
    frequency: 'monthly',
    influence: null,
    designation: null,
    weight: '100',
    sharedWith: [],
  };
  await answer(record, task, { content: { goals: [{ ...goal, indicatorId: id }] } });
}

test('the indicators of one’s own unit come first, then those of each of its parts', async () => {
  const seen = async (employeeNo: string) => (await shownTo(employeeNo)).map(({ name, unitName }) => `${unitName}: ${name}`);
  expect(await seen('V1')).toEqual(['Parks: Trees', 'Roads: Repairs']);
  expect(await seen('H1')).toEqual(['Roads: Repairs', 'Crew: Hours']);
  expect(await seen('P1')).toEqual(['Crew: Hours']);
});

test('a goal of a head serves an indicator of a part, and none of a part’s part or of a unit beside it', async () => {
  const refused = { code: 'invalid-input', details: { path: '/goals/0/indicatorId', reason: 'not-of-the-unit' } };
  await expect(serves('V1', 'Hours')).rejects.toMatchObject(refused);
  await expect(serves('H1', 'Trees')).rejects.toMatchObject(refused);
  await expect(serves('P1', 'Repairs')).rejects.toMatchObject(refused);
  await serves('V1', 'Trees');
  await serves('H1', 'Hours');
});

test('a bureau whose parts have indicators is not one without', async () => {
  const bare = async (plan: Pick<CreateCycleInput, 'indicators' | 'units'>) => {
    const committee = { chair: 'C1', members: ['V1', 'H1'] };
    const { id: cycleId } = await createCycle(record.db, {
      name: newName(),
      year: 2027,
      packName: 'kr-local-grade5',
      committee,
      ...plan,
    });
    const { pleaseLook } = await previewLaunch(record.db, { cycleId });
    return pleaseLook.filter(({ code }) => code === 'unit-without-indicators').map(({ details }) => details);
  };
  expect(await bare(PLAN)).toEqual([]);
  expect(await bare({ indicators: PLAN.indicators })).toEqual([{ units: ['Bureau'] }]);
});
