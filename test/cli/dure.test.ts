import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { migrateToLatest } from '../../db/migrate.ts';
import { emptyDatabase, type FreshDatabase } from '../support/database.ts';

const CLI = new URL('../../cli/main.ts', import.meta.url).pathname;
const REAL_TOWN = new URL('../../data/real-town.csv', import.meta.url).pathname;

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

let database: FreshDatabase;
let folder: string;
beforeAll(async () => {
  database = await emptyDatabase();
  folder = mkdtempSync(join(tmpdir(), 'dure-cli-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await database.drop();
});

function dure(args: readonly string[], more: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const env = { ...process.env, TZ: 'UTC', DATABASE_URL: database.url, TEMPORAL_ADDRESS: inject('temporalAddress'), ...more };
  return new Promise((done) => {
    execFile(process.execPath, [CLI, ...args], { env }, (error, stdout, stderr) => {
      done({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : 1, stdout, stderr });
    });
  });
}

describe('dure', () => {
  test('lists its commands and refuses one that it does not know', async () => {
    const { code, stdout } = await dure(['--help']);
    expect(code).toBe(0);
    for (const name of ['start', 'demo', 'import', 'role', 'pack', 'cycle', 'migrate', 'doctor', 'ops', 'score', 'recompute'])
      expect(stdout).toContain(`  ${name}`);
    expect(await dure(['fly'])).toMatchObject({ code: 1, stderr: expect.stringContaining("unknown command 'fly'") as unknown });
  });

  test('goes on to its end where nobody reads what it says any more, as after `| head`', async () => {
    const child = spawn(process.execPath, [CLI, 'pack', 'list'], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    const stderr: Buffer[] = [];
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    const code = await new Promise((done) => child.on('close', done));
    expect({ code, stderr: Buffer.concat(stderr).toString() }).toEqual({ code: 0, stderr: '' });
  });

  test('doctor names what is missing before `migrate`, and finds everything after it', async () => {
    const before = await dure(['doctor']);
    expect(before.code).toBe(1);
    expect(before.stdout).toMatch(/WRONG {2}migrations: not run: 0001-people.*`dure migrate`/);
    expect(await dure(['migrate'])).toMatchObject({ code: 0, stdout: expect.stringContaining('kr-local-grade5') as unknown });
    const { code, stdout } = await dure(['doctor', '--json']);
    const findings = JSON.parse(stdout) as readonly { name: string; ok: boolean }[];
    expect(findings.filter(({ ok }) => !ok)).toEqual([]);
    expect(findings.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'node',
        'postgres',
        'migrations',
        'role dure_app',
        'role dure_worker',
        'search attributes',
        'database clock',
        'temporal clock',
      ]),
    );
    expect(code).toBe(0);
  });

  test('migrate and doctor tell of a pack whose stored version has other content, and neither stops nor changes it', async () => {
    const file = join(folder, 'arizona.json');
    const pack = JSON.parse(readFileSync('data/packs/arizona.json', 'utf8')) as object;
    writeFileSync(file, JSON.stringify({ ...pack, title: { ko: '옛 제도', en: 'As it was' } }));
    const old = await emptyDatabase();
    const at = { DATABASE_URL: old.url };
    await migrateToLatest(old.url);
    expect(await dure(['pack', 'load', file], at)).toMatchObject({ code: 0, stderr: '' });
    const words = 'arizona 2026-1 is stored with other content than comes with this program';
    expect(await dure(['migrate', '--database-only'], at)).toMatchObject({
      code: 0,
      stderr: expect.stringContaining(words) as unknown,
    });
    const doctor = await dure(['doctor'], at);
    expect(doctor.code).toBe(1);
    expect(doctor.stdout).toContain(`WRONG  packs: ${words}`);
    const refused = await dure(['pack', 'load', 'data/packs/arizona.json'], at);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('"reason":"version-taken","details":{"name":"arizona","version":"2026-1"}');
    await old.drop();
  });

  test('a wrong variable is named, its value is not', async () => {
    const { code, stderr } = await dure(['role', 'list'], { DATABASE_URL: 'nonsense' });
    expect(code).toBe(1);
    expect(stderr).toContain('DATABASE_URL');
    expect(stderr).not.toContain('nonsense');
  });

  test('imports a list, tells its gaps by row, and plans a cycle for it', async () => {
    const dry = await dure(['import', REAL_TOWN, '--dry-run']);
    expect(dry).toMatchObject({ code: 0, stdout: expect.stringContaining('warning  row 3, job: empty') as unknown });
    expect((await dure(['import', REAL_TOWN])).stdout).toContain('Imported: 385 new, 0 changed, 0 unchanged, 0 refused (utf-8).');
    expect(await dure(['role', 'grant', 'D0002', 'hr'])).toMatchObject({
      code: 0,
      stdout: 'D0002 is hr now.\nSigns in at d0002@town.example, which an operator has entered.\n',
    });
    expect(await dure(['role', 'revoke', 'D0002', 'hr'])).toMatchObject({ code: 0 });
    expect(await dure(['role', 'grant', 'D9999', 'hr'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('D9999') as unknown,
    });
    const file = join(folder, 'cycle.json');
    writeFileSync(
      file,
      JSON.stringify({
        name: 'Town 2026',
        year: 2026,
        packName: 'kr-local-grade5',
        committee: { chair: 'D0001', members: ['D0002'] },
      }),
    );
    expect(await dure(['role', 'grant', 'D0003', 'hr'])).toMatchObject({ code: 0 });
    expect(await dure(['cycle', 'create', file, '--by', 'D0003'])).toMatchObject({ code: 0, stdout: '1\n' });
    const preview = await dure(['cycle', 'preview', '1']);
    expect(preview.stdout).toContain('385 imported, 384 start, 1 do not');
    expect(preview.stdout).toContain('not D0001: nobody-above');
  });

  test('a list with errors is not imported and the status says so', async () => {
    const file = join(folder, 'bad.csv');
    writeFileSync(file, 'employee_no,name,email,unit\nX1,Somebody,nowhere,Top\n');
    const { code, stdout } = await dure(['import', file]);
    expect(code).toBe(1);
    expect(stdout).toContain('error    row 2, email: bad-email "nowhere"');
    expect(stdout).toContain('Nothing was imported');
  });
});
