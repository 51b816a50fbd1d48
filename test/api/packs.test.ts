import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCycle } from '../../commands/create-cycle.ts';
import { loadPack } from '../../commands/load-pack.ts';
import type { PackCheck, PackRow } from '../../contracts/api/packs.ts';
import { SHIPPED } from '../domain/packs/sample.ts';
import { shippedPack } from '../support/packs.ts';
import { type Answered, type ApiCity, type Client, apiCity } from './support.ts';

let city: ApiCity;
let hr: Client;
beforeAll(async () => {
  city = await apiCity();
  hr = await city.signIn('HR1');
});
afterAll(() => city.drop());

const grade5 = shippedPack('kr-local-grade5');
const shares = (...percents: readonly number[]) => grade5.levels.map(({ level }, at) => ({ level, share: percents[at] ?? 0 }));
const own = {
  ...grade5,
  name: 'our-city',
  version: '2026-1',
  distribution: { ...grade5.distribution, method: 'never-exceed', shares: shares(30, 50, 20) },
};

const send = (url: string, content: unknown): Promise<Answered> =>
  hr.ask('POST', url, { body: typeof content === 'string' ? content : JSON.stringify(content) });
const check = async (content: unknown, query = ''): Promise<PackCheck> =>
  (await send(`/packs/check${query}`, content)).body as unknown as PackCheck;
const packs = async (): Promise<readonly PackRow[]> => (await hr.ask('GET', '/packs')).body['items'] as readonly PackRow[];
const copied = async () => (await packs()).find(({ name }) => name === 'kr-local-grade5')?.sha256 ?? '';

describe('the list of packs', () => {
  test('has those that are stored and those that come with the program', async () => {
    const rows = await packs();
    expect(rows.map(({ name }) => name)).toEqual([...SHIPPED]);
    expect(rows.filter(({ id }) => id !== null).map(({ name, cycles, shipped }) => [name, cycles, shipped])).toEqual([
      ['kr-local-grade5', 1, true],
    ]);
  });

  test('tells which parts of the year a cycle may be about, and whether somebody must chair it', async () => {
    const rows = await packs();
    const told = (pack: string) => {
      const { periods, asksCommittee } = rows.find(({ name }) => name === pack) ?? {};
      return [periods?.map(({ key }) => key), asksCommittee];
    };
    expect(told('kr-local-grade5')).toEqual([['first-half', 'second-half'], true]);
    expect(told('arizona')).toEqual([[], false]);
  });

  test('answers one with its content, and nothing for a hash that nobody knows', async () => {
    const { status, body } = await hr.ask('GET', `/packs/${await copied()}`);
    expect([status, body['content']]).toEqual([200, grade5]);
    expect((await hr.ask('GET', `/packs/${'0'.repeat(64)}`)).status).toBe(404);
  });
});

