import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCycle } from '../../commands/create-cycle.ts';
import { createRehearsal } from '../../commands/create-rehearsal.ts';
import { importPeople } from '../../commands/import-people.ts';
import type { PolicyPack } from '../../contracts/pack.ts';
import { loadPack, loadShippedPack } from '../../commands/load-pack.ts';
import { previewLaunch } from '../../commands/preview-launch.ts';
import { shippedPacks } from '../../commands/shipped-packs.ts';
import { newName } from '../support/cycle-names.ts';
import { smallCity, type SmallCity, leaves } from './small-city.ts';

let city: SmallCity;
beforeAll(async () => {
  city = await smallCity();
});
afterAll(() => city.drop());

const GIVEN = { name: 'x', year: 2026, packName: 'kr-local-grade5', committee: { chair: 'M1', members: ['H1'] } };

/** Each by a name of its own. */
function plan(given: object) {
  const rules = 'packId' in given ? { ...GIVEN, packName: undefined } : GIVEN;
  return createCycle(city.db, { ...rules, name: newName(), ...given });
}

describe('createCycle', () => {
  test('resolves the windows and deadlines of the pack on the calendar of the year', async () => {
    const windows = await city.db
      .selectFrom('phase_window')
      .select(['phase', 'opens_at', 'closes_at', 'newcomer_days', 'barrier', 'launched_at'])
      .where('cycle_id', '=', city.cycleId)
      .orderBy('position')
      .execute();
    expect(windows.map(({ phase }) => phase)).toEqual([
      'goal-setting',
      'midterm-coaching',
      'self-assessment',
      'manager-evaluation',
      'calibration',
      'result-notice',
    ]);
    // 28 February 2026 is a Saturday, 1 March a Sunday and holiday, 2 March its substitute: the end of 3 March.
    expect(windows[0]).toEqual({
      phase: 'goal-setting',
      opens_at: '2026-01-19T00:00:00.000Z',
      closes_at: '2026-03-03T15:00:00.000Z',
      newcomer_days: 30,
      barrier: false,
      launched_at: null,
    });
    expect(windows[3]?.barrier).toBe(true);
    const draft = await city.db
      .selectFrom('task_rule')
      .selectAll()
      .where('cycle_id', '=', city.cycleId)
      .where('kind', '=', 'goals.draft')
      .execute();
    expect(draft).toEqual([
      expect.objectContaining({
        due_at: '2026-02-06T09:00:00.000Z',
        if_silent: 'asks-superior',
        accepted: 'end-of-day',
        least_working_days: 3,
        minutes: 12,
      }),
    ]);
  });

  test('pins the pack by its content: loaded again it is the same', async () => {
    expect(await shippedPacks()).toContain('kr-local-grade5');
    const pack = await loadShippedPack(city.db, 'kr-local-grade5');
    const row = await city.db
      .selectFrom('policy_pack')
      .select(['id', 'content'])
      .where('name', '=', 'kr-local-grade5')
      .executeTakeFirstOrThrow();
    expect(pack?.id).toBe(row.id);
    const changed = await loadPack(city.db, { content: { ...(row.content as object), version: '2026-2' } });
    expect(changed.id).not.toBe(row.id);
    await expect(loadPack(city.db, { content: { name: 'x', colour: 'red' } })).rejects.toMatchObject({
      code: 'pack-invalid',
      details: { issues: expect.arrayContaining([{ path: '/colour', reason: 'unrecognized-keys' }]) as unknown },
    });
  });

  test("takes HR's own dates as they are, also on a day off", async () => {
    const overrides = {
      phases: { 'goal-setting': { opens: '2026-01-24', due: { 'goals.draft': '2026-02-08' as const } } },
      publication: '2027-01-29',
    };
    const { id } = await plan({ overrides });
    const due = await city.db
      .selectFrom('task_rule')
      .select('due_at')
      .where('cycle_id', '=', id)
      .where('kind', '=', 'goals.draft')
      .executeTakeFirst();
    expect(due).toEqual({ due_at: '2026-02-08T09:00:00.000Z' });
    const cycle = await city.db.selectFrom('cycle').select('publication_at').where('id', '=', id).executeTakeFirst();
    expect(cycle).toEqual({ publication_at: '2027-01-29T01:00:00.000Z' });
  });

  test('notes groups and people who are not rated', async () => {
    const { id } = await createCycle(city.db, {
      ...GIVEN,
      groups: [{ name: 'Staff', spareLowest: false }],
      exclusions: [{ employeeNo: 'S8', reason: 'on leave' }],
    });
    const groups = await city.db
      .selectFrom('rating_group')
      .select(['name', 'quota', 'spare_lowest'])
      .where('cycle_id', '=', id)
      .execute();
    expect(groups).toEqual([{ name: 'Staff', quota: true, spare_lowest: false }]);
    const excluded = await city.db
      .selectFrom('evaluation')
      .select(['name', 'state', 'reason'])
      .where('cycle_id', '=', id)
      .execute();
    expect(excluded).toEqual([{ name: 'Name S8', state: 'excluded', reason: 'on leave' }]);
  });

  test("takes the cycle's own time zone and which units are parts of which", async () => {
    const { id } = await plan({ timeZone: 'America/Phoenix', units: [{ unit: 'Tax', partOf: 'Top' }] });
    const { rows } = await sql`
      select c.time_zone, w.opens_at, u.name unit, t.name part_of
        from cycle c
        join phase_window w on w.cycle_id = c.id and w.position = 1
        join cycle_unit x on x.cycle_id = c.id
        join unit u on u.id = x.unit_id
        join unit t on t.id = x.part_of
       where c.id = ${id}`.execute(city.db);
    // 09:00 in Phoenix.
    expect(rows).toEqual([{ time_zone: 'America/Phoenix', opens_at: '2026-01-19T16:00:00.000Z', unit: 'Tax', part_of: 'Top' }]);
  });

  test('plans a period of the pack on its own days, with no last day that the law sets for the whole year', async () => {
    const { id } = await plan({ period: 'second-half' });
    const { rows } = await sql`
      select c.period, c.publication_at, c.meeting_at, w.opens_at, w.closes_at, w.closes_by_law, r.due_at
        from cycle c join phase_window w on w.cycle_id = c.id and w.phase = 'goal-setting'
        join task_rule r on r.cycle_id = c.id and r.kind = 'goals.draft' where c.id = ${id}`.execute(city.db);
    // 19 July 2026 is a Sunday.
    expect(rows).toEqual([
      {
        period: 'second-half',
        publication_at: '2027-01-28T01:00:00.000Z',
        meeting_at: '2027-01-21T05:00:00.000Z',
        opens_at: '2026-07-20T00:00:00.000Z',
        closes_at: '2026-08-13T15:00:00.000Z',
        closes_by_law: false,
        due_at: '2026-07-30T09:00:00.000Z',
      },
    ]);
    const whole = await city.db
      .selectFrom('phase_window')
      .select('phase')
      .where('cycle_id', '=', city.cycleId)
      .where('closes_by_law', '=', true)
      .execute();
    expect(whole).toEqual([{ phase: 'goal-setting' }]);
    const { period, calendar } = await previewLaunch(city.db, { cycleId: id });
    expect(period?.ko).toBe('하반기 (12월 31일 기준)');
    expect(calendar.moved.map(({ phase, role, from, to }) => [phase, role, from, to])).toContainEqual([
      'goal-setting',
      'opens',
      '2026-07-19',
      '2026-07-20',
    ]);
  });

  test('refuses a period that the pack does not have, and no committee where it has one, by their places', async () => {
    await expect(plan({ period: 'third' })).rejects.toMatchObject({
      code: 'invalid-input',
      details: { path: '/period', reason: 'unknown' },
    });
    await expect(plan({ committee: undefined })).rejects.toMatchObject({
      code: 'invalid-input',
      details: { path: '/committee/chair', reason: 'missing' },
    });
  });

  test('row-21: a committee below its quorum is refused where the pack lets nobody decide without one', async () => {
    const { content } = await city.db.selectFrom('policy_pack').select('content').orderBy('id').executeTakeFirstOrThrow();
    const pack = content as unknown as PolicyPack;
    const calibration = { ...pack.calibration, withoutQuorum: 'meets-again' };
    const { id: packId } = await loadPack(city.db, { content: { ...pack, name: 'meets-again', calibration } });
    await expect(plan({ packId, committee: { chair: 'M1', members: ['M1'] } })).rejects.toMatchObject({
      code: 'invalid-input',
      details: { path: '/committee/members', reason: 'below-quorum', people: 1, quorum: 2 },
    });
    // Another account of the chair's.
    await sql`update employee set email = 'M1@city.example' where employee_no = 'S8'`.execute(city.db);
    await expect(plan({ packId, committee: { chair: 'M1', members: ['S8'] } })).rejects.toMatchObject({
      code: 'invalid-input',
      details: { path: '/committee/members', reason: 'below-quorum', people: 1, quorum: 2 },
    });
    await sql`update employee set email = 's8@city.example' where employee_no = 'S8'`.execute(city.db);
    expect(await plan({ packId, committee: { chair: 'M1', members: ['H1'] } })).toBeDefined();
    expect(await plan({ committee: { chair: 'M1', members: [] } })).toBeDefined();
  });

  test('asks nobody to chair where the pack has no committee', async () => {
    const { id } = await createCycle(city.db, { name: 'without a committee', year: 2026, packName: 'arizona' });
    const { committee } = await city.db.selectFrom('cycle').select('committee').where('id', '=', id).executeTakeFirstOrThrow();
    expect(committee).toEqual({ chair: null, members: [] });
    const { mustBeMended } = await previewLaunch(city.db, { cycleId: id });
    expect(mustBeMended.map(({ code }) => code)).not.toContain('chair-missing');
  });

  test('a chair who has left must be mended before the launch', async () => {
    const { id } = await plan({ committee: { chair: 'H2', members: [] } });
    const codes = async () => (await previewLaunch(city.db, { cycleId: id })).mustBeMended.map(({ code }) => code);
    expect(await codes()).not.toContain('chair-missing');
    await leaves(city, 'H2', '2020-01-01');
    expect(await codes()).toContain('chair-missing');
    await leaves(city, 'H2', '9999-12-31');
  });

  test('refuses a pack with findings, and tells each', async () => {
    const { content } = await city.db.selectFrom('policy_pack').select('content').orderBy('id').executeTakeFirstOrThrow();
    const pack = content as unknown as { sections: { share: number }[] };
    const sections = pack.sections.map((section, index) => (index === 0 ? { ...section, share: 60 } : section));
    await expect(loadPack(city.db, { content: { ...pack, sections } })).rejects.toMatchObject({
      code: 'pack-invalid',
      details: { issues: [{ path: '/sections', reason: 'shares-do-not-sum' }] },
    });
  });

  test.each([
    ['an unknown pack', { packName: 'nowhere' }, 'not-found'],
    ['an unknown chair', { committee: { chair: 'X9', members: [] } }, 'employee-unknown'],
    ['an unknown rehearsal', { rehearsalId: '999' }, 'not-found'],
    ['an unknown phase', { overrides: { phases: { nowhere: {} } } }, 'phase-unknown'],
    [
      'a window that ends before it opens',
      { overrides: { phases: { 'goal-setting': { closes: '2026-01-02' } } } },
      'invalid-input',
    ],
    [
      'a window that ends the moment it opens',
      { overrides: { phases: { 'goal-setting': { opens: '2026-02-01T09:00:00+09:00', closes: '2026-02-01T00:00:00Z' } } } },
      'invalid-input',
    ],
    [
      'an indicator of an unknown unit',
      { indicators: [{ unit: 'Nowhere', name: 'x', direction: 'higher' as const, weight: '1' }] },
      'invalid-input',
    ],
    ['a unit that nobody knows', { units: [{ unit: 'Nowhere', partOf: 'Top' }] }, 'invalid-input'],
    ['a unit that is a part of itself', { units: [{ unit: 'Tax', partOf: 'Tax' }] }, 'invalid-input'],
    [
      'a unit that is a part of two',
      {
        units: [
          { unit: 'Tax', partOf: 'Top' },
          { unit: 'Tax', partOf: 'Roads' },
        ],
      },
      'invalid-input',
    ],
    ['a time zone that nobody knows', { timeZone: 'Mars/Olympus' }, 'invalid-input'],
    ['a field that nobody knows', { colour: 'red' }, 'invalid-input'],
  ])('refuses %s and keeps nothing', async (_what, change, code) => {
    const count = () =>
      city.db
        .selectFrom('cycle')
        .select((eb) => eb.fn.countAll<string>().as('n'))
        .executeTakeFirst();
    const before = await count();
    await expect(plan({ ...change })).rejects.toMatchObject({ code });
    expect(await count()).toEqual(before);
  });

  test("a part of a part is refused where the pack counts the unit's score, and kept where it does not", async () => {
    const units = [
      { unit: 'Roads', partOf: 'Top' },
      { unit: 'Tax', partOf: 'Roads' },
    ];
    await expect(plan({ packName: 'kr-local-grade4', units })).rejects.toMatchObject({
      code: 'invalid-input',
      details: { path: '/units/1/partOf', reason: 'part-of-a-part' },
    });
    await expect(plan({ units })).resolves.toHaveProperty('id');
  });

  test('a rehearsal is refused where mail could reach real people', async () => {
    const request = { name: 'x', startsAt: '2026-01-01T00:00:00Z', hasMailbox: false };
    await expect(createRehearsal(city.db, request)).rejects.toMatchObject({ code: 'rehearsal-needs-mailbox' });
  });
});

