import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { checkNode, findNode, packagesAreInstalled, programOf } from '../../local/bootstrap.mjs';
import { eventually, isAlive, scratchFolder } from './processes.ts';

const local = join(dirname(dirname(import.meta.dirname)), 'local');

interface Packages {
  readonly [path: string]: { readonly version: string; readonly optional?: boolean };
}

/** A checkout with the bootstrap, a lock file, and a `check` that is given as a program. */
function checkout(packages: Packages, check = ''): string {
  const root = scratchFolder();
  mkdirSync(join(root, 'local'));
  for (const file of ['bootstrap.mjs', 'started-by-npm.mjs', 'end-with-bootstrap.ts', 'parent-pipe.ts'])
    cpSync(join(local, file), join(root, 'local', file));
  writeFileSync(join(root, 'local', 'check.ts'), check);
  writeFileSync(join(root, 'package.json'), JSON.stringify({ name: 'fresh', version: '1.0.0', private: true, type: 'module' }));
  lock(root, packages);
  return root;
}

function lock(root: string, packages: Packages): void {
  const all = { '': { name: 'fresh', version: '1.0.0' }, ...packages };
  writeFileSync(
    join(root, 'package-lock.json'),
    JSON.stringify({ name: 'fresh', version: '1.0.0', lockfileVersion: 3, packages: all }),
  );
}

function install(root: string, packages: Packages): void {
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  writeFileSync(join(root, 'node_modules', '.package-lock.json'), JSON.stringify({ packages }));
}

function run(root: string, command: string): ChildProcess & { stdout: NodeJS.ReadableStream; stderr: NodeJS.ReadableStream } {
  const { npm_execpath: _, ...env } = process.env;
  const child = spawn(process.execPath, [join(root, 'local', 'bootstrap.mjs'), command], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env,
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

test('names the commands there are', () => {
  expect(programOf('demo')).toEqual(['cli/main.ts', 'demo']);
  expect(programOf('test')).toContain('--project=system');
  expect(programOf('test')).not.toContain('--project=faults');
  expect(() => programOf('tset')).toThrow(
    'There is no command tset. There are: demo, start, dure, test, test:faults, check, bench, mutation, build.',
  );
  expect(() => programOf('constructor')).toThrow('There is no command');
});

test('refuses a Node that is too old with words', () => {
  expect(() => checkNode('18.19.0')).toThrow('needs Node 20 or newer');
  expect(() => checkNode('20.0.0')).not.toThrow();
});

test('takes the locked Node, else a present one that is new enough', () => {
  const root = checkout({});
  expect(findNode(root, { path: '/opt/node', version: '24.1.0' })).toBe('/opt/node');
  expect(() => findNode(root, { path: '/opt/node', version: '20.1.0' })).toThrow('install Node 24');
  const locked = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
  mkdirSync(dirname(locked), { recursive: true });
  writeFileSync(locked, '');
  expect(findNode(root, { path: '/opt/node', version: '24.1.0' })).toBe(locked);
});

test('sees whether node_modules is what the lock file says, whoever installed it', () => {
  const root = checkout({ 'node_modules/a': { version: '1.0.0' }, 'node_modules/b-arm': { version: '1.0.0', optional: true } });
  expect(packagesAreInstalled(root)).toBe(false);
  install(root, { 'node_modules/a': { version: '0.9.0' } });
  expect(packagesAreInstalled(root)).toBe(false);
  install(root, { 'node_modules/a': { version: '1.0.0' } });
  expect(packagesAreInstalled(root)).toBe(true);
  expect(existsSync(join(root, 'node_modules', '.dure-lock-hash'))).toBe(true);
  lock(root, { 'node_modules/a': { version: '2.0.0' } });
  expect(packagesAreInstalled(root)).toBe(false);
});

test('installs once on a fresh checkout, also when two start at once, and keeps standard output for the command', async () => {
  const root = checkout({}, 'process.stdout.write(`checked in ${process.env.TZ}\\n`); process.exitCode = 3;');
  const two = [run(root, 'check'), run(root, 'check')];
  const codes = two.map((child) => once(child, 'exit'));
  const [outputs, errors] = await Promise.all([
    Promise.all(two.map((child) => text(child.stdout))),
    Promise.all(two.map((child) => text(child.stderr))),
  ]);
  expect(outputs).toEqual(['checked in UTC\n', 'checked in UTC\n']);
  expect((await Promise.all(codes)).map(([code]) => code as number)).toEqual([3, 3]);
  expect(errors.filter((error) => error.includes('npm ci'))).toHaveLength(1);
  const again = run(root, 'check');
  expect(await text(again.stderr)).toBe('');
});

test('says what to do when the installation fails, and a test run still ends with its line', async () => {
  const root = checkout({});
  rmSync(join(root, 'package.json'));
  const tests = run(root, 'test');
  const [output, errors] = await Promise.all([text(tests.stdout), text(tests.stderr)]);
  expect(errors).toContain('Run `npm ci` by hand');
  expect(output).toBe('0 passed, 1 failed\n');
  expect(existsSync(join(root, '.dure', 'installing'))).toBe(false);
});

test('passes a signal on, and the exit code back', async () => {
  const waiting = "process.on('SIGINT', () => process.exit(7)); setInterval(() => {}, 1000); process.stdout.write('ready\\n');";
  const child = run(checkout({}, waiting), 'check');
  await once(child.stdout, 'data');
  child.kill('SIGINT');
  expect(await once(child, 'exit')).toEqual([7, null]);
});

test('leaves nothing running when it is killed', async () => {
  const root = checkout({}, 'setInterval(() => {}, 1000); process.stdout.write(String(process.pid));');
  const child = run(root, 'check');
  const [pid] = (await once(child.stdout, 'data')) as [Buffer];
  child.kill('SIGKILL');
  await eventually(() => expect(isAlive(Number(pid.toString()))).toBe(false));
  expect(readFileSync(join(root, 'node_modules', '.dure-lock-hash'), 'utf8')).toHaveLength(64);
});

test.each(['SIGTERM', 'SIGHUP', 'SIGKILL'] as const)('row-15: what npm runs ends when npm is ended by %s', async (signal) => {
  const root = checkout({}, 'process.stdout.write(`${process.pid}\\n`); setInterval(() => undefined, 1_000);');
  install(root, {});
  const scripts = { check: 'node local/bootstrap.mjs check' };
  writeFileSync(
    join(root, 'package.json'),
    JSON.stringify({ name: 'fresh', version: '1.0.0', private: true, type: 'module', scripts }),
  );
  const env = { ...process.env, PATH: `${dirname(process.execPath)}${delimiter}${process.env['PATH'] ?? ''}` };
  const npm = spawn('npm', ['run', '--silent', 'check'], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'], env });
  onTestFinished(() => void npm.kill('SIGKILL'));
  const [line] = (await once(npm.stdout, 'data')) as [Buffer];
  const pid = Number(line.toString());
  onTestFinished(() => void (isAlive(pid) && process.kill(pid, 'SIGKILL')));
  expect(isAlive(pid)).toBe(true);
  npm.kill(signal);
  await eventually(() => expect(isAlive(pid)).toBe(false));
});
