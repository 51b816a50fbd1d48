import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { advanceRehearsalClock } from '../../commands/advance-rehearsal-clock.ts';
import { previewCommand } from '../../commands/run-request.ts';
import { saveDraft } from '../../commands/save-draft.ts';
import type { Selection } from '../../contracts/commands.ts';
import { setAsideDrafts } from '../../db/reading/submissions.ts';
import { findSession } from '../../db/reading/calibration.ts';
import { sessionRelation } from '../../db/reading/relations.ts';
import { calibrate } from '../../workflows/calibration.ts';
import { carryOn } from '../support/carry-on.ts';
import { attend, calibratingCity, type CalibratingCity, lock, openTaskOf } from './calibrating-city.ts';
import { asHr1, order, PEOPLE, type SmallPlan } from './small-city.ts';

const others = ['X1', 'X3'].map((no) => `${no},Name ${no},${no.toLowerCase()}@city.example,Top,6,Job,,,,2020-01-01`);
const PLAN: SmallPlan = { people: [...PEOPLE, ...others], committee: { chair: 'M1', members: ['H1', 'H2', 'X3'] } };
/** Under a pack whose committee meets again until enough come. */
const MEETS_AGAIN: SmallPlan = {
  ...PLAN,
  pack: (pack) => ({ ...pack, calibration: { ...pack.calibration, withoutQuorum: 'meets-again' } }),
};

let city: CalibratingCity;
beforeEach(async () => {
  city = await calibratingCity(MEETS_AGAIN);
});
afterEach(() => city.drop());

const idOf = (no: string) => city.ids[no] ?? '0';
const ofSession = (): Selection => ({ runIds: [city.session] });
const mayRead = async (no: string) => {
  const relation = await sessionRelation(city.db, { processRunId: city.session, employeeId: idOf(no) });
  return relation?.member === true && relation.open;
};
const board = async () => {
  const session = await findSession(city.db, city.session);
  return { chair: session?.chair, members: session?.members.map(({ name }) => name) };
};
const taskOf = (kind: 'calibration.meeting' | 'calibration.lock', seat = 1) => openTaskOf(city, kind, seat);
const allSilent = async () => {
  await advanceRehearsalClock(city.db, { rehearsalId: city.rehearsalId, to: '2027-01-20T00:00:00.000Z' });
  await carryOn(city.db, city.session, calibrate);
};
const ask = async (request: Parameters<typeof order>[1]) => {
  await order(city, request);
  await carryOn(city.db, city.session, calibrate);
};
const reassign = (as: 'chair' | 'member', employeeNo: string, { insteadOf, selection }: Instead = {}) => ({
  command: 'reassign',
  selection: selection ?? ofSession(),
  arguments: { as, employeeNo, ...(insteadOf !== undefined && { insteadOf }) },
});
interface Instead {
  readonly insteadOf?: string;
  readonly selection?: Selection;
}
const give = (taskId: string, employeeNo: string) => ({
  command: 'reassign',
  selection: { taskIds: [taskId] },
  arguments: { as: 'task', employeeNo },
});
const committeeOfCycle = async () =>
  (await city.db.selectFrom('cycle').select('committee').where('id', '=', city.cycleId).executeTakeFirstOrThrow()).committee;
const blockedBy = async (request: Parameters<typeof asHr1>[1]) =>
  (await previewCommand(city.db, asHr1(city, request))).blockedBy.map(({ code, details }) => details?.['reason'] ?? code);

