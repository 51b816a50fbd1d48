// Wraps a program that knows nothing of our parent pipe (postgres, temporal): starts it, tells its process id through the
// pipe, and ends it when the pipe closes, so that kill -9 of the parent leaves no process and no port.
//   node local/guard.ts '{"command":…,"args":[…],"stopSignal":"SIGINT","graceMs":10000,"uid":…,"gid":…}'
import { spawn } from 'node:child_process';
import { watchParent } from './parent-pipe.ts';

export interface GuardedProgram {
  readonly command: string;
  readonly args: readonly string[];
  /** The signal at which the program ends cleanly. */
  readonly stopSignal: NodeJS.Signals;
  readonly graceMs: number;
  readonly uid?: number;
  readonly gid?: number;
}

function run(program: GuardedProgram): void {
  const { uid, gid } = program;
  const child = spawn(program.command, program.args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    cwd: uid === undefined ? process.cwd() : '/',
    ...(uid === undefined ? {} : { uid }),
    ...(gid === undefined ? {} : { gid }),
  });
  const end = (): void => {
    child.kill(program.stopSignal);
    child.kill('SIGCONT');
    setTimeout(() => child.kill('SIGKILL'), program.graceMs).unref();
  };
  const pipe = watchParent(end);
  child.once('spawn', () => pipe?.write(`${child.pid}\n`));
  child.once('error', (error) => {
    process.stderr.write(`${program.command}: ${error.message}\n`);
    process.exit(127);
  });
  child.once('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 1));
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, end);
}

if (import.meta.main) run(JSON.parse(process.argv[2] ?? '') as GuardedProgram);
