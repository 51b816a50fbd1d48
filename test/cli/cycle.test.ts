import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Town, buildTown } from '../support/town.ts';

// H rates S1 to S6, X is HR, and so is S1.

const CLI = new URL('../../cli/main.ts', import.meta.url).pathname;

let town: Town;
let folder: string;
let file: string;
beforeAll(async () => {
  town = await buildTown({ live: true });
  folder = await mkdtemp(join(tmpdir(), 'dure-cycle-'));
  file = join(folder, 'cycle.json');
  const exclusions = [{ employeeNo: 'S2', reason: 'long leave' }];
  const committee = { chair: 'X', members: [] };
  await writeFile(file, JSON.stringify({ name: 'x', year: 2027, packName: 'kr-local-grade5', committee, exclusions }));
  await town.db
    .insertInto('role_assignment')
    .values({ employee_id: town.id('S1'), role: 'hr' })
    .execute();
});
afterAll(async () => {
  await town?.drop();
  await rm(folder, { recursive: true, force: true });
});

function create(...args: readonly string[]): Promise<{ readonly code: number; readonly stderr: string }> {
  const env = { ...process.env, TZ: 'UTC', DATABASE_URL: town.url };
  return new Promise((done) => {
    execFile(process.execPath, [CLI, 'cycle', 'create', file, ...args], { env }, (error, _, stderr) => {
      done({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : 1, stderr });
    });
  });
}

const planned = () =>
  town.db.selectFrom('audit_event').select('actor').where('what', '=', 'cycle.created').orderBy('id').execute();

test('row-1: dure cycle create acts for somebody of HR, whose own case it is as on the page', async () => {
  const before = await planned();
  expect(await create()).toMatchObject({ code: 1, stderr: expect.stringContaining('--by') as unknown });
  expect((await create('--by', 'H')).stderr).toContain('forbidden');
  expect((await create('--by', 'S1')).stderr).toContain('own-case');
  expect(await planned()).toEqual(before);
  expect((await create('--by', 'X')).stderr).toContain('own-case'); // the chair
  await writeFile(
    file,
    JSON.stringify({ name: 'x', year: 2027, packName: 'kr-local-grade5', committee: { chair: 'H', members: [] } }),
  );
  expect(await create('--by', 'X')).toEqual({ code: 0, stderr: '' });
  expect((await planned()).at(-1)).toEqual({ actor: town.id('X') });
});