describe('a substitute in the committee', () => {
  test('row-7: task, chair and board go to the substitute of the chair together, and leave the one before', async () => {
    await allSilent();
    await ask(give((await taskOf('calibration.lock'))?.id ?? '', 'X1'));
    expect(await mayRead('X1')).toBe(true);
    expect(await mayRead('M1')).toBe(false);
    expect(await board()).toEqual({ chair: 'Name X1', members: ['Name H1', 'Name H2', 'Name X3'] });
  });

  test('row-7: a chair is given to another before the decision is asked, with the board and what is asked later', async () => {
    await ask(reassign('chair', 'X1'));
    expect(await mayRead('X1')).toBe(true);
    expect(await mayRead('M1')).toBe(false);
    await allSilent();
    expect(await taskOf('calibration.lock')).toMatchObject({ assignee_id: idOf('X1') });
    expect(await committeeOfCycle()).toMatchObject({ chair: idOf('M1') });
  });

  test('row-7: a substitute for a whole phase also decides about the groups that are complete later', async () => {
    const whole = { selection: { phase: 'calibration' } };
    await allSilent();
    await ask(reassign('chair', 'X3', whole));
    expect(await taskOf('calibration.lock')).toMatchObject({ assignee_id: idOf('X3') });
    expect(await committeeOfCycle()).toEqual({ chair: idOf('X3'), members: [idOf('H1'), idOf('H2')] });
    await ask(reassign('member', 'X1', { ...whole, insteadOf: 'H1' }));
    expect(await committeeOfCycle()).toEqual({ chair: idOf('X3'), members: [idOf('X1'), idOf('H2')] });
    await ask(reassign('member', 'M1', whole));
    expect(await committeeOfCycle()).toEqual({ chair: idOf('X3'), members: [idOf('X1'), idOf('H2'), idOf('M1')] });
  });

  test('row-7: a seat goes to the substitute of a member, with what is open', async () => {
    await ask(reassign('member', 'X1', { insteadOf: 'H1' }));
    expect(await taskOf('calibration.meeting')).toMatchObject({ assignee_id: idOf('X1') });
    expect(await mayRead('H1')).toBe(false);
    expect(await mayRead('X1')).toBe(true);
  });

  test('row-7: nobody sits or chairs where they are rated, or twice', async () => {
    const meeting = (await taskOf('calibration.meeting'))?.id ?? '';
    await allSilent();
    const decision = (await taskOf('calibration.lock'))?.id ?? '';
    expect(await blockedBy(give(decision, 'S1'))).toEqual(['rated-here']);
    expect(await blockedBy(reassign('chair', 'S1'))).toEqual(['rated-here']);
    expect(await blockedBy(reassign('member', 'S1'))).toEqual(['rated-here']);
    expect(await blockedBy(reassign('member', 'H2', { insteadOf: 'H1' }))).toEqual(['sits-already']);
    expect(await blockedBy(reassign('member', 'M1'))).toEqual(['sits-already']);
    expect(await blockedBy(reassign('chair', 'H1'))).toEqual([]);
    expect(await blockedBy(give(meeting, 'X1'))).toEqual(['nothing-selected']);
  });

  test('row-7: an answer to the call is of who gave it: a substitute does not attend by it', async () => {
    await attend(city, 1);
    await ask(reassign('member', 'X1', { insteadOf: 'H1' }));
    const session = await findSession(city.db, city.session);
    expect(session?.members[0]).toEqual({ seat: 1, name: 'Name X1', attends: null });
    await allSilent();
    const refused = { code: 'calibration-not-complete', details: { present: 1, quorum: 2 } };
    await expect(lock(city)).rejects.toMatchObject(refused);
  });

  test('row-7: a member who takes the chair is one person of the quorum', async () => {
    await attend(city, 1);
    await allSilent();
    await ask(reassign('chair', 'H1'));
    const refused = { code: 'calibration-not-complete', details: { present: 1, quorum: 2 } };
    await expect(lock(city)).rejects.toMatchObject(refused);
  });
});

