import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const CLI = new URL('../../../cli/main.ts', import.meta.url).pathname;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dure-demo-pack-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the demo says before any server starts. */
function said(file: string): Promise<string> {
  return new Promise((done) => {
    execFile(process.execPath, [CLI, 'demo', '--pack', file, '--exit'], (_, stdout) => done(stdout));
  });
}

test.each([
  ['empty.json', '', 'is not JSON: Unexpected end of JSON input'],
  ['half.json', '{ "name": ', 'is not JSON: Unexpected end of JSON input'],
  ['null.json', 'null', 'is not a policy pack: it has no name'],
])('a demo under %s names the file that is no pack', async (name, content, why) => {
  const file = join(folder, name);
  writeFileSync(file, content);
  expect(await said(file)).toContain(`${file} ${why}`);
});
