import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { changeAddresses } from '../../commands/change-addresses.ts';
import { createCycle } from '../../commands/create-cycle.ts';
import { importPeople } from '../../commands/import-people.ts';
import { launchChanges } from '../../commands/launch-changes.ts';
import { touchedByLaunch } from '../../commands/touched-by-plan.ts';
import { ownsOfHr } from '../../commands/launch-pairs.ts';
import { mendEmail } from '../../commands/mend-email.ts';
import { previewLaunch } from '../../commands/preview-launch.ts';
import { approveCommand, previewCommand, requestCommand, undoCommand } from '../../commands/run-request.ts';
import type { CommandName, Selection } from '../../contracts/commands.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import {
  asHr1,
  confirmAll,
  csvOf,
  evaluationOf,
  launchedCity,
  leaves,
  opened,
  type SmallCity,
  smallCity,
  STAFF,
} from './small-city.ts';

// HR1 asks and is rated by H1 in the group of the staff; HR2 approves and is rated by H2 among the heads. HR3 asks, HR4 approves, and nobody rates them.

const line = (
  no: string,
  [unit, rater, reviewer, group]: [string, string, string, string],
  email = `${no.toLowerCase()}@city.example`,
) => `${no},Name ${no},${email},${unit},7,Job,${rater},${reviewer},${group},2020-01-01`;
const PEOPLE = [
  line('M1', ['Top', '', '', '']),
  line('H1', ['Tax', 'M1', '', 'Heads']),
  line('H2', ['Roads', 'M1', '', 'Heads']),
  ...STAFF.map((no, n) => (n < 4 ? line(no, ['Tax', 'H1', 'M1', 'Staff']) : line(no, ['Roads', 'H2', 'M1', 'Roads']))),
  line('HR1', ['Tax', 'H1', 'M1', 'Staff']),
  line('HR2', ['Roads', 'M1', '', 'Heads']),
  line('HR3', ['Top', '', '', '']),
  line('HR4', ['Top', '', '', '']),
  line('HR5', ['Top', '', '', ''], 'HR3@City.Example'),
];

let city: SmallCity;
beforeEach(async () => {
  city = await launchedCity({ people: PEOPLE, prepare: moreOfHr });
});
afterEach(() => city.drop());

async function moreOfHr({ db, ids }: SmallCity): Promise<void> {
  const roles = [
    { employee_id: ids['HR3'] ?? '', role: 'hr' },
    { employee_id: ids['HR4'] ?? '', role: 'hr-approver' },
    { employee_id: ids['HR5'] ?? '', role: 'hr-approver' },
  ];
  await db.insertInto('role_assignment').values(roles).execute();
}

interface Asked {
  readonly command: CommandName;
  readonly selection?: Selection;
  readonly arguments?: object;
}
const ask = (by: string, order: Asked) => requestCommand(city.db, { ...asHr1(city, order), actorId: city.ids[by] ?? '' });
const approve = (requestId: string, by: string) => approveCommand(city.db, { requestId, actorId: city.ids[by] ?? '' });
const of = async (...nos: readonly string[]): Promise<Selection> => ({
  evaluationIds: await Promise.all(nos.map((no) => evaluationOf(city, no))),
});
const DAY = { dueOn: '2026-02-10' };
const twoLeave = async (): Promise<Asked> => ({
  command: 'withdraw',
  selection: await of('S5', 'S6'),
  arguments: { why: 'resigned' },
});

test('row-1: the launch is blocked for a group of which HR has no pair left, and the preview names it', async () => {
  const before = await smallCity({ people: PEOPLE });
  try {
    const missing = async () =>
      (await previewLaunch(before.db, { cycleId: before.cycleId })).mustBeMended.map(({ code, details }) => [
        code,
        details?.['group'],
      ]);
    // HR1 is of the staff, and its rater of the heads; HR2 is of the heads, and nobody else asks.
    expect(await missing()).toEqual([
      ['group-without-pair', 'Heads'],
      ['group-without-pair', 'Staff'],
    ]);
    const launch = asHr1(before, { command: 'launch-cycle' });
    await expect(requestCommand(before.db, launch)).rejects.toMatchObject({ code: 'launch-blocked' });
    await moreOfHr(before);
    expect(await missing()).toEqual([]);
  } finally {
    await before.drop();
  }
});

