import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const CLI = new URL('../../cli/main.ts', import.meta.url).pathname;
const RATIO = '{"kind":"achievement","method":"ratio","direction":"higher","target":"4.0","actual":"4.11"}';
const ANSWER = { kind: 'achievement', achievement: '102.75' };

interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dure-score-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function score(args: readonly string[], input: string | Uint8Array = ''): Promise<Ran> {
  const child = spawn(process.execPath, [CLI, 'score', ...args], { stdio: 'pipe' });
  const ended = new Promise<number | null>((done) => child.once('close', done));
  child.stdin.on('error', () => undefined).end(input);
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, stdout, stderr };
}

function answers({ stdout }: Ran): unknown[] {
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}

describe('dure score', () => {
  test('answers an object with an object and a list with a list, from standard input or a file', async () => {
    const file = join(folder, 'one.json');
    writeFileSync(file, `\ufeff ${RATIO}\r\n`);
    for (const ran of [await score([], RATIO), await score(['-'], RATIO), await score([file])]) {
      expect(ran).toMatchObject({ code: 0, stderr: '' });
      expect(answers(ran)).toEqual([ANSWER]);
    }
    expect(answers(await score([], `[${RATIO},${RATIO}]`))).toEqual([[ANSWER, ANSWER]]);
    expect(await score([], '[]')).toEqual({ code: 0, stdout: '[]\n', stderr: '' });
  });

  test.each([
    ['', 'not-json', ''],
    ['{', 'not-json', ''],
    [new Uint8Array([0x22, 0xff, 0x22]), 'not-json', ''],
    [`[${RATIO},{"kind":"number","text":1}]`, 'wrong-type', '/1/text'],
    ['['.repeat(100_000), 'not-json', ''],
    ['['.repeat(100_000) + ']'.repeat(100_000), 'wrong-type', '/0'],
  ])('refuses %.20s with exit 2 and nothing on standard output', async (input, code, path) => {
    const ran = await score(['--explain', '--text', 'ko'], input);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(JSON.parse(ran.stderr)).toEqual({ code, path, message: expect.stringMatching(/^[A-Z].*\.$/) as unknown });
  });

  test.each([[['/nowhere/at/all.json']], [['/']], [['--ndjson', '/nowhere/at/all.json']]])(
    'says of %j that it cannot be read',
    async (args) => {
      const ran = await score(args);
      expect(ran).toMatchObject({ code: 2, stdout: '' });
      expect(JSON.parse(ran.stderr)).toMatchObject({ code: 'file-unreadable', path: '' });
    },
  );

  test('refuses an option or a language that it does not know with exit 2', async () => {
    for (const args of [['--quick'], ['--text', 'fr'], ['a', 'b']])
      expect(await score(args)).toMatchObject({ code: 2, stdout: '' });
  });

  test('GEN10: --explain adds the steps, --text says them', async () => {
    const [answer] = answers(await score(['--explain', '--text', 'en'], RATIO)) as [{ steps: object[]; text: string[] }];
    expect(answer.steps).toEqual([
      {
        label: 'scoring.ratio.higher',
        formula: expect.any(String) as unknown,
        inputs: { target: '4.0', actual: '4.11' },
        value: '102.75',
        source: expect.any(String) as unknown,
      },
    ]);
    expect(answer.text[0]).toContain('102.75');
    expect(answers(await score(['--text', 'ko'], RATIO))[0]).toMatchObject({ text: [expect.stringContaining('달성률')] });
  });

  test('--schema prints the JSON Schema', async () => {
    const ran = await score(['--schema']);
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(ran.stdout)).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema' });
  });
});

describe('dure score --ndjson', () => {
  test('answers each line in its place; a bad one does not stop it, and the end is exit 2', async () => {
    const ran = await score(['--ndjson'], `${RATIO}\r\n\n{"kind":"number","text":1}\n[${RATIO}]\n\xff{\n${RATIO}`);
    expect(ran).toMatchObject({ code: 2, stderr: '' });
    expect(answers(ran)).toMatchObject([
      ANSWER,
      { error: { code: 'wrong-type', path: '/text', message: expect.any(String) as unknown } },
      { error: { code: 'wrong-type', path: '' } },
      { error: { code: 'not-json', path: '' } },
      ANSWER,
    ]);
  });

  test('puts lines together that come in pieces, and ends with 0 when all are good', async () => {
    const child = spawn(process.execPath, [CLI, 'score', '--ndjson'], { stdio: 'pipe' });
    const code = new Promise((done) => child.once('close', done));
    const read = text(child.stdout);
    const bytes = Buffer.from(`{"kind":"number","text":"△4.11"}\n`.repeat(3));
    for (const byte of bytes) child.stdin.write(Buffer.of(byte));
    child.stdin.end();
    expect(
      (await read)
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual(Array.from({ length: 3 }, () => ({ kind: 'number', value: '-4.11' })));
    expect(await code).toBe(0);
  });

  test('is quiet when its reader goes away', async () => {
    const child = spawn(process.execPath, [CLI, 'score', '--ndjson'], { stdio: 'pipe' });
    const ended = new Promise((done) => child.once('close', (code, signal) => done({ code, signal })));
    const stderr = text(child.stderr);
    child.stdin.on('error', () => undefined).end(`${RATIO}\n`.repeat(50_000));
    child.stdout.once('data', () => child.stdout.destroy());
    expect(await ended).toEqual({ code: 0, signal: null });
    expect(await stderr).toBe('');
  });

  test('an empty input has no answers', async () => {
    expect(await score(['--ndjson'], '')).toEqual({ code: 0, stdout: '', stderr: '' });
  });
});
