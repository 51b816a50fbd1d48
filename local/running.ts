import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a stack that runs was started with; it holds passwords and is for its owner's eyes. */
interface Running {
  readonly pid: number;
  readonly environment: Readonly<Record<string, string>>;
}

/** Leaves the environment of a running stack in its data directory, for commands that are typed beside it. Answers how to take it away. */
export function leaveRunning(dataDir: string, environment: Readonly<Record<string, string>>): () => void {
  const file = join(dataDir, 'running.json');
  const running: Running = { pid: process.pid, environment };
  writeFileSync(file, JSON.stringify(running), { mode: 0o600 });
  return () => rmSync(file, { force: true });
}

/** The environment of the stack that runs on a data directory; undefined when none does. */
export function findRunning(dataDir: string): Readonly<Record<string, string>> | undefined {
  const file = join(dataDir, 'running.json');
  if (!existsSync(file)) return undefined;
  const { pid, environment } = JSON.parse(readFileSync(file, 'utf8')) as Running;
  try {
    process.kill(pid, 0);
    return environment;
  } catch {
    // It was killed: its servers went with it.
    return undefined;
  }
}
