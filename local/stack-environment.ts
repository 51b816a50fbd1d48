import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Variable } from '../contracts/environment.ts';
import { buildWeb } from './build-web.ts';
import { checkout, isCompiled, programFile } from './checkout.ts';
import { freePort, portIsFree } from './free-port.ts';

/** Where `npm start` shows its pages each time, if nobody else is there. */
const usualPort = 8080;

export type Given = Readonly<Partial<Record<string, string>>>;

/** What the embedded parts contribute. */
export type Provided = Partial<Record<Variable, string | undefined>>;

export interface EnvironmentRequest {
  readonly given: Given;
  readonly provided: Provided;
  readonly dataDir: string;
  readonly mode: 'demo' | 'start' | 'test';
  readonly say: (text: string) => void;
  /** Whether pages are served, and so must be built. */
  readonly pages: boolean;
}

/** The environment of worker, API and commands: what is given, what the embedded parts provide, and free ports. */
export async function stackEnvironment(request: EnvironmentRequest): Promise<Record<string, string>> {
  const { given, provided, dataDir } = request;
  const passed = Object.entries(given).filter(([name]) => /^(DATABASE_URL|SMTP_URL|(DURE|TEMPORAL)_.*)$/.test(name));
  const port =
    given['DURE_PORT'] ?? String(request.mode === 'start' && (await portIsFree(usualPort)) ? usualPort : await freePort());
  const all: Record<string, string | undefined> = {
    DURE_HOST: '127.0.0.1',
    DURE_WEB_URL: `http://127.0.0.1:${port}`,
    DURE_METRICS_PORT: String(await freePort()),
    DURE_DATA_DIR: dataDir,
    DURE_SESSION_SECRET: sessionSecret(dataDir),
    DURE_WEB_ROOT: request.pages ? await pages(request.say) : undefined,
    ...Object.fromEntries(passed),
    DURE_PORT: port,
    ...provided,
  };
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => Boolean(entry[1])));
}

/** Database, search attributes and Schedule, by the command that operators use. Answers what it warns of, a line each. */
export async function migrate(environment: Readonly<Record<string, string>>, logDir: string): Promise<readonly string[]> {
  const running = promisify(execFile)(process.execPath, [programFile('cli/main'), 'migrate'], {
    env: { ...process.env, TZ: 'UTC', ...environment },
    timeout: 120_000,
  });
  running.child.stdin?.end();
  const { stdout, stderr } = await running;
  mkdirSync(logDir, { recursive: true, mode: 0o700 });
  writeFileSync(join(logDir, 'migrate.log'), stdout + stderr);
  return stderr.split('\n').filter((line) => line !== '');
}

/** The folder of the built pages; undefined where there are none. */
async function pages(say: (text: string) => void): Promise<string | undefined> {
  const folder = join(checkout, 'web');
  if (!existsSync(join(folder, 'index.html'))) return undefined;
  return isCompiled ? folder : buildWeb(say);
}

function sessionSecret(dataDir: string): string {
  const file = join(dataDir, 'session-secret');
  mkdirSync(dataDir, { recursive: true });
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600 });
  return readFileSync(file, 'utf8');
}
