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
    .select(['actor_id', 'evaluation_id', 'purpose', 'note'])
    .where('what', '=', 'correction')
    .where('purpose', 'is not', null)
    .orderBy('id')
    .execute();

async function held(): Promise<string | null> {
  const { grade } = await record.db
    .selectFrom('result')
    .select('grade')
    .where('evaluation_id', '=', evaluation.id)
    .executeTakeFirstOrThrow();
  return grade;
}

/** What was answered, and the views that it left. */
async function viewsLeftBy<T>(asking: () => Promise<T>) {
  const before = (await accesses()).length;
  return { ...(await asking()), views: (await accesses()).slice(before) };
}

const CORRECTION = '/commands/preview/correction';

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
  test('tells how many it concerns alone to who does not say what for, and leaves no view', async () => {
    const body = commandOf({ indicatorId: (await repairs()).id, actual: '90' });
    const preview = await hr.ask('POST', '/commands/preview', { body });
    expect(preview.body).toMatchObject({ affected: 4, blockedBy: [], pleaseLook: [{ code: 'purpose-needed' }], details: {} });
    expect(preview.body).not.toHaveProperty('correction');
    expect(await accesses()).toEqual([]);
  });

  test('of a level is the same for every level to who does not say what for, and leaves no view', async () => {
    const levels = [...record.pack.levels.map(({ level }) => level), 'no such level'];
    expect(levels).toContain(await held());
    const told = new Set<string>();
    for (const level of levels) {
      const { status, body } = await hr.ask('POST', '/commands/preview', { body: commandOf({ level }) });
      expect(status).toBe(200);
      told.add(JSON.stringify(body));
    }
    expect(told.size).toBe(1);
    expect(await accesses()).toEqual([]);
  });

  test('tells who says what for the numbers and everybody’s result before and after, and each view is logged', async () => {
    const body = commandOf({ indicatorId: (await repairs()).id, actual: '90' });
    const { body: told } = await hr.ask('POST', `${CORRECTION}?note=an+error`, { body });
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
    expect(views).toContainEqual({
      actor_id: record.id('C1'),
      evaluation_id: evaluation.id,
      purpose: 'correction',
      note: 'an error',
    });
  });

  test('of a level tells the person’s own result alone, in one view', async () => {
    const { body, views } = await viewsLeftBy(() =>
      hr.ask('POST', `${CORRECTION}?note=an+appeal`, { body: commandOf({ level: 'B' }) }),
    );
    expect(body['correction']).toMatchObject({
      indicator: null,
      people: [{ name: 'Person 1', before: { grade: await held() }, after: { grade: 'B' } }],
    });
    expect(views).toEqual([
      { actor_id: record.id('C1'), evaluation_id: evaluation.id, purpose: 'correction', note: 'an appeal' },
    ]);
  });

  test('that is refused is a view as well: it tells the level which the person holds', async () => {
    const level = await held();
    const { body, views } = await viewsLeftBy(() =>
      hr.ask('POST', `${CORRECTION}?note=a+second+appeal`, { body: commandOf({ level }) }),
    );
    expect(body['blockedBy']).toMatchObject([{ code: 'value-out-of-range', details: { path: '/arguments/level' } }]);
    expect(JSON.stringify(body)).not.toContain('held');
    expect(views).toEqual([
      { actor_id: record.id('C1'), evaluation_id: evaluation.id, purpose: 'correction', note: 'a second appeal' },
    ]);
  });

  test('row-1: of the own level is the own case, whatever else is selected', async () => {
    await record.db
      .insertInto('role_assignment')
      .values({ employee_id: record.id('P1'), role: 'hr' })
      .execute();
    const own = await signInTo(app, record.db, 'P1');
    const selection = { evaluationIds: [evaluation.id], unitIds: ['999999'] };
    const { body } = await own.ask('POST', '/commands/preview', { body: { ...commandOf({ level: 'B' }), selection } });
    expect(body).toMatchObject({ blockedBy: [{ code: 'own-case' }] });
    await record.db.deleteFrom('role_assignment').where('employee_id', '=', record.id('P1')).execute();
  });

  test('is refused without a reason, and leaves no view of somebody who is not of the cycle', async () => {
    const { status, body } = await hr.ask('POST', CORRECTION, { body: commandOf({ level: 'B' }) });
    expect([status, body['code']]).toEqual([400, 'invalid-input']);
    const stranger = { ...commandOf({ level: 'B' }), selection: { evaluationIds: ['987654'] } };
    const { body: told, views } = await viewsLeftBy(() => hr.ask('POST', `${CORRECTION}?note=why`, { body: stranger }));
    expect(told['blockedBy']).toMatchObject([{ code: 'nothing-selected' }]);
    expect(views).toEqual([]);
  });

  test('of somebody’s invention is nothing to who only approves', async () => {
    const { status, views } = await viewsLeftBy(() =>
      approver.ask('POST', `${CORRECTION}?note=to+approve+it`, { body: commandOf({ level: 'B' }) }),
    );
    expect(status).toBe(404);
    expect(views).toEqual([]);
  });
});

