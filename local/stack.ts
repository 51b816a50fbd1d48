import { resolve } from 'node:path';
import type { Child, ChildEvent } from './children.ts';
import { lockData } from './data-lock.ts';
import { leaveRunning } from './running.ts';
import type { Given } from './stack-environment.ts';
import { startParts, type Running } from './stack-parts.ts';

export type Part = 'postgres' | 'temporal' | 'mailbox' | 'worker' | 'api';

export type StackEvent = ChildEvent | { readonly what: 'doing'; readonly text: string };

export interface StackOptions {
  readonly dataDir: string;
  /** `start`: real time, and the pages at the usual port. `test`: no Temporal UI. */
  readonly mode: 'demo' | 'start' | 'test';
  /** Whether the data must survive a crash of the machine; by default only in `start`. */
  readonly keep?: boolean;
  readonly logDir?: string;
  /** Which parts run; by default all. One that an address replaces does not. */
  readonly parts?: readonly Part[];
  /** Where addresses that replace a part (DATABASE_URL, TEMPORAL_ADDRESS, SMTP_URL) and settings (DURE_…) are read; by default nowhere. */
  readonly environment?: Given;
  /** Further variables of one part, such as NODE_OPTIONS of a shifted clock. */
  readonly partEnvironment?: Partial<Record<'worker' | 'api', Readonly<Record<string, string>>>>;
  readonly onEvent?: (event: StackEvent) => void;
}

/** Where the parts are; one that neither runs nor is replaced is absent. */
export interface Addresses {
  readonly web?: string;
  readonly api?: string;
  readonly mailbox?: string;
  readonly smtp?: string;
  /** host:port */
  readonly temporal?: string;
  readonly temporalUi?: string;
  readonly temporalMetrics?: string;
  readonly database?: string;
  /** The worker's /livez, /readyz, /metrics. */
  readonly workerHealth?: string;
}

export interface Stack {
  readonly at: Addresses;
  /** What worker and API are started with, for commands that a caller starts beside them. */
  readonly environment: Readonly<Record<string, string>>;
  readonly temporalDatabaseFile: string | undefined;
  readonly temporalCli: string | undefined;
  readonly logDir: string;
  /** Ends everything, worker and API first. Resolves when no process and no port is left. */
  readonly stop: () => Promise<void>;
  /** Sends a signal to a part's program; one that dies of it comes back. SIGSTOP and SIGCONT freeze and thaw. */
  readonly kill: (part: Part, signal: NodeJS.Signals) => void;
  /** Ends a part and keeps it down until `resume`. */
  readonly halt: (part: Part, signal?: NodeJS.Signals) => Promise<void>;
  /** Starts a halted part again, on its port. */
  readonly resume: (part: Part) => Promise<void>;
  readonly restart: (part: Part) => Promise<void>;
  /** Resolves when what runs of a part now has ended: after a `kill`, before `ready`. */
  readonly down: (part: Part) => Promise<void>;
  /** Resolves when a part serves (again). */
  readonly ready: (part: Part) => Promise<void>;
  /** The process id of a part's program; undefined while it is down. */
  readonly pid: (part: Part) => number | undefined;
}

/**
 * Starts the parts and resolves when all are ready.
 * @throws Error when one does not start (nothing is left running then), or when the data directory is in use
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const unlock = lockData(resolve(options.dataDir));
  const running: Running = { children: new Map(), afterwards: [unlock] };
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopping ??= stopAll(running));
  const child = (part: Part): Child => {
    const found = running.children.get(part);
    if (found === undefined) throw new Error(`${part} does not run in this stack.`);
    return found;
  };
  try {
    const started = await startParts(options, running);
    running.afterwards.unshift(leaveRunning(resolve(options.dataDir), started.environment));
    return {
      ...started,
      stop,
      kill: (part, signal) => child(part).kill(signal),
      halt: (part, signal) => child(part).stop(signal),
      resume: (part) => child(part).start(),
      restart: async (part) => {
        await child(part).stop();
        await child(part).start();
      },
      down: (part) => child(part).waitUntilDown(),
      ready: (part) => child(part).waitUntilReady(),
      pid: (part) => child(part).pid,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function stopAll({ children, afterwards }: Running): Promise<void> {
  for (const layer of [
    ['api', 'worker'],
    ['postgres', 'temporal', 'mailbox'],
  ] as const) {
    await Promise.all(layer.map(async (part) => children.get(part)?.stop()));
  }
  for (const act of afterwards) act();
}