test('row-2: who is unproven is no half of a pair', async () => {
  const missing = async () =>
    (await previewLaunch(city.db, { cycleId: city.cycleId })).mustBeMended.flatMap(({ code, details }) =>
      code === 'group-without-pair' ? [details?.['group']] : [],
    );
  await importPeople(city.db, { file: csvOf(...PEOPLE, line('S9', ['Tax', 'H1', 'M1', 'Staff'])) });
  expect(await missing()).toEqual([]);
  // HR1 is of the staff; who asks is HR3, and with nobody who approves there is no pair.
  const people = ['HR2', 'HR4'].map((no) => ({ employeeId: city.ids[no] ?? '', email: `${no.toLowerCase()}-new@city.example` }));
  await inTransaction(city.db, (trx) => changeAddresses(trx, { people }));
  expect(await missing()).toEqual(['Staff']);
});

describe('row-1: an account of one’s own', () => {
  const readdress = (by: string, employeeNo: string) =>
    mendEmail(city.db, { employeeNo, email: `${employeeNo.toLowerCase()}-new@city.example`, actorId: city.ids[by] ?? '' });
  const importing = (by: string, ...rows: readonly string[]) =>
    importPeople(city.db, { file: csvOf(...rows), actorId: city.ids[by] ?? '' });

  test('row-1: nobody changes their own address, nor that of who rates or reviews them', async () => {
    for (const [no, concerns] of [
      ['HR1', 'account'],
      ['H1', 'rater-or-reviewer'],
      ['M1', 'rater-or-reviewer'],
    ] as const)
      await expect(readdress('HR1', no)).rejects.toMatchObject({ code: 'own-case', details: { concerns } });
    await readdress('HR3', 'H1');
    await expect(readdress('HR3', 'HR5')).rejects.toMatchObject({ code: 'own-case' });
  });

  test('row-1: a list is no way around it, and as it stands it is imported', async () => {
    const own = line('HR1', ['Tax', 'H1', 'M1', 'Staff']);
    expect(await importing('HR1', own)).toMatchObject({ imported: true, unchanged: 1 });
    const rated = await importing('HR1', line('HR1', ['Tax', 'H2', 'M1', 'Staff']));
    expect([rated.imported, rated.problems]).toMatchObject([false, [{ row: 2, column: 'rater_no', code: 'own-case' }]]);
    const rater = await importing('HR1', line('H1', ['Tax', 'M1', '', 'Heads'], 'mine@city.example'));
    expect(rater.imported).toBe(false);
    expect(rater.problems).toContainEqual({ row: 2, column: 'email', code: 'own-case', severity: 'error' });
    expect(await importing('HR3', line('HR1', ['Tax', 'H2', 'M1', 'Staff']))).toMatchObject({ imported: true, changed: 1 });
  });
});

describe('row-1: a list of people that somebody of HR imports', () => {
  const importing = (by: string, ...rows: readonly string[]) =>
    importPeople(city.db, { file: csvOf(...rows), actorId: city.ids[by] ?? '' });
  const [first = '', last = ''] = [STAFF[0], STAFF[7]];

  test.each([
    ['out of their own rating group', line(first, ['Tax', 'H1', 'M1', 'Roads']), 'group'],
    ['into it', line(last, ['Roads', 'H2', 'M1', 'Staff']), 'group'],
    ['out of it, as nobody rates them any more', line(first, ['Tax', '', '', 'Staff']), 'rater_no'],
    ['to another rater, in it', line(first, ['Tax', 'H2', 'M1', 'Staff']), 'rater_no'],
    ['to another unit, in it', line(first, ['Roads', 'H1', 'M1', 'Staff']), 'unit'],
    ['to another name, in it', line(first, ['Tax', 'H1', 'M1', 'Staff']).replace('Name', 'New'), 'name'],
    ['to another name, where they rate them', line('H1', ['Tax', 'M1', '', 'Heads']).replace('Name', 'New'), 'name'],
    [
      'to the name of another, of their own',
      line('HR1', ['Tax', 'H1', 'M1', 'Staff']).replace('HR1,Name HR1', 'HR1,Name HR3'),
      'name',
    ],
    ['to another group, where they rate them', line('H1', ['Tax', 'M1', '', 'Staff']), 'group'],
  ])('row-1: moves nobody %s', async (_, row, column) => {
    const answer = await importing('HR1', row);
    expect([answer.imported, answer.problems.filter(({ severity }) => severity === 'error')]).toMatchObject([
      false,
      [{ row: 2, column, code: 'own-case' }],
    ]);
    expect(await importing('HR3', row)).toMatchObject({ imported: true, changed: 1 });
  });

  test('row-1: says what else is so of their colleagues, and moves others', async () => {
    const renamed = `${first},Name ${first},${first.toLowerCase()}@city.example,Tax,7,Other,H1,M1,Staff,2020-01-01`;
    const other = line(last, ['Tax', 'H1', 'M1', 'Heads']);
    expect(await importing('HR1', renamed, other)).toMatchObject({ imported: true, changed: 2 });
  });

  test('row-1: moves nobody who is in their group by a running cycle, whatever the list says by now', async () => {
    await sql`update cycle set rehearsal_id = null`.execute(city.db);
    await importing('HR3', line(first, ['Tax', 'H1', 'M1', 'Roads']));
    expect(await importing('HR1', line(first, ['Tax', 'H2', 'M1', 'Roads']))).toMatchObject({ imported: false });
  });
});

