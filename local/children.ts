import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { programFile } from './checkout.ts';
import type { GuardedProgram } from './guard.ts';
import { parentPipeVariable } from './parent-pipe.ts';

const pollMs = 50;
const longestBackoffMs = 5_000;
/** A child that lived this long and then died is started again at once. */
const settledMs = 30_000;

export interface ChildPlan {
  readonly name: string;
  /** A script of ours, which watches the parent pipe itself, or a foreign program, which gets a guard. */
  readonly run: { readonly script: string; readonly args?: readonly string[] } | GuardedProgram;
  readonly env?: Readonly<Record<string, string>>;
  readonly logFile: string;
  readonly ready: () => Promise<boolean>;
  readonly readyTimeoutMs: number;
  /** How often a first start is tried; more than once where a predecessor may still be closing the same files. */
  readonly firstTries?: number;
  /** How long a stop may take before the child is killed. */
  readonly graceMs?: number;
}

export type ChildEvent =
  | { readonly what: 'ready' | 'stopped' | 'slow'; readonly name: string }
  | { readonly what: 'died'; readonly name: string; readonly how: string; readonly againInMs: number };

/** A process that is kept alive on the ports of its plan until it is stopped, and that never outlives this process. */
export class Child {
  readonly #plan: ChildPlan;
  readonly #onEvent: (event: ChildEvent) => void;
  #process: ChildProcess | undefined;
  #exited: Promise<string> = Promise.resolve('never started');
  #programId: number | undefined;
  #wanted = false;
  #ready = false;
  #failures = 0;
  #again: NodeJS.Timeout | undefined;

  constructor(plan: ChildPlan, onEvent: (event: ChildEvent) => void = () => undefined) {
    this.#plan = plan;
    this.#onEvent = onEvent;
  }

  get name(): string {
    return this.#plan.name;
  }

  /** The process id of the program itself, not of its guard; undefined while it is down. */
  get pid(): number | undefined {
    return 'script' in this.#plan.run ? this.#process?.pid : this.#programId;
  }

  /**
   * Starts the child and resolves when it is ready.
   * @throws Error with the end of its log, when it ends or stays unready in this first start
   */
  async start(): Promise<void> {
    if (this.#wanted) return this.waitUntilReady();
    for (let tries = this.#plan.firstTries ?? 1; ; tries -= 1) {
      this.#wanted = true;
      this.#spawn();
      const ended = await Promise.race([this.#exited, this.#becomeReady()]);
      if (this.#ready) return;
      await this.stop();
      if (tries > 1 && typeof ended === 'string') {
        await delay(longestBackoffMs / 4);
        continue;
      }
      const why = typeof ended === 'string' ? `ended (${ended})` : `was not ready after ${this.#plan.readyTimeoutMs / 1000} s`;
      throw new Error(`${this.name} ${why} while starting. The end of ${this.#plan.logFile}:\n${this.#logTail()}`);
    }
  }

  /** Ends the child and keeps it down until `start`. Resolves when the process is gone. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    this.#wanted = false;
    clearTimeout(this.#again);
    if (this.#process === undefined) return;
    if (signal === 'SIGKILL') this.kill(signal);
    else this.#process.kill(signal);
    this.kill('SIGCONT');
    const tooLong = setTimeout(() => {
      this.kill('SIGKILL');
      this.#process?.kill('SIGKILL');
    }, this.#plan.graceMs ?? 20_000);
    await this.#exited;
    clearTimeout(tooLong);
    this.#onEvent({ what: 'stopped', name: this.name });
  }

  /** Sends a signal to the program. If it dies of it, it is started again. */
  kill(signal: NodeJS.Signals): void {
    if (this.pid !== undefined) signalProcess(this.pid, signal);
  }

  /** Waits until the child serves (again). @throws Error when it does not within its time */
  async waitUntilReady(): Promise<void> {
    const until = Date.now() + this.#plan.readyTimeoutMs;
    while (!this.#ready) {
      if (!this.#wanted) throw new Error(`${this.name} is stopped.`);
      if (Date.now() > until) throw new Error(`${this.name} is not ready. The end of ${this.#plan.logFile}:\n${this.#logTail()}`);
      await delay(pollMs);
    }
  }

  /** Resolves when the program that runs now has ended, however it ends. */
  async waitUntilDown(): Promise<void> {
    await this.#exited;
  }

  #spawn(): void {
    const { run, env, logFile } = this.#plan;
    mkdirSync(dirname(logFile), { recursive: true, mode: 0o700 });
    const log = openSync(logFile, 'a');
    const args = 'script' in run ? [run.script, ...(run.args ?? [])] : [programFile('local/guard'), JSON.stringify(run)];
    // Its own session: Ctrl-C in a terminal reaches us alone, and we end the children in order.
    const child = spawn(process.execPath, args, {
      stdio: ['ignore', log, log, 'pipe'],
      detached: true,
      env: { ...process.env, TZ: 'UTC', ...env, [parentPipeVariable]: '3' },
    });
    closeSync(log);
    this.#process = child;
    const pipe = child.stdio[3] as Readable;
    pipe.on('error', () => undefined);
    pipe.on('data', (text: Buffer) => (this.#programId = Number(text.toString())));
    const startedAt = Date.now();
    this.#exited = new Promise((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('exit', (code, signal) => {
        // A guard that was killed cannot end its program any more.
        if (signal !== null && this.#programId !== undefined) signalProcess(this.#programId, 'SIGKILL');
        resolve(signal ?? `exit code ${code}`);
      });
    });
    void this.#exited.then((how) => this.#afterExit(how, Date.now() - startedAt));
  }

  #afterExit(how: string, livedMs: number): void {
    const wasReady = this.#ready;
    this.#process = undefined;
    this.#programId = undefined;
    this.#ready = false;
    if (!this.#wanted || (!wasReady && this.#failures === 0)) return;
    if (livedMs > settledMs) this.#failures = 0;
    this.#failures += 1;
    const againInMs = Math.min(longestBackoffMs, 50 * 2 ** this.#failures);
    this.#onEvent({ what: 'died', name: this.name, how, againInMs });
    this.#again = setTimeout(() => {
      this.#spawn();
      void this.#becomeReady();
    }, againInMs);
  }

  /** Polls until the process that runs now is ready or gone; on a first start at most for the plan's time. */
  async #becomeReady(): Promise<void> {
    const process = this.#process;
    const until = Date.now() + this.#plan.readyTimeoutMs;
    for (let slow = false; process !== undefined && this.#process === process; await delay(pollMs)) {
      const ready = await this.#plan.ready().catch(() => false);
      if (this.#process !== process) return;
      if (ready) {
        this.#ready = true;
        this.#onEvent({ what: 'ready', name: this.name });
        return;
      }
      if (slow || Date.now() < until) continue;
      if (this.#failures === 0) return;
      slow = true;
      this.#onEvent({ what: 'slow', name: this.name });
    }
  }

  #logTail(): string {
    return readFileSync(this.#plan.logFile, 'utf8').trimEnd().split('\n').slice(-20).join('\n');
  }
}

function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
