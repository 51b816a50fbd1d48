import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { advanceRehearsalClock } from '../../commands/advance-rehearsal-clock.ts';
import { executeDueRequests } from '../../commands/execute-due-requests.ts';
import { finishProcess } from '../../commands/finish-process.ts';
import { importPeople } from '../../commands/import-people.ts';
import { launchPhase } from '../../commands/launch-phase.ts';
import { lookAtWait } from '../../commands/look-at-wait.ts';
import { publishCycle } from '../../commands/publish-cycle.ts';
import { approveCommand, previewCommand, requestCommand, undoCommand } from '../../commands/run-request.ts';
import { asHr1, confirmAll, csvOf, launchedCity, order, smallCity, type SmallCity, leaves } from './small-city.ts';

let city: SmallCity;
afterEach(() => city.drop());

const NEWCOMER = 'S9,Name S9,s9@city.example,Tax,7,Job,H1,M1,Staff,2026-08-03';
const runs = (phase: string) =>
  city.db
    .selectFrom('process_run')
    .select(['state', 'outcome', 'reason'])
    .where('cycle_id', '=', city.cycleId)
    .where('phase', '=', phase)
    .execute();
const moveTo = (to: string) => advanceRehearsalClock(city.db, { rehearsalId: city.rehearsalId, to });

describe('launch-cycle', () => {
  beforeEach(async () => {
    city = await smallCity();
  });

  test('enrols with names, grades and units as they are, and starts the process of the cycle', async () => {
    expect(await order(city, { command: 'launch-cycle', arguments: { inMinutes: 0 } })).toMatchObject({
      state: 'executed',
      outcome: { enrolled: 10 },
    });
    const rows = await city.db
      .selectFrom('evaluation as e')
      .innerJoin('rating_group as g', 'g.id', 'e.rating_group_id')
      .select(['e.name', 'e.grade', 'e.unit_name', 'g.name as group', 'g.quota'])
      .where('e.employee_id', 'in', [city.ids['H1'] ?? '', city.ids['S1'] ?? ''])
      .orderBy('e.id')
      .execute();
    expect(rows).toEqual([
      { name: 'Name H1', grade: '5', unit_name: 'Tax', group: 'Heads', quota: false },
      { name: 'Name S1', grade: '7', unit_name: 'Tax', group: 'Staff', quota: true },
    ]);
    expect(await city.db.selectFrom('outbox').select(['workflow_id', 'workflow_type', 'how']).execute()).toEqual([
      { workflow_id: `cycle/${city.cycleId}/1`, workflow_type: 'cycleWorkflow', how: 'start' },
    ]);
  });

  test('is refused while something must be mended, with what it is', async () => {
    await sql`update indicator set weight = 90`.execute(city.db);
    const asked = requestCommand(city.db, asHr1(city, { command: 'launch-cycle', arguments: {} }));
    await expect(asked).rejects.toMatchObject({
      code: 'launch-blocked',
      details: { blockedBy: [{ code: 'weights-do-not-sum' }, {}, {}] },
    });
  });

  test('is refused at the approval if something must be mended by then', async () => {
    const { id } = await requestCommand(city.db, asHr1(city, { command: 'launch-cycle', arguments: { inMinutes: 0 } }));
    await leaves(city, 'H1', '2026-01-01');
    await expect(approveCommand(city.db, { requestId: id, actorId: city.ids['HR2'] ?? '' })).rejects.toMatchObject({
      code: 'launch-blocked',
    });
    expect(await city.db.selectFrom('evaluation').select('id').execute()).toEqual([]);
  });
});

describe('launch-missing', () => {
  beforeEach(async () => {
    city = await launchedCity();
  });

  test('takes only who came later, into every phase that has begun', async () => {
    await importPeople(city.db, { file: csvOf(NEWCOMER) });
    await confirmAll(city);
    const preview = await previewCommand(city.db, asHr1(city, { command: 'launch-missing' }));
    expect(preview).toMatchObject({ affected: 1, details: { starts: ['S9'] } });
    const { outcome } = await order(city, { command: 'launch-missing' });
    expect(outcome).toMatchObject({ enrolled: 1, phases: { 'goal-setting': { started: 1, skipped: 0 } } });
    expect(await order(city, { command: 'launch-missing' })).toMatchObject({
      outcome: { enrolled: 0, phases: { 'goal-setting': { started: 0 } } },
    });
    expect(await runs('goal-setting')).toHaveLength(11);
  });

  test('notes a phase as skipped whose window is over and that has no days for newcomers', async () => {
    await launchPhase(city.db, { cycleId: city.cycleId, phase: 'midterm-coaching' });
    await moveTo('2026-08-03T00:00:00.000Z');
    await importPeople(city.db, { file: csvOf(NEWCOMER) });
    await confirmAll(city);
    const { outcome } = await order(city, { command: 'launch-missing' });
    expect(outcome).toMatchObject({ phases: { 'goal-setting': { started: 1 }, 'midterm-coaching': { started: 0, skipped: 1 } } });
    expect(await runs('midterm-coaching')).toContainEqual({ state: 'done', outcome: 'skipped', reason: 'window-over' });
  });

  test('names who is not rated although new, and lets nobody into a group whose calibration has begun', async () => {
    await city.db.updateTable('rating_group').set({ locked_at: '2026-01-19T00:00:00Z' }).where('name', '=', 'Heads').execute();
    await importPeople(city.db, { file: csvOf(NEWCOMER, 'H3,Name H3,h3@city.example,Top,5,Job,M1,,Heads,2026-01-01') });
    await confirmAll(city);
    const { outcome } = await order(city, {
      command: 'launch-missing',
      arguments: { exclude: [{ employeeNo: 'S9', reason: 'under two months' }] },
    });
    expect(outcome).toMatchObject({ enrolled: 0, excluded: 2 });
    const rows = await city.db
      .selectFrom('evaluation')
      .select(['name', 'reason'])
      .where('state', '=', 'excluded')
      .orderBy('name')
      .execute();
    expect(rows).toEqual([
      { name: 'Name H3', reason: 'group-locked' },
      { name: 'Name S9', reason: 'under two months' },
    ]);
  });
});

