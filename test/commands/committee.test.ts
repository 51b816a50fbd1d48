import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { closeTask } from '../../commands/close-task.ts';
import { approveCommand, previewCommand, requestCommand } from '../../commands/run-request.ts';
import { saveDraft } from '../../commands/save-draft.ts';
import type { Selection } from '../../contracts/commands.ts';
import { findSession } from '../../db/reading/calibration.ts';
import { sessionRelation } from '../../db/reading/relations.ts';
import { asked, calibratingCity, type CalibratingCity } from './calibrating-city.ts';
import { asHr1, PEOPLE } from './small-city.ts';

// X1 asks and X2 approves: nobody takes a place by their own order, and HR1 and HR2 are to have some.

let city: CalibratingCity;
beforeEach(async () => {
  const others = ['X1', 'X2'].map((no) => `${no},Name ${no},${no.toLowerCase()}@city.example,Top,6,Job,,,,2020-01-01`);
  city = await calibratingCity('Staff', [...PEOPLE, ...others]);
  const roles = [
    { employee_id: idOf('X1'), role: 'hr' },
    { employee_id: idOf('X2'), role: 'hr-approver' },
  ];
  await city.db.insertInto('role_assignment').values(roles).execute();
});
afterEach(() => city.drop());

const idOf = (no: string) => city.ids[no] ?? '0';
const mayRead = async (no: string) => {
  const relation = await sessionRelation(city.db, { processRunId: city.session, employeeId: idOf(no) });
  return relation?.member === true && relation.open;
};
const board = async () => {
  const session = await findSession(city.db, city.session);
  return { chair: session?.chair, members: session?.members.map(({ name }) => name) };
};
async function order(request: Parameters<typeof asHr1>[1]): Promise<void> {
  const { id } = await requestCommand(city.db, { ...asHr1(city, request), actorId: idOf('X1') });
  await approveCommand(city.db, { requestId: id, actorId: idOf('X2') });
}
const give = async (taskId: string, employeeNo: string) =>
  order({ command: 'reassign', selection: { taskIds: [taskId] }, arguments: { as: 'task', employeeNo } });

const reassign = (
  as: 'chair' | 'member',
  employeeNo: string,
  { insteadOf, selection = { phase: 'calibration' } }: Instead = {},
) => ({
  command: 'reassign',
  selection,
  arguments: { as, employeeNo, ...(insteadOf !== undefined && { insteadOf }) },
});
interface Instead {
  readonly insteadOf?: string;
  readonly selection?: Selection;
}
const committeeOfCycle = async () =>
  (await city.db.selectFrom('cycle').select('committee').where('id', '=', city.cycleId).executeTakeFirstOrThrow()).committee;
const refusedBecause = async (request: Parameters<typeof asHr1>[1]) =>
  (await previewCommand(city.db, asHr1(city, request))).blockedBy.map(({ details }) => details?.['reason']);
const assigneeOf = async (taskId: string) =>
  (await city.db.selectFrom('task').select('assignee_id').where('id', '=', taskId).executeTakeFirstOrThrow()).assignee_id;

