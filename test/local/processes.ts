import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { portIsFree } from '../../local/free-port.ts';

/** A folder that is removed after the test. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'dure-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}

/** Tries until `check` throws no more. */
export function eventually<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: 30_000, interval: 50 });
}

/** Whether a process runs; one that has ended and waits for its parent's notice does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !existsSync('/proc/self/stat') || stateOf(pid) !== 'Z';
  } catch {
    return false;
  }
}

function stateOf(pid: number): string | undefined {
  return fieldsOf(pid)[0];
}

/** The parent's process id. Needs /proc. */
export function parentOf(pid: number): number {
  return Number(fieldsOf(pid)[1]);
}

function fieldsOf(pid: number): readonly string[] {
  return readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
}

export function portOf(address: string): number {
  return Number(/:(\d+)(?:\/|$)/.exec(address)?.[1]);
}

/** Which of these addresses still have a listener. */
export async function stillOpen(addresses: readonly string[]): Promise<readonly string[]> {
  const open = await Promise.all(addresses.map(async (address) => !(await portIsFree(portOf(address)))));
  return addresses.filter((_, index) => open[index]);
}
