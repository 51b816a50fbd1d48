// Runs a command of the project on a fresh checkout: installs the locked packages if they are missing, then goes on under
// the project's own Node. Plain JavaScript for Node 20, without packages.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { watchNpm } from './started-by-npm.mjs';

const oldestNode = 20;
const projectNode = 24;
const vitest = ['node_modules/vitest/vitest.mjs', 'run'];
const tiers = ['domain', 'bundle', 'database', 'workflow', 'system'];

/** What each command runs under the project's Node. */
const commands = {
  demo: ['cli/main.ts', 'demo'],
  start: ['cli/main.ts', 'start'],
  dure: ['cli/main.ts'],
  test: [...vitest, ...tiers.map((tier) => `--project=${tier}`)],
  'test:faults': [...vitest, '--project=faults'],
  check: ['local/check.ts'],
  bench: ['bench/main.ts'],
  mutation: ['node_modules/@stryker-mutator/core/bin/stryker.js', 'run'],
  build: ['local/build.ts'],
};

/** A reason that the person can act on, told without a stack. */
export class Refusal extends Error {}

/** The arguments of the project's Node for a command, relative to the checkout. */
export function programOf(command) {
  if (Object.hasOwn(commands, command)) return commands[command];
  const known = Object.keys(commands).join(', ');
  throw new Refusal(command === undefined ? `Name a command: ${known}.` : `There is no command ${command}. There are: ${known}.`);
}

export function checkNode(version) {
  if (Number(version.split('.')[0]) >= oldestNode) return;
  throw new Refusal(`Dure needs Node ${oldestNode} or newer to start; this is ${version}. Install one from https://nodejs.org.`);
}

/** The Node that runs the project: the locked one, else the present one if it is new enough. */
export function findNode(checkout, present = { path: process.execPath, version: process.versions.node }) {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const file = process.platform === 'win32' ? 'node.exe' : 'node';
  const locked = join(checkout, 'node_modules', `node-${platform}-${process.arch}`, 'bin', file);
  if (existsSync(locked)) return locked;
  if (Number(present.version.split('.')[0]) >= projectNode) return present.path;
  throw new Refusal(
    `The locked Node ${projectNode} has no package for ${platform}-${process.arch}, and this is ${present.version}: ` +
      `install Node ${projectNode} from https://nodejs.org and run the command again.`,
  );
}

/**
 * Whether node_modules holds what package-lock.json says. Its hash is recorded after an installation; without the right
 * record (somebody ran npm themselves) npm's own list of what it installed is compared, and recorded if it agrees.
 */
export function packagesAreInstalled(checkout) {
  const modules = join(checkout, 'node_modules');
  const text = readFileSync(join(checkout, 'package-lock.json'), 'utf8');
  const record = join(modules, '.dure-lock-hash');
  if (existsSync(record) && readFileSync(record, 'utf8') === hashOf(text)) return true;
  const list = join(modules, '.package-lock.json');
  if (!existsSync(list)) return false;
  const installed = JSON.parse(readFileSync(list, 'utf8')).packages;
  for (const [path, locked] of Object.entries(JSON.parse(text).packages)) {
    if (path === '') continue;
    const found = installed[path];
    if (found === undefined ? !locked.optional && !locked.devOptional && !locked.peer : found.version !== locked.version)
      return false;
  }
  writeFileSync(record, hashOf(text));
  return true;
}

function hashOf(text) {
  return createHash('sha256').update(text).digest('hex');
}

async function ensurePackages(checkout) {
  if (packagesAreInstalled(checkout)) return;
  const unlock = await claimInstallation(checkout);
  try {
    // Somebody else may have installed while this waited.
    if (packagesAreInstalled(checkout)) return;
    process.stderr.write('Installing the locked packages (npm ci) ...\n');
    await npmCi(checkout);
    mkdirSync(join(checkout, 'node_modules'), { recursive: true });
    writeFileSync(
      join(checkout, 'node_modules', '.dure-lock-hash'),
      hashOf(readFileSync(join(checkout, 'package-lock.json'), 'utf8')),
    );
  } finally {
    unlock();
  }
}