describe('a committee that stays silent', () => {
  const state = async () => {
    const run = await city.db
      .selectFrom('process_run')
      .select(['state', 'outcome', 'why_failed'])
      .where('id', '=', city.session)
      .executeTakeFirstOrThrow();
    const results = await city.db.selectFrom('result').select('id').execute();
    return { ...run, results: results.length };
  };
  const DECIDED = { state: 'done', outcome: 'locked', why_failed: null, results: 8 };
  const AT = '2027-01-27T05:00:00.000Z';
  const callAgain = { command: 'call-again', selection: {}, arguments: { at: AT } };
  const decide = () => ({ command: 'decide-silence', selection: ofSession(), arguments: {} });
  const chairIsLate = () => advanceRehearsalClock(city.db, { rehearsalId: city.rehearsalId, to: '2027-01-25T00:00:00.000Z' });

  test('row-21: below its quorum it is called again, with substitutes, at another time, and then decides', async () => {
    await allSilent();
    await expect(lock(city)).rejects.toMatchObject({ code: 'calibration-not-complete' });
    await ask({ ...callAgain, selection: ofSession() });
    expect(await taskOf('calibration.lock')).toBeUndefined();
    expect(await taskOf('calibration.meeting')).toMatchObject({ round: 2, due_at: '2027-01-21T09:00:00.000Z' });
    expect(await findSession(city.db, city.session)).toMatchObject({ meetingAt: AT });
    const told = city.db.selectFrom('notification').select('id').where('mail_kind', '=', 'calibration.meeting');
    expect(await told.execute()).toHaveLength(6);
    await ask(reassign('member', 'X1', { insteadOf: 'H1' }));
    await attend(city, 1);
    await advanceRehearsalClock(city.db, { rehearsalId: city.rehearsalId, to: '2027-01-22T00:00:00.000Z' });
    await carryOn(city.db, city.session, calibrate);
    await lock(city);
    expect(await state()).toEqual(DECIDED);
  });

  test('row-21: a seat that is added while a committee is silent is asked when it is called again', async () => {
    await allSilent();
    await ask(reassign('member', 'X1'));
    await ask({ ...callAgain, selection: ofSession() });
    await attend(city, 4);
    await advanceRehearsalClock(city.db, { rehearsalId: city.rehearsalId, to: '2027-01-22T00:00:00.000Z' });
    await carryOn(city.db, city.session, calibrate);
    await lock(city);
    expect(await state()).toEqual(DECIDED);
  });

  test('row-21: what a chair has drafted is there when the meeting was called again, and stays theirs when another decides', async () => {
    await allSilent();
    const task = await taskOf('calibration.lock');
    const content = { moves: [], changes: [], discussed: true, minutes: 'Half written' };
    await saveDraft(city.db, { taskId: task?.id ?? '', actorId: idOf('M1'), version: 0, content });
    await ask({ ...callAgain, selection: ofSession() });
    expect(await setAsideDrafts(city.db, idOf('M1'))).toMatchObject([{ taskId: task?.id, content }]);
    await advanceRehearsalClock(city.db, { rehearsalId: city.rehearsalId, to: '2027-01-22T00:00:00.000Z' });
    await carryOn(city.db, city.session, calibrate);
    const drafted = async () => {
      const id = (await taskOf('calibration.lock'))?.id ?? '';
      return (await city.db.selectFrom('task_draft').select('content').where('task_id', '=', id).executeTakeFirst())?.content;
    };
    expect(await drafted()).toEqual(content);
    await ask(reassign('chair', 'X1'));
    expect(await drafted()).toEqual({ moves: [], changes: [], discussed: false });
  });

  test('row-21: a meeting is called again for a time that is still to come', async () => {
    await allSilent();
    const early = { ...callAgain, selection: ofSession(), arguments: { at: '2027-01-19T00:00:00.000Z' } };
    expect(await blockedBy(early)).toEqual(['in-the-past']);
  });

  test('row-21: in the place of a chair who stays silent the deputy decides', async () => {
    await attend(city, 2);
    await allSilent();
    await chairIsLate();
    const { changes, blockedBy: blocked } = await previewCommand(city.db, asHr1(city, decide()));
    expect(blocked).toEqual([]);
    expect(changes).toContainEqual(
      expect.objectContaining({ what: 'chair', group: 'Staff', after: { person: { employeeNo: 'H1', name: 'Name H1' } } }),
    );
    await ask(decide());
    expect(await taskOf('calibration.lock')).toMatchObject({
      round: 2,
      assignee_id: idOf('H1'),
      due_at: '2027-01-26T09:00:00.000Z',
    });
    expect(await mayRead('M1')).toBe(false);
    await lock(city);
    expect(await state()).toEqual(DECIDED);
  });

  test('row-21: what a silent chair has drafted stays theirs to read when the deputy decides', async () => {
    await attend(city, 2);
    await allSilent();
    const task = await taskOf('calibration.lock');
    const content = { moves: [], changes: [], discussed: true, minutes: 'Half written' };
    await saveDraft(city.db, { taskId: task?.id ?? '', actorId: idOf('M1'), version: 0, content });
    await chairIsLate();
    await ask(decide());
    expect(await setAsideDrafts(city.db, idOf('M1'))).toMatchObject([{ taskId: task?.id, content }]);
    expect(await setAsideDrafts(city.db, idOf('H1'))).toEqual([]);
  });

  test('row-21: where no deputy is left HR names a chair, and nothing is skipped before', async () => {
    await attend(city, 2);
    await allSilent();
    for (const [chair, to] of [
      ['M1', '2027-01-25T00:00:00.000Z'],
      ['H1', '2027-01-27T00:00:00.000Z'],
      ['H2', '2027-01-29T00:00:00.000Z'],
    ] as const) {
      expect(await taskOf('calibration.lock')).toMatchObject({ assignee_id: idOf(chair) });
      await advanceRehearsalClock(city.db, { rehearsalId: city.rehearsalId, to });
      await ask(decide());
    }
    await advanceRehearsalClock(city.db, { rehearsalId: city.rehearsalId, to: '2027-02-02T00:00:00.000Z' });
    expect(await taskOf('calibration.lock')).toMatchObject({ assignee_id: idOf('X3') });
    expect(await blockedBy(decide())).toEqual(['chair-missing']);
    await ask(reassign('chair', 'X1'));
    await lock(city);
    expect(await state()).toEqual(DECIDED);
  });
});