describe('a substitute in the committee', () => {
  test('row-7: task, chair and board go to the substitute of the chair together, and leave the one before', async () => {
    const lock = await asked(city, 'calibration.lock');
    await give(lock, 'HR2');
    expect(await mayRead('HR2')).toBe(true);
    expect(await mayRead('M1')).toBe(false);
    expect(await board()).toEqual({ chair: 'Name HR2', members: ['Name H1', 'Name H2', 'Name HR1'] });
  });

  test('row-7: a chair is given to another before the decision is asked, with the board and what is asked later', async () => {
    await order(reassign('chair', 'HR2', { selection: { runIds: [city.session] } }));
    expect(await mayRead('HR2')).toBe(true);
    expect(await mayRead('M1')).toBe(false);
    expect(await assigneeOf(await asked(city, 'calibration.lock'))).toBe(idOf('HR2'));
    expect(await committeeOfCycle()).toMatchObject({ chair: idOf('M1') });
  });

  test('row-7: a substitute for a whole phase also decides about the groups that are complete later', async () => {
    const lock = await asked(city, 'calibration.lock');
    await order(reassign('chair', 'HR1'));
    expect(await assigneeOf(lock)).toBe(idOf('HR1'));
    expect(await committeeOfCycle()).toEqual({ chair: idOf('HR1'), members: [idOf('H1'), idOf('H2')] });
    await order(reassign('member', 'HR2', { insteadOf: 'H1' }));
    expect(await committeeOfCycle()).toEqual({ chair: idOf('HR1'), members: [idOf('HR2'), idOf('H2')] });
  });

  test('row-7: a seat goes to the substitute of a member, with what is open', async () => {
    const first = await asked(city, 'calibration.meeting', 1);
    await order(reassign('member', 'HR2', { insteadOf: 'H1', selection: { runIds: [city.session] } }));
    expect(await assigneeOf(first)).toBe(idOf('HR2'));
    expect(await mayRead('H1')).toBe(false);
    expect(await mayRead('HR2')).toBe(true);
    await order(reassign('member', 'M1', { insteadOf: 'H2', selection: { runIds: [city.session] } })).then(
      () => expect.unreachable(),
      (error: unknown) => expect(error).toMatchObject({ code: 'invalid-input', details: { reason: 'sits-already' } }),
    );
  });

  test('row-7: nobody sits or chairs where they are rated, or twice', async () => {
    const lock = await asked(city, 'calibration.lock');
    const meeting = await asked(city, 'calibration.meeting');
    const task = (taskId: string, employeeNo: string) => ({
      command: 'reassign',
      selection: { taskIds: [taskId] },
      arguments: { as: 'task', employeeNo },
    });
    expect(await refusedBecause(task(lock, 'S1'))).toEqual(['rated-here']);
    expect(await refusedBecause(task(meeting, 'S1'))).toEqual(['rated-here']);
    expect(await refusedBecause(task(meeting, 'M1'))).toEqual(['sits-already']);
    expect(await refusedBecause(task(meeting, 'H2'))).toEqual(['sits-already']);
    expect(await refusedBecause(reassign('chair', 'S1'))).toEqual(['rated-here']);
    expect(await refusedBecause(reassign('member', 'H2', { insteadOf: 'H1' }))).toEqual(['sits-already']);
    expect(await refusedBecause(reassign('chair', 'H1'))).toEqual([]);
  });

  test('row-7: an answer to the call is of who gave it: a substitute does not attend by it', async () => {
    for (const [seat, no] of [[1, 'H1']] as const) await attend(seat, no);
    await order(reassign('member', 'HR2', { insteadOf: 'H1', selection: { runIds: [city.session] } }));
    const session = await findSession(city.db, city.session);
    expect(session?.members[0]).toEqual({ seat: 1, name: 'Name HR2', attends: null });
    await expect(lock()).rejects.toMatchObject({ code: 'calibration-not-complete', details: { present: 1, quorum: 2 } });
  });

  test('row-7: a member who takes the chair is one person of the quorum', async () => {
    await attend(1, 'H1');
    await order(reassign('chair', 'H1', { selection: { runIds: [city.session] } }));
    await expect(lock('H1')).rejects.toMatchObject({ code: 'calibration-not-complete', details: { present: 1, quorum: 2 } });
    await attend(2, 'H2');
    expect(await lock('H1')).toMatchObject({ outcome: 'done' });
  });
});

async function close(taskId: string, { by, content }: { by: string; content: object }) {
  const { version: before } = await city.db
    .selectFrom('task_draft')
    .select('version')
    .where('task_id', '=', taskId)
    .executeTakeFirstOrThrow();
  const { version } = await saveDraft(city.db, { taskId, actorId: idOf(by), version: before, content });
  return closeTask(city.db, { taskId, actorId: idOf(by), outcome: 'done', version });
}

async function attend(seat: number, no: string) {
  return close(await asked(city, 'calibration.meeting', seat), { by: no, content: { attends: true } });
}

async function lock(by = 'M1') {
  const content = { moves: [], changes: [], discussed: true, minutes: 'As proposed.' };
  return close(await asked(city, 'calibration.lock'), { by, content });
}