describe('the check of a pack', () => {
  test('row-29: tells which days of its first year come after the last known holiday', async () => {
    expect((await check(own)).unknownHolidays.days).toEqual([]);
    const later = { ...own, effectiveFrom: own.effectiveFrom.replace(/^\d{4}/, '2028') };
    const { findings, unknownHolidays } = await check(later);
    expect([findings, unknownHolidays.knownUntil]).toEqual([[], '2027-12-27']);
    expect(unknownHolidays.days[0]?.startsWith('2028-01')).toBe(true);
    // After the day on which its first phase would open: no cycle of that year may use it.
    const inMarch = await check({ ...own, effectiveFrom: '2027-03-01' });
    expect(inMarch.unknownHolidays.days).toEqual(unknownHolidays.days);
  });

  test('tells the differences from the one it was copied from, and the seats for a group of nine by each rounding', async () => {
    const { findings, sha256, known, against, differences, seats, rounding } = await check(
      own,
      `?against=${await copied()}&sizes=9`,
    );
    expect([findings, known, against?.name]).toEqual([[], false, 'kr-local-grade5']);
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(differences.map(({ pointer, before, after }) => [pointer, before, after])).toEqual([
      ['/name', 'kr-local-grade5', 'our-city'],
      ['/distribution/method', 'largest-remainder', 'never-exceed'],
      ['/distribution/shares/0/share', 20, 30],
      ['/distribution/shares/1/share', 40, 50],
      ['/distribution/shares/2/share', 30, 20],
      ['/distribution/shares/3/share', 10, 0],
    ]);
    expect(
      seats?.map(({ people, byMethod }) => [people, ...byMethod.map((one) => one.seats.map(({ seats: n }) => n).join(' '))]),
    ).toEqual([[9, '3 4 2 0', '3 4 2 0', '2 5 2 0']]);
    expect(rounding?.key).toBe('explain.distribution.never-exceed');
  });

  test('takes the groups of today where no size is named', async () => {
    const { seats } = await check(own);
    expect(seats?.map(({ group, people }) => [group, people])).toEqual([
      ['Heads', 2],
      ['Staff', 8],
    ]);
  });

  test('tells everything that is wrong at once, and the seats as long as the shares are sound', async () => {
    const { findings, sha256, seats } = await check({ ...own, title: { ko: '우리 시' }, extra: 1 }, '?sizes=9');
    expect(findings.map(({ code, pointer }) => `${pointer}: ${code}`).sort()).toEqual([
      '/extra: unrecognized-keys',
      '/title/en: text-missing',
    ]);
    expect([sha256, seats?.length]).toEqual([null, 1]);
    const unsound = await check({ ...own, distribution: { ...own.distribution, shares: shares(30, 50, 30) } }, '?sizes=9');
    expect([unsound.findings.map(({ code }) => code), unsound.seats]).toEqual([['shares-do-not-sum'], null]);
  });

  test('compares with the newest of its name', async () => {
    const next = await check({ ...grade5, version: '2026-2' });
    expect([next.against?.version, next.differences.map(({ pointer }) => pointer)]).toEqual(['2026-1', ['/version']]);
  });

  test('row-1: refuses the name of what comes with the program, of whatever version, but for the same content', async () => {
    for (const version of ['2026-1', '2099-1'])
      expect((await check({ ...own, name: 'kr-local-grade5', version })).findings).toEqual([
        { code: 'name-taken', pointer: '/name' },
      ]);
    expect((await send('/packs?reason=x', { ...own, name: 'kr-local-grade5', version: '2099-1' })).status).toBe(422);
    const same = await check(grade5);
    expect([same.known, same.findings]).toEqual([true, []]);
  });

  test.each([
    ['half a file', '{"name": "x", ', 'not-json'],
    ['nothing', '', 'not-json'],
    ['null', 'null', 'invalid-type'],
    ['a list', '[]', 'invalid-type'],
    ['a well without a bottom', `{"name":${'['.repeat(20_000)}${']'.repeat(20_000)}}`, 'too-deep'],
  ])('of %s is a finding', async (_what, text, code) => {
    const { findings, seats } = await check(text);
    expect(findings[0]?.code).toBe(code);
    expect(seats).toBeNull();
  });

  test('refuses a list of sizes that is none, and a pack to compare with that nobody knows', async () => {
    expect((await send('/packs/check?sizes=9;14', own)).body).toMatchObject({
      details: { path: '/sizes', reason: 'not-a-list' },
    });
    expect((await send(`/packs/check?against=${'0'.repeat(64)}`, own)).status).toBe(404);
  });
});