/** Waits until nobody else installs into this checkout; returns how to let the next one. */
async function claimInstallation(checkout) {
  const lock = join(checkout, '.dure', 'installing');
  const holder = join(lock, 'pid');
  mkdirSync(join(checkout, '.dure'), { recursive: true });
  for (;;) {
    try {
      mkdirSync(lock);
      writeFileSync(holder, String(process.pid));
      return () => rmSync(lock, { recursive: true, force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (!isHeld(lock, holder)) rmSync(lock, { recursive: true, force: true });
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function isHeld(lock, holder) {
  try {
    process.kill(Number(readFileSync(holder, 'utf8')), 0);
    return true;
  } catch (error) {
    if (error.code === 'EPERM') return true;
    // Without a number yet the lock is being made right now, unless it is old.
    if (error.code === 'ENOENT') return existsSync(lock) && Date.now() - statSync(lock).mtimeMs < 5000;
    return false;
  }
}

async function npmCi(checkout) {
  // Errors only: packages that ask for a newer Node than the one that starts them run under the project's own.
  const args = ['ci', '--no-audit', '--no-fund', '--no-progress', '--loglevel=error'];
  const byNpm = process.env.npm_execpath;
  const [command, all] = byNpm && /\.c?js$/.test(byNpm) ? [process.execPath, [byNpm, ...args]] : ['npm', args];
  // Output to our standard error: standard output belongs to the command itself.
  const child = spawn(command, all, {
    cwd: checkout,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32' && command === 'npm',
  });
  const how = await ended(child);
  if (how !== 0) throw new Refusal(`npm ci failed (${how}); its reason stands above. Run \`npm ci\` by hand in ${checkout}.`);
}

/** The exit code, 128 + the signal's number, or the reason why it did not start. */
function ended(child) {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(code === null ? 128 + constants.signals[signal] : code));
  });
}

/**
 * Runs the program until it ends. It gets a session of its own, so that Ctrl-C reaches it once, through us, and a pipe whose
 * other end we hold, so that it ends when we are killed.
 */
async function run(node, args, { checkout, env }) {
  const child = spawn(node, ['--import', new URL('end-with-bootstrap.ts', import.meta.url).href, ...args], {
    cwd: checkout,
    env: { ...process.env, TZ: 'UTC', DURE_PARENT_PIPE: '3', ...env },
    stdio: ['inherit', 'inherit', 'inherit', 'pipe'],
    detached: process.platform !== 'win32',
  });
  child.stdio[3]?.on('error', () => undefined);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  watchNpm(() => child.kill('SIGTERM'));
  const how = await ended(child);
  if (typeof how === 'string') throw new Refusal(`${node} does not run: ${how}`);
  return how;
}

/** A test run that breaks before its reporter can speak still ends with the line that its readers look for. */
async function runTests(runProgram) {
  const folder = mkdtempSync(join(tmpdir(), 'dure-test-summary-'));
  const file = join(folder, 'summary');
  try {
    return await runProgram({ DURE_TEST_SUMMARY: file });
  } finally {
    if (!existsSync(file)) process.exitCode = 1;
    if (!existsSync(file)) process.stdout.write('0 passed, 1 failed\n');
    rmSync(folder, { recursive: true, force: true });
  }
}

async function main([command, ...args]) {
  const checkout = fileURLToPath(new URL('..', import.meta.url));
  const program = programOf(command);
  const install = async (env) => {
    checkNode(process.versions.node);
    await ensurePackages(checkout);
    return run(findNode(checkout), [...program, ...args], { checkout, env });
  };
  // What earlier starts compiled: a command of a second time begins in half the time.
  const cached = { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(checkout, '.dure', 'compile-cache') };
  const code = command.startsWith('test') ? await runTests(install) : await install(command === 'dure' ? cached : {});
  process.exitCode = code || process.exitCode;
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  main(process.argv.slice(2)).catch((error) => {
    process.stderr.write(`${error instanceof Refusal ? error.message : error.stack}\n`);
    process.exitCode = 1;
  });
}
