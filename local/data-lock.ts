import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Claims a data directory for this process; returns how to give it back. A claim of a process that is gone counts for nothing.
 * @throws Error that names the process that has it
 */
export function lockData(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, 'lock');
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      const descriptor = openSync(file, 'wx');
      writeSync(descriptor, String(process.pid));
      closeSync(descriptor);
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = Number(readFileSync(file, 'utf8'));
    if (holder !== process.pid && isDure(holder)) {
      throw new Error(`${dataDir} is in use by process ${holder}: another \`npm start\` or demo runs on it. End that one first.`);
    }
    if (holder === process.pid) throw new Error(`${dataDir} is in use by this process already.`);
    rmSync(file, { force: true });
  }
  throw new Error(`${dataDir} cannot be locked: remove ${file}.`);
}

/** Whether a process lives and is a Node process: after a restart of the machine its number may be anybody's. */
function isDure(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('node');
  } catch {
    return true;
  }
}