describe('row-1: a name by which orders about a cycle are told apart', () => {
  const named = (name: string, more: object = {}) => plan({ name, year: 2031, ...more });

  test('row-1: is refused to a second live cycle of the year, as it reads, and names the field and the other one', async () => {
    const { id } = await named('성과평가 Ａ');
    for (const name of ['성과평가 Ａ', '성과평가 a', ' 성과평가a', '성과\u200b평가\u3000A'])
      await expect(named(name), name).rejects.toMatchObject({
        code: 'invalid-input',
        details: { path: '/name', reason: 'name-taken', cycleId: id, name: '성과평가 Ａ' },
      });
    await sql`update cycle set archived_at = now() where id = ${id}`.execute(city.db);
    await expect(named('성과평가 A')).rejects.toMatchObject({ details: { reason: 'name-taken' } });
    await expect(named('성과평가 A', { year: 2032 })).resolves.toHaveProperty('id');
    await expect(named('성과평가 A', { rehearsalId: city.rehearsalId })).resolves.toHaveProperty('id');
  });

  test('row-1: is one cycle’s where two are planned at once', async () => {
    const both = await Promise.allSettled([named('at once'), named('At once')]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('row-34: names of units in the body', () => {
  const trial = (name: string) => readFileSync(new URL(`../documents/trials/${name}`, import.meta.url));

  test('row-34: are read as the list is, decomposed or with other spaces', async () => {
    const town = await smallCity();
    try {
      await importPeople(town.db, { file: trial('town.csv') });
      const body = JSON.parse(trial('cycle-nfd-unit.json').toString()) as Parameters<typeof createCycle>[1];
      expect(body.indicators?.[0]?.unit).not.toBe('총무계');
      const { id } = await createCycle(town.db, { ...body, units: [{ unit: '총무계\u200b', partOf: '\u00a0행정국' }] });
      const named = await town.db
        .selectFrom('indicator as i')
        .innerJoin('unit as u', 'u.id', 'i.unit_id')
        .select('u.name')
        .where('i.cycle_id', '=', id)
        .execute();
      expect(named).toEqual([{ name: '총무계' }]);
    } finally {
      await town.drop();
    }
  });
});
