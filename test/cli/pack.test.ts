import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SHIPPED } from '../domain/packs/sample.ts';

const CLI = new URL('../../cli/main.ts', import.meta.url).pathname;

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dure-pack-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Without a database, and far from a running stack. */
function pack(...args: readonly string[]): Promise<Ran> {
  const env = { ...process.env, DATABASE_URL: '', DURE_DATA_DIR: folder };
  return new Promise((done) => {
    execFile(process.execPath, [CLI, 'pack', ...args], { env }, (error, stdout, stderr) => {
      done({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : 1, stdout, stderr });
    });
  });
}

function written(name: string, content: string): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

describe('dure pack without a database', () => {
  test('lists what comes with this version', async () => {
    const { code, stdout, stderr } = await pack('list');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.split('\t').slice(0, 2)),
    ).toEqual(SHIPPED.map((name) => ['shipped', name]));
  });

  test('shows a pack that can be checked as it is', async () => {
    const { stdout } = await pack('show', 'arizona');
    expect(JSON.parse(stdout)).toEqual(JSON.parse(readFileSync('data/packs/arizona.json', 'utf8')));
    const own = written('own.json', stdout);
    expect(await pack('check', own)).toMatchObject({ code: 0, stdout: `${own}: nothing found\n` });
    expect(await pack('diff', 'arizona', own)).toMatchObject({ code: 0, stdout: 'no difference\n' });
  });

  test('tells all that is wrong at once, with places, in words or as JSON', async () => {
    const own = JSON.parse(readFileSync('data/packs/kr-local-grade5.json', 'utf8')) as Record<string, unknown>;
    const file = written('wrong.json', JSON.stringify({ ...own, ranking: 'forbidden', title: { ko: '제목' } }));
    const json = await pack('check', file, '--json');
    expect(json.code).toBe(1);
    const { findings } = JSON.parse(json.stdout) as { readonly findings: readonly { readonly pointer: string }[] };
    expect(findings.map(({ pointer }) => pointer).sort()).toEqual(['/calibration/changes', '/ranking', '/title/en']);
    const words = await pack('check', file, '--locale', 'ko');
    expect(words.code).toBe(1);
    expect(words.stdout).toContain('/ranking\t순위를 금하면서 비율을 지키게 할 수 없습니다. (quota-with-ranking-forbidden)');
  });

  test('tells of a file that is not JSON, and of one that is not there', async () => {
    const { code, stdout } = await pack('check', written('broken.json', '{ "name": '), '--json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ findings: [{ code: 'not-json', pointer: '' }] });
    const shown = await pack('show', written('empty-file.json', ''));
    expect(shown).toMatchObject({ code: 1, stderr: expect.stringContaining('empty-file.json is not JSON') as unknown });
    const missing = await pack('check', join(folder, 'nowhere.json'));
    expect(missing).toMatchObject({ code: 1, stdout: '' });
    expect(missing.stderr).toContain('ENOENT');
    expect((await pack('show', 'nothing')).stderr).toContain('(not-found) {"pack":"nothing","needs":"DATABASE_URL"}');
  });

  test('says in words what is different', async () => {
    const own = JSON.parse(readFileSync('data/packs/kr-local-grade5.json', 'utf8')) as Record<string, unknown>;
    const file = written('later.json', JSON.stringify({ ...own, archive: { year: 1, month: 4, day: 30 } }));
    expect((await pack('diff', 'kr-local-grade5', file)).stdout).toBe(
      'archive: 31 March of the next year → 30 April of the next year\t/archive\n',
    );
    expect(JSON.parse((await pack('diff', 'kr-local-grade5', file, '--json')).stdout)).toEqual([
      { pointer: '/archive', before: { year: 1, month: 3, day: 31 }, after: { year: 1, month: 4, day: 30 } },
    ]);
  });

  test('explains a pack to somebody, and no pack that has faults', async () => {
    expect((await pack('explain', 'coaching-first', '--as', 'rater', '--locale', 'ko')).stdout).toContain(
      '누구에게도 순위를 매기지 않습니다.',
    );
    expect((await pack('explain', 'coaching-first', '--as', 'mayor')).code).toBe(1);
    const wrong = await pack('explain', written('empty.json', '{}'));
    expect(wrong).toMatchObject({ code: 1, stdout: '' });
    expect(wrong.stderr).toContain('pack-invalid');
    const own = JSON.parse(readFileSync('data/packs/kr-local-grade5.json', 'utf8')) as {
      readonly distribution: { readonly shares: readonly object[] };
    };
    const shares = own.distribution.shares.map((one) => ({ ...one, share: 30 }));
    const tooMuch = written('too-much.json', JSON.stringify({ ...own, distribution: { ...own.distribution, shares } }));
    expect((await pack('explain', tooMuch)).stderr).toContain(
      '"path":"/distribution/shares","reason":"shares-do-not-sum","details":',
    );
  });
});