test('row-21: below its quorum the chair decides alone where the pack says so, and it is recorded how many decided', async () => {
  const alone = await calibratingCity(PLAN);
  await advanceRehearsalClock(alone.db, { rehearsalId: alone.rehearsalId, to: '2027-01-20T00:00:00.000Z' });
  await carryOn(alone.db, alone.session, calibrate);
  await lock(alone);
  const locked = alone.db.selectFrom('audit_event').select('details').where('what', '=', 'calibration.locked');
  expect(await locked.execute()).toEqual([{ details: expect.objectContaining({ present: 1, quorum: 2 }) as unknown }]);
  await alone.drop();
});

test('row-21: whoever may not decide about a group does not chair it: the deputy does, and has one voice', async () => {
  const own = await calibratingCity({ ...PLAN, committee: { chair: 'S1', members: ['H1', 'H2', 'X3'] } });
  expect(await findSession(own.db, own.session)).toMatchObject({ chair: 'Name H1' });
  expect(await openTaskOf(own, 'calibration.meeting', 1)).toBeUndefined();
  expect(await openTaskOf(own, 'calibration.meeting', 2)).toMatchObject({ assignee_id: own.ids['H2'] });
  await own.drop();
});

test('row-21: a group about which nobody may decide stands on the board of HR, who names a chair and retries', async () => {
  const rated = { command: 'reassign', selection: { phase: 'calibration' }, arguments: { as: 'chair', employeeNo: 'S1' } };
  const without = await calibratingCity({ ...PLAN, committee: { chair: 'M1', members: [] } }, (launched) =>
    order(launched, rated),
  );
  const run = () =>
    without.db.selectFrom('process_run').select(['state', 'why_failed']).where('id', '=', without.session).executeTakeFirst();
  expect(await run()).toEqual({ state: 'failed', why_failed: 'chair-missing' });
  const selection = { runIds: [without.session] };
  await order(without, { command: 'reassign', selection, arguments: { as: 'chair', employeeNo: 'M1' } });
  await order(without, { command: 'retry-failed', selection, arguments: {} });
  await carryOn(without.db, without.session, calibrate);
  await lock(without);
  expect(await run()).toEqual({ state: 'done', why_failed: null });
  await without.drop();
});