describe('a request for a correction', () => {
  const ask = (given: object, key: string) =>
    hr.ask('POST', '/commands', {
      body: { ...commandOf(given), reason: `an appeal\nwas accepted, ${key}`, idempotencyKey: key },
    });

  test('of a level is a view too, refused or not', async () => {
    const level = await held();
    const { body, views } = await viewsLeftBy(() => ask({ level }, 'held'));
    expect(body['code']).toBe('value-out-of-range');
    expect(views).toEqual([
      { actor_id: record.id('C1'), evaluation_id: evaluation.id, purpose: 'correction', note: 'an appeal was accepted, held' },
    ]);
  });

  test('tells the second person what it would do while it waits, logged with its reason', async () => {
    const { body: asked } = await ask({ indicatorId: (await repairs()).id, actual: '90' }, 'numbers');
    const look = `/commands/${String(asked['id'])}/preview`;
    const { body, views } = await viewsLeftBy(() => approver.ask('GET', look));
    expect(body).toMatchObject({ affected: 4, blockedBy: [], correction: { indicator: { after: { actual: '90' } } } });
    expect(views).toHaveLength(4);
    expect(views).toContainEqual({
      actor_id: record.id('V1'),
      evaluation_id: evaluation.id,
      purpose: 'correction',
      note: 'an appeal was accepted, numbers',
    });
    await approver.ask('POST', `/commands/${String(asked['id'])}/undo`);
    const after = await viewsLeftBy(() => approver.ask('GET', look));
    expect(after.body['code']).toBe('command-already-decided');
    expect(after.views).toEqual([]);
  });

  test('row-5: does not tell its level in lists and answers, and who reads of it there leaves a view', async () => {
    const { body: asked } = await ask({ level: 'B' }, 'listed');
    const { body, views } = await viewsLeftBy(() => approver.ask('GET', '/commands'));
    const answers = [asked, body, (await approver.ask('POST', `/commands/${String(asked['id'])}/undo`)).body];
    for (const told of answers) expect(JSON.stringify(told)).not.toContain('"level"');
    expect(views).toMatchObject([{ actor_id: record.id('V1'), evaluation_id: evaluation.id, purpose: 'correction' }]);
    expect((await viewsLeftBy(() => approver.ask('GET', '/commands'))).views).toEqual([]);
  });

  test('row-5: of a level is a view for who takes it back without having looked', async () => {
    const { body: asked } = await ask({ level: 'B' }, 'unseen');
    const { body, views } = await viewsLeftBy(() => approver.ask('POST', `/commands/${String(asked['id'])}/undo`));
    expect(body['state']).toBe('undone');
    expect(views).toMatchObject([{ actor_id: record.id('V1'), evaluation_id: evaluation.id, purpose: 'correction' }]);
  });

  test('of a level tells the second person that one result, in one view', async () => {
    const { body: asked } = await ask({ level: 'B' }, 'level');
    const { body, views } = await viewsLeftBy(() => approver.ask('GET', `/commands/${String(asked['id'])}/preview`));
    expect(body['correction']).toMatchObject({ people: [{ name: 'Person 1', after: { grade: 'B' } }] });
    expect(views).toHaveLength(1);
    await approver.ask('POST', `/commands/${String(asked['id'])}/undo`);
    const after = await viewsLeftBy(() => approver.ask('GET', `/commands/${String(asked['id'])}/preview`));
    expect([after.body['code'], after.views]).toEqual(['command-already-decided', []]);
  });
});