describe('publish', () => {
  const pokes = async () =>
    (
      await city.db
        .selectFrom('outbox')
        .select('id')
        .where('workflow_type', '=', 'cycleWorkflow')
        .where('signal', 'is not', null)
        .execute()
    ).length;

  test('plans the instant, wakes the process of the cycle at the approval, at the instant and when it is taken back', async () => {
    city = await launchedCity();
    const preview = await previewCommand(city.db, asHr1(city, { command: 'publish', arguments: {} }));
    expect(preview).toMatchObject({ affected: 10, needsSecondPerson: true });
    expect(preview.pleaseLook.map(({ code }) => code)).toEqual(['calibration-not-complete', 'calibration-not-complete']);
    expect(await order(city, { command: 'publish', arguments: { at: '2026-01-20T01:00:00Z' } })).toMatchObject({
      state: 'planned',
    });
    expect(await pokes()).toBe(1);
    await moveTo('2026-01-20T01:00:00.000Z');
    expect(await pokes()).toBe(2);
  });

  test('a session that ends wakes the process of the cycle: a planned publication may have waited for it', async () => {
    city = await launchedCity();
    await launchPhase(city.db, { cycleId: city.cycleId, phase: 'calibration' });
    const [session] = await city.db.selectFrom('process_run').select('id').where('phase', '=', 'calibration').execute();
    await finishProcess(city.db, { processRunId: session?.id ?? '', outcome: 'locked' });
    await finishProcess(city.db, { processRunId: session?.id ?? '', outcome: 'locked' });
    expect(await pokes()).toBe(1);
  });

  test('is not done before its request is carried out, and cannot be taken back from then on', async () => {
    city = await launchedCity();
    const { id: processRunId } = await city.db
      .selectFrom('process_run')
      .select('id')
      .where('phase', '=', 'cycle')
      .executeTakeFirstOrThrow();
    const { id: requestId } = await order(city, { command: 'publish', arguments: { at: '2026-01-20T01:00:00Z' } });
    const looked = () => lookAtWait(city.db, { processRunId, wait: 'publication' });
    const complaints = () => city.db.selectFrom('notification').select('id').where('mail_kind', '=', 'hr.told').execute();
    await city.db.updateTable('rehearsal').set({ now_at: '2026-01-20T01:00:00Z' }).execute();
    expect((await looked()).over).toBe(false);
    expect(await complaints()).toEqual([]);
    expect(await executeDueRequests(city.db)).toBe(1);
    expect((await looked()).over).toBe(false);
    expect(await complaints()).not.toEqual([]); // results are missing
    await city.db.updateTable('evaluation').set({ state: 'excluded', reason: 'nobody is missing' }).execute();
    await expect(undoCommand(city.db, { requestId, actorId: city.ids['HR1'] ?? '' })).rejects.toMatchObject({
      code: 'command-already-decided',
    });
    expect(await looked()).toMatchObject({ over: true, count: 1 });
    expect(await publishCycle(city.db, { processRunId })).toEqual({ published: true });
    const { published_at } = await city.db.selectFrom('cycle').select('published_at').executeTakeFirstOrThrow();
    expect(published_at).toBe('2026-01-20T01:00:00.000Z');
  });

  test('is refused before the launch and after the publication', async () => {
    city = await smallCity();
    const ask = () => requestCommand(city.db, asHr1(city, { command: 'publish', arguments: {} }));
    await expect(ask()).rejects.toMatchObject({ code: 'cycle-not-launched' });
    await city.db
      .updateTable('cycle')
      .set({ launched_at: '2026-01-13T23:30:00Z', published_at: '2026-01-13T23:30:00Z' })
      .execute();
    await expect(ask()).rejects.toMatchObject({ code: 'launch-blocked', details: { blockedBy: [{ code: 'cycle-published' }] } });
  });
});
