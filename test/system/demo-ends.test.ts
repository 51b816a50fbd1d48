import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { checkout, programFile } from '../../local/checkout.ts';
import { isAlive, stillOpen } from '../local/processes.ts';
import { waitFor } from '../support/wait-for.ts';

/** What the system tells of a process; empty when it has gone meanwhile. */
function told(pid: number | string, what: 'stat' | 'cmdline'): string {
  try {
    return readFileSync(`/proc/${pid}/${what}`, 'utf8');
  } catch {
    return '';
  }
}

/** Everything that descends from a process. Needs /proc. */
function descendantsOf(pid: number): readonly number[] {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name): [number, number] => [
        Number(name),
        Number(
          told(name, 'stat')
            .replace(/^.*\) /s, '')
            .split(' ')[1],
        ),
      ]),
  );
  const found = new Set([pid]);
  for (let before = 0; before !== found.size;) {
    before = found.size;
    for (const [child, parent] of parents) if (found.has(parent)) found.add(child);
  }
  found.delete(pid);
  return [...found];
}

interface Demo {
  readonly process: ChildProcess;
  /** What it has written to standard output and to standard error. */
  readonly wrote: { readonly out: string; readonly err: string };
  /** Everything that it started. */
  readonly pids: readonly number[];
  /** Where it keeps its data. */
  readonly folder: string;
}

/** A demo as a terminal starts it: a process group of its own. Resolves when the year has begun. */
async function begunDemo(program: readonly string[]): Promise<Demo> {
  const child = spawn(process.execPath, [...program, 'demo', '--speed', '60'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DATABASE_URL: '', TEMPORAL_ADDRESS: '', SMTP_URL: '' },
    detached: true,
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const wrote = { out: '', err: '' };
  child.stdout.on('data', (text: Buffer) => (wrote.out += text.toString()));
  child.stderr.on('data', (text: Buffer) => (wrote.err += text.toString()));
  await waitFor('the year to begin', () => Promise.resolve(/2026-01-\d\d/.test(wrote.out)), 120_000);
  const pids = descendantsOf(child.pid ?? 0);
  const folder = pids.flatMap((pid) => /[^" \0]+\/dure-demo-\w+/.exec(told(pid, 'cmdline')) ?? [])[0] ?? '';
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return { process: child, wrote, pids, folder };
}

test('a demo that is killed with -9 leaves no process', async () => {
  const { process: demo, pids } = await begunDemo([programFile('cli/main')]);
  expect(pids.length).toBeGreaterThanOrEqual(5);
  demo.kill('SIGKILL');
  await waitFor('every process to end', () => Promise.resolve(pids.every((pid) => !isAlive(pid))));
});

test('Ctrl-C in the middle of the year says so, ends with status 130, and leaves no process, no port and no file', async () => {
  const { process: demo, wrote, pids, folder } = await begunDemo([join(checkout, 'local', 'bootstrap.mjs')]);
  const addresses = wrote.err.match(/https?:\/\/127\.0\.0\.1:\d+/g) ?? [];
  expect(wrote.err).toMatch(/pages +http.*mailbox +http.*Temporal UI +http/s);
  expect(await stillOpen(addresses)).toEqual(addresses);

  const ended = once(demo, 'close');
  process.kill(-(demo.pid ?? 0), 'SIGINT');
  expect(await ended).toEqual([130, null]);
  expect(wrote.out).toMatch(/Stopped in the middle of the year.*\nEverything has ended\.\n$/);
  expect(pids.filter(isAlive)).toEqual([]);
  expect(await stillOpen(addresses)).toEqual([]);
  expect(folder).toContain('dure-demo-');
  expect(existsSync(folder)).toBe(false);
});