describe('row-1: nobody orders in their own case', () => {
  test.each([
    ['HR1', 'evaluation'],
    ['S1', 'rating-group'],
    ['H1', 'rater-or-reviewer'],
  ])('row-1: an order about %s is refused to HR1, whose %s it concerns', async (who, concerns) => {
    await opened(city, who, { kind: 'goals.draft' });
    const order: Asked = { command: 'extend-tasks', selection: await of(who), arguments: DAY };
    const preview = await previewCommand(city.db, { ...asHr1(city, order) });
    expect(preview).toMatchObject({ affected: 0, blockedBy: [{ code: 'own-case', details: { concerns } }] });
    await expect(ask('HR1', order)).rejects.toMatchObject({ code: 'own-case' });
    expect((await ask('HR3', order)).state).toBe('executed');
  });

  test.each([
    ...(['pause', 'resume', 'follow-list', 'remind', 'reinstate', 'decide-silence'] as const).map((name) => [name, {}] as const),
    ['extend-tasks', DAY],
    ['reassign', { as: 'rater', employeeNo: 'HR3' }],
    ['withdraw', { why: 'resigned' }],
    ['rewind', { toKind: 'goals.draft' }],
  ] as const)('row-1: nor is a selection that by another part of it reaches nobody: %s', async (command, given) => {
    await opened(city, 'HR1', { kind: 'goals.draft' });
    const order = { command, selection: { ...(await of('HR1')), unitIds: ['999999'] }, arguments: given };
    expect(await previewCommand(city.db, { ...asHr1(city, order) })).toMatchObject({ affected: 0, blockedBy: [{}] });
  });

  test('row-1: a selection by unit or by task is no way around it', async () => {
    const { id } = await opened(city, 'HR1', { kind: 'goals.draft' });
    const { unit_id: unitId } = await city.db
      .selectFrom('evaluation')
      .select('unit_id')
      .where('id', '=', await evaluationOf(city, 'HR1'))
      .executeTakeFirstOrThrow();
    const selections: readonly Selection[] = [{ taskIds: [id] }, { phase: 'goal-setting', unitIds: [unitId] }];
    for (const selection of selections)
      await expect(ask('HR1', { command: 'extend-tasks', selection, arguments: DAY })).rejects.toMatchObject({
        code: 'own-case',
      });
  });

  test('row-1: what is alike for all is allowed to whom it concerns, with two persons', async () => {
    await opened(city, 'HR1', { kind: 'goals.draft' });
    await opened(city, 'S5', { kind: 'goals.draft' });
    const whole: Asked = { command: 'extend-tasks', selection: { phase: 'goal-setting' }, arguments: DAY };
    const { id, state } = await ask('HR1', whole);
    expect(state).toBe('waits-for-approval');
    await expect(approve(id, 'HR1')).rejects.toMatchObject({ code: 'second-person-needed' });
    expect((await approve(id, 'HR2')).state).toBe('executed');
  });

  test('row-1: reminding is allowed to everybody', async () => {
    await opened(city, 'HR1', { kind: 'goals.draft' });
    expect((await ask('HR1', { command: 'remind', selection: await of('HR1') })).state).toBe('executed');
  });

  test('row-1: whom it concerns does not approve it, nor take it back', async () => {
    const both: Asked = { command: 'withdraw', selection: await of('H1', 'H2'), arguments: { why: 'resigned' } };
    const { id } = await ask('HR3', both);
    await expect(approve(id, 'HR2')).rejects.toMatchObject({ code: 'own-case' });
    await expect(undoCommand(city.db, { requestId: id, actorId: city.ids['HR2'] ?? '' })).rejects.toMatchObject({
      code: 'own-case',
    });
    expect((await approve(id, 'HR4')).state).toBe('executed');
  });

  test('row-1: it is looked at again when it is carried out', async () => {
    const { id } = await ask('HR3', await twoLeave());
    await sql`
      update evaluation
         set rating_group_id = (select rating_group_id from evaluation where employee_id = ${city.ids['S5']})
       where employee_id = ${city.ids['HR1']}`.execute(city.db);
    await sql`update evaluation set employee_id = ${city.ids['HR3']} where employee_id = ${city.ids['HR1']}`.execute(city.db);
    await expect(approve(id, 'HR4')).rejects.toMatchObject({ code: 'own-case', details: { concerns: 'rating-group' } });
  });

  test('row-1: two accounts with one mailbox are one person', async () => {
    const { id } = await ask('HR3', await twoLeave());
    await expect(approve(id, 'HR5')).rejects.toMatchObject({ code: 'second-person-needed' });
    await sql`update employee set proven_email = 'HR1@CITY.example' where employee_no = 'HR4'`.execute(city.db);
    await opened(city, 'S1', { kind: 'goals.draft' });
    await city.db
      .insertInto('role_assignment')
      .values({ employee_id: city.ids['HR4'] ?? '', role: 'hr' })
      .execute();
    const order: Asked = { command: 'extend-tasks', selection: await of('S1'), arguments: DAY };
    await expect(ask('HR4', order)).rejects.toMatchObject({ code: 'own-case', details: { concerns: 'rating-group' } });
  });

  test('row-1: nobody takes a post by their own order, asked or approved', async () => {
    await sql`update phase_window set launched_at = cycle_now(cycle_id) where phase = 'manager-evaluation'`.execute(city.db);
    const take = async (employeeNo: string): Promise<Asked> => ({
      command: 'reassign',
      selection: await of('S5'),
      arguments: { as: 'rater', employeeNo },
    });
    await expect(ask('HR3', await take('HR3'))).rejects.toMatchObject({ code: 'own-case', details: { concerns: 'account' } });
    await expect(ask('HR3', await take('HR5'))).rejects.toMatchObject({ code: 'own-case', details: { concerns: 'account' } });
    const { id } = await ask('HR3', await take('HR4'));
    await expect(approve(id, 'HR4')).rejects.toMatchObject({ code: 'own-case', details: { concerns: 'account' } });
    expect((await approve(id, 'HR2')).state).toBe('executed');
  });

  test('row-1: nobody chairs by their own order, nor where they are rated by another’s', async () => {
    const chair: Asked = {
      command: 'reassign',
      selection: { phase: 'calibration' },
      arguments: { as: 'chair', employeeNo: 'HR3' },
    };
    await expect(ask('HR3', chair)).rejects.toMatchObject({ code: 'own-case' });
    await expect(ask('HR1', { ...chair, arguments: { as: 'chair', employeeNo: 'S5' } })).rejects.toMatchObject({
      code: 'own-case',
    });
  });

  test('chair and seats of a committee need a second person at any time', async () => {
    for (const as of ['chair', 'member']) {
      const order: Asked = { command: 'reassign', selection: { phase: 'calibration' }, arguments: { as, employeeNo: 'HR4' } };
      expect((await ask('HR3', order)).state, as).toBe('waits-for-approval');
    }
  });
});