describe('an own pack', () => {
  test('is stored with its reason, once, and a cycle may pin it', async () => {
    const stored = await send('/packs?reason=The+council+decided', own);
    expect([stored.status, stored.body['name']]).toEqual([201, 'our-city']);
    const again = await send('/packs?reason=Again', own);
    expect(again.body).toEqual(stored.body);
    const row = (await packs()).find(({ name }) => name === 'our-city');
    expect(row).toMatchObject({ reason: 'The council decided', loadedBy: { employeeNo: 'HR1' }, shipped: false, before: null });
    const { rows } = await city.db
      .selectFrom('audit_event')
      .select(['subject', 'actor', 'details'])
      .where('what', '=', 'pack.loaded')
      .where('subject', '=', String(stored.body['id']))
      .execute()
      .then((found) => ({ rows: found }));
    expect(rows).toMatchObject([{ actor: city.ids['HR1'], details: { name: 'our-city', sha256: stored.body['sha256'] } }]);
    expect(JSON.stringify(rows)).not.toContain('council');
    const body = { name: 'own', year: 2026, packId: stored.body['id'], committee: { chair: 'M1', members: [] } };
    const cycle = await hr.ask('POST', '/cycles', { body });
    expect(cycle.status).toBe(201);
    const { body: preview } = await hr.ask('GET', `/cycles/${String(cycle.body['id'])}/launch-preview`);
    expect(preview['pack']).toEqual({ name: 'our-city', version: '2026-1', title: grade5.title });
  });

  test('shows in the list what is new in its next version', async () => {
    expect((await send('/packs?reason=More', { ...own, version: '2026-10', goals: { ...own.goals, most: 6 } })).status).toBe(201);
    expect((await send('/packs?reason=Less', { ...own, version: '2026-9' })).status).toBe(201);
    const rows = (await packs()).filter(({ name }) => name === 'our-city');
    expect(rows.map(({ version, newest, before }) => [version, newest, before?.version])).toEqual([
      ['2026-10', true, '2026-9'],
      ['2026-9', false, '2026-1'],
      ['2026-1', false, undefined],
    ]);
    expect(rows[0]?.news.map(({ pointer }) => pointer)).toEqual(['/version', '/goals/most']);
  });

  test('is refused without a reason, with anything that is found, and under a version that is there', async () => {
    expect((await send('/packs?reason=', own)).body).toMatchObject({ code: 'reason-required' });
    const refused = await send('/packs?reason=because', { ...own, version: '2026-3', forWhom: { ko: '모두' } });
    expect([refused.status, refused.body]).toMatchObject([
      422,
      { code: 'pack-invalid', details: { issues: [{ path: '/forWhom/en', reason: 'text-missing' }] } },
    ]);
    const taken = await send('/packs?reason=because', { ...own, goals: { ...own.goals, most: 5 } });
    const details = { name: 'our-city', version: '2026-1' };
    expect(taken.body).toMatchObject({ details: { issues: [{ path: '/version', reason: 'version-taken', details }] } });
  });
});

describe('a cycle', () => {
  const plan = { name: 'early', year: 2026, committee: { chair: 'M1', members: [] } };

  test('is refused where its first phase opens before the pack is in effect', async () => {
    const { id } = await loadPack(city.db, { content: { ...own, version: '2026-20', effectiveFrom: '2026-06-01' } });
    await expect(createCycle(city.db, { ...plan, packId: id })).rejects.toMatchObject({
      code: 'pack-not-in-effect',
      details: { effectiveFrom: '2026-06-01', opensOn: '2026-01-19' },
    });
    await expect(createCycle(city.db, { ...plan, year: 2027, packId: id })).resolves.toBeDefined();
  });

  test('that names a pack pins its highest version, whichever was loaded last', async () => {
    await loadPack(city.db, { content: { ...grade5, version: '2026-12' } });
    await loadPack(city.db, { content: { ...grade5, version: '2026-7' } });
    const { id } = await createCycle(city.db, { ...plan, packName: 'kr-local-grade5' });
    const { body } = await hr.ask('GET', `/cycles/${id}`);
    expect(body['pack']).toMatchObject({ version: '2026-12' });
  });
});

test('OpenAPI tells what a pack is, as it is read and as it is given', async () => {
  const { body } = await hr.ask('GET', '/openapi.json');
  const schemas = (body['components'] as { schemas: Record<string, { properties?: Record<string, unknown> }> }).schemas;
  for (const name of ['PolicyPack', 'PolicyPackInput'])
    expect(Object.keys(schemas[name]?.properties ?? {}), name).toEqual(expect.arrayContaining(Object.keys(grade5)));
  expect(schemas['GivenPolicyPack']).toEqual({ allOf: [{ $ref: '#/components/schemas/PolicyPackInput' }] });
});
