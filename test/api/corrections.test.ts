import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UNIT_CARD, finishedYear } from '../support/pack-year.ts';
import type { CycleRecord } from '../support/record.ts';
import { type Client, appOver, signInTo } from './support.ts';

let record: CycleRecord;
let app: FastifyInstance;
let hr: Client;
let approver: Client;
let evaluation: { readonly id: string; readonly employee_id: string };
beforeAll(async () => {
  record = await finishedYear(UNIT_CARD);
  const role = (no: string, name: string) => ({ employee_id: record.id(no), role: name });
  await record.db
    .insertInto('role_assignment')
    .values([role('C1', 'hr'), role('V1', 'hr-approver')])
    .execute();
  app = await appOver(record.db, { logged: [] });
  [hr, approver] = (await Promise.all(['C1', 'V1'].map((no) => signInTo(app, record.db, no)))) as [Client, Client];
  evaluation = await record.db
    .selectFrom('evaluation')
    .select(['id', 'employee_id'])
    .where('employee_id', '=', record.id('P1'))
    .executeTakeFirstOrThrow();
});
afterAll(async () => {
  await app?.close();
  await record?.drop();
});

interface Indicator {
  readonly id: string;
  readonly name: string;
}

async function repairs(): Promise<Indicator> {
  const { body } = await hr.ask('GET', `/results/${evaluation.id}/correctable`);
  const found = (body['indicators'] as Indicator[]).find(({ name }) => name === 'Repairs');
  if (found === undefined) throw new Error('no such indicator');
  return found;
}

function commandOf(given: object) {
  return { command: 'correct-result', cycleId: record.cycleId, selection: { evaluationIds: [evaluation.id] }, arguments: given };
}

const accesses = () =>
  record.db
    .selectFrom('access_log')
    .select(['actor_id', 'evaluation_id', 'purpose'])
    .where('what', '=', 'correction')
    .where('purpose', 'is not', null)
    .orderBy('id')
    .execute();

describe('what HR may correct', () => {
  test('is told with the levels of the pack and the indicators of the card, without any result', async () => {
    const { status, body } = await hr.ask('GET', `/results/${evaluation.id}/correctable`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      cycleId: record.cycleId,
      person: { employeeNo: 'P1', name: 'Person 1', unitName: 'Roads' },
      levels: record.pack.levels.map(({ level, name }) => ({ level, name })),
      indicators: [
        { name: 'Days of waiting', target: '7', actual: '9' },
        { name: 'Repairs', unitName: 'Roads', target: '90', actual: '81.5' },
      ],
    });
    expect(Object.keys(body)).toEqual(['cycleId', 'person', 'levels', 'indicators']);
  });
});

describe('the preview of a correction', () => {
  test('tells counts alone to who does not say what for, and leaves no view', async () => {
    const body = commandOf({ indicatorId: (await repairs()).id, actual: '90' });
    const preview = await hr.ask('POST', '/commands/preview', { body });
    expect(preview.body).toMatchObject({ affected: 4, details: { scores: 4 } });
    expect(preview.body).not.toHaveProperty('correction');
    expect(await accesses()).toEqual([]);
  });

  test('tells who says what for the numbers and everybody’s result before and after, and each view is logged', async () => {
    const body = commandOf({ indicatorId: (await repairs()).id, actual: '90' });
    const { body: told } = await approver.ask('POST', '/commands/preview?purpose=to+approve+it', { body });
    const people = (told['correction'] as { people: { name: string; before: { score: string }; after: { score: string } }[] })
      .people;
    expect(told['correction']).toMatchObject({
      indicator: {
        name: 'Repairs',
        unitName: 'Roads',
        before: { target: '90', actual: '81.5' },
        after: { target: '90', actual: '90' },
      },
    });
    expect(people.map(({ name }) => name)).toEqual(['Person 1', 'Person 2', 'Person 3', 'Person 4']);
    for (const { before, after } of people) expect(Number(after.score)).toBeGreaterThan(Number(before.score));
    const views = await accesses();
    expect(views).toHaveLength(4);
    expect(views).toContainEqual({ actor_id: record.id('V1'), evaluation_id: evaluation.id, purpose: 'to approve it' });
  });

  test('of a level tells the person’s own result alone', async () => {
    const { body } = await hr.ask('POST', '/commands/preview?purpose=an+appeal', { body: commandOf({ level: 'B' }) });
    const { grade } = await record.db
      .selectFrom('result')
      .select('grade')
      .where('evaluation_id', '=', evaluation.id)
      .executeTakeFirstOrThrow();
    expect(body['correction']).toMatchObject({
      indicator: null,
      people: [{ name: 'Person 1', before: { grade }, after: { grade: 'B' } }],
    });
  });

  test('that is refused does not tell the level which the person holds', async () => {
    const { grade } = await record.db
      .selectFrom('result')
      .select('grade')
      .where('evaluation_id', '=', evaluation.id)
      .executeTakeFirstOrThrow();
    const { body } = await hr.ask('POST', '/commands/preview', { body: commandOf({ level: grade }) });
    expect(body['blockedBy']).toMatchObject([{ code: 'value-out-of-range', details: { path: '/arguments/level' } }]);
    expect(JSON.stringify(body)).not.toContain('held');
  });
});