describe('row-1: what a cycle does not do to everybody', () => {
  const plan = { name: 'x', year: 2026, packName: 'kr-local-grade5', committee: { chair: 'M1', members: ['H1', 'H2'] } };
  const create = (by: string, given: object) => createCycle(city.db, { ...plan, ...given, actorId: city.ids[by] ?? '' });
  const card = (unit: string) =>
    ({ unit, name: 'Rate', direction: 'higher', target: '1', actual: '1000', weight: '100' }) as const;
  const leaveOut = (employeeNo: string) => ({ exclusions: [{ employeeNo, reason: 'long leave' }] });

  test.each([
    ['a colleague of the own group left out', leaveOut('S2'), 'rating-group'],
    ['whoever rates them left out', leaveOut('H1'), 'rater-or-reviewer'],
    ['themselves left out', leaveOut('HR1'), 'account'],
    ['themselves as chair', { committee: { chair: 'HR1', members: ['H1', 'H2'] } }, 'account'],
    ['themselves as a member', { committee: { chair: 'M1', members: ['HR1', 'H2'] } }, 'account'],
    ['the numbers of their own unit', { packName: 'kr-local-grade4', indicators: [card('Tax')] }, 'unit-card'],
    ['of what their own unit is made', { packName: 'kr-local-grade4', units: [{ unit: 'Roads', partOf: 'Tax' }] }, 'unit-card'],
    ['the own group without a quota', { groups: [{ name: 'Staff', quota: false }] }, 'rating-group'],
    ['the own group with its lowest grade full', { groups: [{ name: 'Staff', spareLowest: false }] }, 'rating-group'],
  ])('row-1: is not planned by whom it concerns: %s', async (_, given, concerns) => {
    await expect(create('HR1', given)).rejects.toMatchObject({ code: 'own-case', details: { concerns } });
    await expect(create('HR3', given)).resolves.toHaveProperty('id');
  });

  test('row-1: nobody leaves out a colleague of the own group by their grade, and the launch names who is', async () => {
    await sql`update employee set grade = '6' where employee_no = 'S2'`.execute(city.db);
    await expect(create('HR1', { grades: ['7'] })).rejects.toMatchObject({ code: 'own-case' });
    const { id } = await create('HR3', { grades: ['7'], indicators: [card('Tax')] });
    const actorId = city.ids['HR3'] ?? '';
    const owns = await ownsOfHr(city.db, { cycleId: id, actorId });
    const touched = await touchedByLaunch(city.db, id);
    const launch = { ...(await previewLaunch(city.db, { cycleId: id })), actorId, owns, touched };
    const changes = await launchChanges(city.db, launch);
    const shown = changes.filter(
      ({ what, after }) => what !== 'address-above' && !isDeepStrictEqual(after, { state: 'nobody-above' }),
    );
    expect(shown).toMatchObject([
      { what: 'pack' },
      { what: 'chair' },
      { what: 'member' },
      { what: 'member' },
      { what: 'address-shared', who: { employeeNo: 'HR3' } },
      { what: 'address-shared', who: { employeeNo: 'HR5' } },
      { what: 'enrolment', who: { employeeNo: 'S2' }, after: { state: 'excluded' } },
      { what: 'launch' },
      { what: 'launch' },
      { what: 'launch' },
      { what: 'indicator', group: 'Tax', after: { indicator: 'Rate', target: '1', actual: '1000', weight: '100' } },
    ]);
  });

  test('row-1: other groups, and the own one by the rule, may be planned by everybody', async () => {
    const groups = [{ name: 'Staff' }, { name: 'Roads', quota: false }];
    await expect(create('HR1', { groups, ...leaveOut('S8') })).resolves.toHaveProperty('id');
  });

  test('row-1: who comes later to the own group is not left out by whom it concerns', async () => {
    await importPeople(city.db, { file: csvOf(...PEOPLE, line('S9', ['Tax', 'H2', 'M1', 'Staff'])) });
    const order: Asked = { command: 'launch-missing', arguments: { exclude: [{ employeeNo: 'S9', reason: 'new' }] } };
    await expect(ask('HR1', order)).rejects.toMatchObject({ code: 'own-case', details: { concerns: 'rating-group' } });
    const { id } = await ask('HR3', order);
    await expect(approve(id, 'HR1')).rejects.toMatchObject({ code: 'own-case' });
    expect((await approve(id, 'HR4')).outcome).toMatchObject({ enrolled: 0, excluded: 1 });
  });
});

