import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCycle } from '../../commands/create-cycle.ts';
import { importPeople } from '../../commands/import-people.ts';
import { previewCommand } from '../../commands/run-request.ts';
import { loadPack } from '../../commands/load-pack.ts';
import type { CreateCycleInput } from '../../contracts/cycle.ts';
import type { PolicyPack } from '../../contracts/pack.ts';
import { launchRelations } from '../../db/reading/launch-relations.ts';
import { previewLaunch } from '../../commands/preview-launch.ts';
import { shippedPack } from '../support/packs.ts';
import { csvOf, smallCity, type SmallCity, leaves } from './small-city.ts';
import { newName } from '../support/cycle-names.ts';

let city: SmallCity;
beforeAll(async () => {
  city = await smallCity();
});
afterAll(() => city.drop());

const codes = (findings: readonly { code: string }[]) => findings.map(({ code }) => code);

describe('previewLaunch', () => {
  test('tells who starts by grade, and who does not and why', async () => {
    const preview = await previewLaunch(city.db, { cycleId: city.cycleId });
    expect(preview.imported).toBe(13);
    expect(preview.starts.total).toBe(10);
    expect(preview.starts.byGrade.map(({ grade, count }) => [grade, count])).toEqual([
      ['5', 2],
      ['7', 8],
    ]);
    expect(preview.starts.byGrade[0]?.people[0]).toEqual({ employeeNo: 'H1', name: 'Name H1', unit: 'Tax', grade: '5' });
    expect(preview.doesNotStart.map(({ employeeNo, code }) => `${employeeNo} ${code}`)).toEqual([
      'HR1 nobody-above',
      'HR2 nobody-above',
      'M1 nobody-above',
    ]);
    expect(preview.mustBeMended).toEqual([]);
  });

  test('tells dates that holidays moved, clashes, mails to come and seats', async () => {
    const { calendar, mails, groups } = await previewLaunch(city.db, { cycleId: city.cycleId });
    expect(calendar.moved).toContainEqual(
      expect.objectContaining({ role: 'closes', phase: 'goal-setting', from: '2026-02-28', to: '2026-03-03' }),
    );
    expect(calendar.clashes).toContainEqual(expect.objectContaining({ kind: 'goals.agree', dueOn: '2026-02-13' }));
    expect(mails.first).toEqual({ mailKind: 'goals.draft', count: 10, sendAt: '2026-01-19T00:10:00.000Z' });
    expect(mails.forecast).toContainEqual({ role: 'employee', people: 10, mailsEach: 4, mails: 40 });
    expect(mails.forecast).toContainEqual({ role: 'rater', people: 3, mailsEach: 3, mails: 9 });
    expect(groups).toEqual([
      { name: 'Heads', people: 2, quota: false, spareLowest: true, seats: null, byMethod: [] },
      {
        name: 'Staff',
        people: 8,
        quota: true,
        spareLowest: true,
        seats: expect.any(Array) as unknown,
        byMethod: expect.any(Array) as unknown,
      },
    ]);
    // 20 40 40 of eight: 1.6, 3.2, 3.2.
    expect(groups[1]?.byMethod.map(({ method, own, seats }) => [method, own, seats.map((one) => one.seats).join(' ')])).toEqual([
      ['largest-remainder', true, '2 3 3 0'],
      ['cumulative', false, '2 3 3 0'],
      ['never-exceed', false, '1 3 4 0'],
    ]);
    expect(groups[1]?.seats?.reduce((sum, { seats }) => sum + seats, 0)).toBe(8);
  });

  test('asks to look at namesakes, groups without quota and people whom nobody reviews', async () => {
    const { pleaseLook } = await previewLaunch(city.db, { cycleId: city.cycleId });
    expect(codes(pleaseLook)).toEqual(['nobody-reviews', 'group-without-quota']);
  });

  test('row-21: tells in time in which groups a committee cannot decide, and who decides there', async () => {
    const { content } = await city.db.selectFrom('policy_pack').select('content').orderBy('id').executeTakeFirstOrThrow();
    const pack = content as unknown as PolicyPack;
    const calibration = { ...pack.calibration, withoutQuorum: 'meets-again' };
    const { id: meetsAgain } = await loadPack(city.db, { content: { ...pack, name: 'meets-again', calibration } });
    const found = async (chair: string, members: string[], packId?: string) => {
      const rules = packId === undefined ? { packName: 'kr-local-grade5' } : { packId };
      const { id } = await createCycle(city.db, { name: newName(), year: 2026, ...rules, committee: { chair, members } });
      const { mustBeMended, pleaseLook } = await previewLaunch(city.db, { cycleId: id });
      return [...mustBeMended, ...pleaseLook].flatMap(({ code, details }) =>
        details?.['groups'] === undefined ? [] : [[code, ...(details['groups'] as string[])].join(' ')],
      );
    };
    expect(await found('M1', ['HR1'])).toEqual([]);
    expect(await found('M1', ['H1'])).toEqual(['chair-decides-alone Heads']);
    expect(await found('M1', [])).toEqual(['chair-decides-alone Heads Staff']);
    expect(await found('M1', ['H1'], meetsAgain)).toEqual(['quorum-out-of-reach Heads']);
    expect(await found('H1', ['M1', 'H2'])).toEqual(['chair-decides-alone Heads', 'chair-is-rated Heads']);
    expect(await found('H1', ['H2'])).toEqual(['nobody-decides Heads']);
  });

  test("names each task that HR's own dates put outside of its phase", async () => {
    const { id } = await createCycle(city.db, {
      name: newName(),
      year: 2026,
      packName: 'kr-local-grade5',
      committee: { chair: 'M1', members: [] },
      overrides: { phases: { 'goal-setting': { opens: '2026-02-09', closes: '2026-02-20' } } },
    });
    const { pleaseLook } = await previewLaunch(city.db, { cycleId: id });
    expect(pleaseLook.filter(({ code }) => code.startsWith('due-'))).toEqual([
      { code: 'due-before-opening', details: { phase: 'goal-setting', kind: 'goals.draft', dueOn: '2026-02-06' } },
      { code: 'due-after-closing', details: { phase: 'goal-setting', kind: 'goals.confirm', dueOn: '2026-02-27' } },
    ]);
  });

  test('row-3: who rates and reviews whom is read page by page, and found by any of the three', async () => {
    const names = (
      rows: readonly { employeeNo: string; rater: { employeeNo: string } | null; reviewer: { employeeNo: string } | null }[],
    ) => rows.map(({ employeeNo, rater, reviewer }) => [employeeNo, rater?.employeeNo, reviewer?.employeeNo].join(' '));
    const { cycleId } = city;
    const first = await launchRelations(city.db, { cycleId, limit: 3 });
    expect(names(first)).toEqual(['H1 M1 ', 'H2 M1 ', 'S1 H1 M1', 'S2 H1 M1']);
    const last = first[2];
    const next = await launchRelations(city.db, { cycleId, limit: 3, after: { sort: last?.sort ?? '', id: last?.id ?? '' } });
    expect(names(next)[0]).toBe('S2 H1 M1');
    expect(names(await launchRelations(city.db, { cycleId, limit: 50, q: 'H2' }))).toEqual([
      'H2 M1 ',
      ...['S5', 'S6', 'S7', 'S8'].map((no) => `${no} H2 M1`),
    ]);
  });

  test('its hash is the same until something changes', async () => {
    const hash = async () => (await previewLaunch(city.db, { cycleId: city.cycleId })).sha256;
    const before = await hash();
    expect(await hash()).toBe(before);
    await importPeople(city.db, { file: csvOf('S9,Name S1,s9@city.example,Tax,7,Job,H1,M1,Staff,2026-01-01') });
    expect(await hash()).not.toBe(before);
    const { pleaseLook, starts } = await previewLaunch(city.db, { cycleId: city.cycleId });
    expect(starts.total).toBe(11);
    expect(pleaseLook.find(({ code }) => code === 'same-name-twice')?.people?.map(({ employeeNo }) => employeeNo)).toEqual([
      'S1',
      'S9',
    ]);
  });

  test('row-3: what a launch does stands by name before who says yes: who decides, who is left out, which group has no quota', async () => {
    const { id: cycleId } = await createCycle(city.db, {
      name: newName(),
      year: 2026,
      packName: 'kr-local-grade5',
      committee: { chair: 'M1', members: ['H1'] },
      groups: [{ name: 'Heads', quota: false, spareLowest: false }],
      exclusions: [{ employeeNo: 'S7', reason: 'long leave' }],
    });
    const { changes } = await previewCommand(city.db, {
      command: 'launch-cycle',
      cycleId,
      arguments: {},
      actorId: city.ids['HR1'] ?? '',
    });
    const line = (what: string) =>
      changes.filter((one) => one.what === what).map(({ who, group, after }) => [who?.employeeNo ?? group, after]);
    expect(line('chair')).toEqual([[null, { person: { employeeNo: 'M1', name: 'Name M1' } }]]);
    expect(line('member')).toEqual([[null, { person: { employeeNo: 'H1', name: 'Name H1' } }]]);
    expect(line('quota')).toEqual([['Heads', { state: 'off' }]]);
    expect(line('spare-lowest')).toEqual([['Heads', { state: 'off' }]]);
    const withoutRater = ['HR1', 'HR2', 'M1'].map((no) => [no, { state: 'nobody-above' }]);
    expect(line('enrolment')).toEqual([['S7', { state: 'excluded' }], ...withoutRater]);
    expect(
      line('launch').map(([group]) => group),
      'first all of it, with the instant',
    ).toEqual([null, 'Heads', 'Staff']);
  });

  const lookAt = async (cycleId: string, actor: string) => {
    const asked = { command: 'launch-cycle', cycleId, arguments: {}, actorId: city.ids[actor] ?? '' };
    return (await previewCommand(city.db, asked)).changes;
  };
  const plan = async (given: Partial<CreateCycleInput>) =>
    (await createCycle(city.db, { name: newName(), year: 2026, committee: { chair: 'M1', members: ['H1'] }, ...given })).id;

  test('row-3: a launch names its rules: their version, whether they come with the program, else who stored them and when', async () => {
    const rulesOf = async (cycleId: string, actor: string) =>
      (await lookAt(cycleId, actor)).flatMap(({ what, after }) => (what === 'pack' ? [after] : []));
    const { name, version, title, ...rest } = shippedPack('kr-local-grade5');
    const titled = { pack: title, version };
    const shipped = await plan({ packName: name });
    expect(await rulesOf(shipped, 'HR1')).toEqual([{ ...titled, origin: 'shipped', storedBy: null, storedAt: null }]);
    const own = { ...rest, name: 'own-rules', version, title };
    const { id: packId } = await loadPack(city.db, { content: own, actorId: city.ids['HR1'], reason: 'ours' });
    const cycleId = await plan({ packId });
    const storedBy = { employeeNo: 'HR1', name: 'Name HR1' };
    const stored = { ...titled, storedBy, storedAt: expect.any(String) as unknown };
    expect(await rulesOf(cycleId, 'HR1')).toEqual([{ ...stored, origin: 'asker' }]);
    expect(await rulesOf(cycleId, 'HR2')).toEqual([{ ...stored, origin: 'person' }]);
    const { id: byOperator } = await loadPack(city.db, { content: { ...own, name: 'operators-rules' } });
    expect(await rulesOf(await plan({ packId: byOperator }), 'HR1')).toEqual([
      { ...titled, origin: 'operator', storedBy: null, storedAt: expect.any(String) as unknown },
    ]);
  });

  test('row-3: a launch names which unit is a part of which, and how each number of a unit is computed', async () => {
    const cycleId = await plan({
      packName: 'kr-local-grade4',
      units: [{ unit: 'Roads', partOf: 'Tax' }],
      indicators: [
        {
          unit: 'Roads',
          name: 'Repairs',
          direction: 'lower',
          method: 'from-baseline',
          baseline: '50',
          target: '40',
          weight: '100',
        },
      ],
    });
    const changes = await lookAt(cycleId, 'HR1');
    expect(changes).toContainEqual(expect.objectContaining({ what: 'part', group: 'Roads', after: { unit: 'Tax' } }));
    const number = { indicator: 'Repairs', direction: 'lower', method: 'from-baseline', baseline: '50', target: '40' };
    expect(changes).toContainEqual(
      expect.objectContaining({ what: 'indicator', group: 'Roads', after: { ...number, actual: null, weight: '100' } }),
    );
  });

  test('names what must be mended: weights, and raters who have left', async () => {
    await city.db
      .updateTable('indicator')
      .set({ weight: '90' })
      .where('unit_id', '=', (eb) => eb.selectFrom('unit').select('id').where('name', '=', 'Tax'))
      .execute();
    await leaves(city, 'H2', '2026-01-10');
    const { mustBeMended, doesNotStart } = await previewLaunch(city.db, { cycleId: city.cycleId });
    expect(codes(mustBeMended)).toEqual(['rater-has-left', 'weights-do-not-sum']);
    expect(mustBeMended[0]?.people?.map(({ employeeNo }) => employeeNo)).toEqual(['S5', 'S6', 'S7', 'S8']);
    expect(mustBeMended[1]?.details).toEqual({ unit: 'Tax', weights: '90' });
    expect(doesNotStart).toContainEqual(expect.objectContaining({ employeeNo: 'H2', code: 'left' }));
  });

  test('an unknown cycle is not found', async () => {
    await expect(previewLaunch(city.db, { cycleId: '999' })).rejects.toMatchObject({ code: 'not-found' });
  });
});
