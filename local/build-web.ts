import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { checkout } from './checkout.ts';

const home = join(checkout, '.dure', 'web');
/** Builds that no run has used for so long are removed. */
const keptMs = 24 * 3600 * 1000;

/**
 * The folder of the web application, built by vite unless an earlier build had the same sources. Two at once may both build;
 * one build is used.
 */
export async function buildWeb(say: (text: string) => void = () => undefined): Promise<string> {
  const folder = join(home, sourceHash());
  if (existsSync(folder)) {
    utimesSync(folder, new Date(), new Date());
    return folder;
  }
  say('building the pages');
  mkdirSync(home, { recursive: true });
  const fresh = mkdtempSync(join(home, 'unfinished-'));
  try {
    await buildWebInto(fresh);
    renameSync(fresh, folder);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  for (const name of readdirSync(home)) {
    const path = join(home, name);
    if (Date.now() - statSync(path).mtimeMs > keptMs) rmSync(path, { recursive: true, force: true });
  }
  return folder;
}

/** Builds the web application for production into `folder`, which is emptied first. */
export async function buildWebInto(folder: string): Promise<void> {
  const vite = join(checkout, 'node_modules', 'vite', 'bin', 'vite.js');
  const args = [vite, 'build', 'web', '--outDir', folder, '--emptyOutDir', '--logLevel', 'warn'];
  const running = promisify(execFile)(process.execPath, args, {
    cwd: checkout,
    env: { ...process.env, NODE_ENV: 'production' },
    timeout: 300_000,
  });
  running.child.stdin?.end();
  await running;
}

function sourceHash(): string {
  const hash = createHash('sha256');
  const sources = globSync(['web/**', 'domain/**/*.ts', 'contracts/**/*.ts', 'package-lock.json'], { cwd: checkout });
  for (const path of sources.sort()) {
    const full = join(checkout, path);
    if (statSync(full).isFile()) hash.update(`${path}\0`).update(readFileSync(full)).update('\0');
  }
  return hash.digest('hex').slice(0, 16);
}