test('who is left out of a late launch holds nobody else up, and stands in the preview also where they would not start', async () => {
  const newcomers = [
    line('S9', ['Tax', 'X1', 'M1', 'Staff']),
    line('S10', ['Tax', 'H1', 'M1', 'Staff']),
    line('X1', ['Top', '', '', '']),
  ];
  await importPeople(city.db, { file: csvOf(...PEOPLE, ...newcomers) });
  const x1 = (await city.db.selectFrom('employee').select('id').where('employee_no', '=', 'X1').executeTakeFirstOrThrow()).id;
  await leaves({ ...city, ids: { X1: x1 } }, 'X1', '2026-01-10');
  const late = (...nos: readonly string[]): Asked => ({
    command: 'launch-missing',
    arguments: { exclude: nos.map((employeeNo) => ({ employeeNo, reason: 'new' })) },
  });
  const preview = async (...nos: readonly string[]) =>
    previewCommand(city.db, { ...asHr1(city, late(...nos)), actorId: city.ids['HR3'] ?? '' });
  expect((await preview('S10')).blockedBy).toMatchObject([
    { code: 'rater-has-left', details: { employeeNos: ['S9'] } },
    { code: 'person-unconfirmed', details: { employeeNos: ['X1'] } },
  ]);
  await confirmAll(city);
  const told = await preview('S9', 'X1');
  expect(told.blockedBy).toEqual([]);
  expect(told.changes.map(({ who, after }) => [who?.employeeNo, after])).toEqual([
    ['S9', { state: 'excluded' }],
    ['X1', { state: 'excluded' }],
    ['S10', { state: 'enrolled' }],
    ['S10', { person: { employeeNo: 'H1', name: 'Name H1' } }],
    ['S10', { person: { employeeNo: 'M1', name: 'Name M1' } }],
  ]);
});
