import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Account } from '../../cli/demo/account.ts';
import { type City, readCity } from '../../cli/demo/city.ts';
import type { YearResult } from '../../cli/demo/run.ts';
import { setStage } from '../../cli/demo/stage.ts';
import type { Answer } from '../../contracts/api/routes.ts';
import { type SmallStack, startSmallStack } from '../support/stack.ts';
import { liveQuietYear } from '../support/year.ts';

// HR copies the rules of grade 5, changes the quota to 30/50/20 that is never exceeded, and lives a year with them.

const COPIED = 'kr-local-grade5';
const OWN = { name: 'our-city', version: '2026-1' };
const YEAR_MS = 300_000;

/** Counted by hand: nowhere are there more of a level and those above it than 30 % and 80 % of the group; who is left gets the third level. */
const SEATS: Readonly<Record<string, readonly [people: number, su: number, u: number, yang: number, ga: number]>> = {
  '5급': [8, 2, 4, 2, 0],
  '6급': [10, 3, 5, 2, 0],
  '7급': [9, 2, 5, 2, 0],
  '8-9급': [13, 3, 7, 3, 0],
};
const RATED = 42;

let stack: SmallStack;
let city: City;
let officer: Account;
let stored: Answer<'loadPack'>;
let checked: Answer<'checkPack'>;
let year: YearResult;

beforeAll(async () => {
  stack = await startSmallStack();
  city = solnae();
  await moveIn();
  officer = accountOf(city.settings.hr.officers[0] ?? '');
  await officer.use('/hr/packs', async (api) => {
    const { items } = await api.call('listPacks');
    const { sha256 = '' } = items.find(({ name }) => name === COPIED) ?? {};
    const { content } = await api.call('getPack', { params: { sha256 } });
    const file = JSON.stringify(changed(content));
    checked = await api.call('checkPack', { query: { against: sha256, sizes: '9' }, file });
    stored = await api.call('loadPack', { query: { reason: '의회가 정한 비율' }, file });
  });
  year = await liveQuietYear(stack, { city });
}, YEAR_MS);

afterAll(() => stack?.drop());

/** The sample city without stories and newcomers; two more of grade 7 are on leave, so that nine are left. */
function solnae(): City {
  const sample = readCity(1, OWN.name);
  const onLeave = ['E32', 'E33'].map((employeeNo) => ({ employeeNo, reason: '휴직' }));
  const settings = { ...sample.settings, exclusions: [...sample.settings.exclusions, ...onLeave] };
  return { ...sample, settings, joiners: new Map() };
}

/** People and HR are there before there is a pack. */
async function moveIn(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'dure-own-pack-'));
  await setStage({ stack, city, peopleFile: undefined, dataDir, say: () => undefined });
  rmSync(dataDir, { recursive: true });
}

function accountOf(employeeNo: string): Account {
  const { web = '', api = '', mailbox = '' } = stack.at;
  const email = city.people.find((person) => person.employee_no === employeeNo)?.email ?? '';
  return new Account({ web, api, mailbox }, email);
}

type Pack = Answer<'getPack'>['content'];

function changed(copy: Pack): Pack {
  const { distribution } = copy;
  if (distribution.mode === 'none' || distribution.by !== 'shares') throw new Error('the copied pack has no shares');
  const percents = [30, 50, 20, 0];
  const shares = distribution.shares.map(({ level }, index) => ({ level, share: percents[index] ?? 0 }));
  return { ...copy, ...OWN, distribution: { ...distribution, method: 'never-exceed', shares } };
}

test('HR is told what is different and how many seats a group of nine has, before it is stored', () => {
  expect(checked.findings).toEqual([]);
  expect(checked.differences.map(({ pointer }) => pointer)).toContain('/distribution/method');
  const nine = checked.seats?.find(({ people }) => people === 9)?.byMethod.find(({ method }) => method === 'never-exceed');
  expect(nine).toMatchObject({ own: true, seats: [2, 5, 2, 0].map((seats) => ({ seats })) });
  expect(stored).toMatchObject({ ...OWN, sha256: checked.sha256 });
});

test('the cycle has pinned it, and its year ends with everything that must hold', async () => {
  expect(year.invariants.filter((one) => !one.ok)).toEqual([]);
  expect(year).toMatchObject({ ok: true, pack: OWN.name, results: { published: RATED, acknowledged: RATED, refused: 0 } });
  const { rows } = await sql<object>`
    select encode(k.sha256, 'hex') sha256, e.employee_no "loadedBy", k.reason
      from cycle c join policy_pack k on k.id = c.policy_pack_id left join employee e on e.id = k.loaded_by`.execute(stack.db);
  expect(rows).toEqual([{ sha256: stored.sha256, loadedBy: city.settings.hr.officers[0], reason: '의회가 정한 비율' }]);
});

test('every group has the seats that were counted by hand', async () => {
  const { rows } = await sql<{ name: string; seats: number[] }>`
    select g.name, array[count(*), count(*) filter (where r.grade = '수'), count(*) filter (where r.grade = '우'),
                         count(*) filter (where r.grade = '양'), count(*) filter (where r.grade = '가')]::int[] seats
      from result r join evaluation e on e.id = r.evaluation_id join rating_group g on g.id = e.rating_group_id
     where g.quota group by g.name order by g.name`.execute(stack.db);
  expect(Object.fromEntries(rows.map(({ name, seats }) => [name, seats]))).toEqual(SEATS);
});

test('a result names the pack’s version and hash to whoever reads it', async () => {
  const pack = { ...OWN, sha256: stored.sha256 };
  const told = await accountOf('E14').use('/me/result', async (api) => {
    const { items } = await api.call('listResults');
    return api.call('getResult', { params: { evaluationId: items[0]?.evaluationId ?? '' } });
  });
  expect(told.pack).toEqual(pack);
  const { rows } = await sql<object>`
    select pack_name name, pack_version version, encode(pack_sha256, 'hex') sha256, count(*)::int results
      from result
     group by 1, 2, 3`.execute(stack.db);
  expect(rows).toEqual([{ ...pack, results: RATED }]);
});

test('every result computed again is the same', async () => {
  expect(await stack.dure('recompute', year.cycleId)).toMatchObject({
    status: 0,
    stdout: `${RATED} results are equal to the last digit.\n`,
  });
});
