import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { Child, type ChildEvent } from './children.ts';
import { freePort } from './free-port.ts';
import { binariesHome, serverFolder, serverUser, type ServerUser } from './postgres-home.ts';

export interface PostgresOptions {
  readonly dataDir: string;
  readonly logDir: string;
  /** False: the data may be lost with the machine, and everything is faster. */
  readonly keep: boolean;
  readonly port?: number;
  readonly onEvent?: (event: ChildEvent) => void;
}

export interface Postgres {
  readonly child: Child;
  /** The database `dure`. */
  readonly url: string;
  /** The database `postgres`, to create others. */
  readonly adminUrl: string;
  /** Removes data that is to be thrown away and could not lie below `dataDir`. Only after the child has stopped. */
  readonly discard: () => void;
}

/** A real Postgres on a loopback port, its files below `dataDir`; initialised if the folder is empty. Ready when this resolves. */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const user = serverUser();
  const binaries = binariesHome(user);
  const { path: folder, elsewhere } = serverFolder(options.dataDir, user, options.keep);
  const password = readPassword(options.dataDir);
  if (!existsSync(join(folder, 'PG_VERSION'))) await initialise({ binaries, folder, user, password, keep: options.keep });
  const port = options.port ?? (await freePort());
  const adminUrl = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  const settings = options.keep ? keptSettings : throwAwaySettings;
  const child = new Child(
    {
      name: 'postgres',
      run: {
        command: join(binaries, 'bin', 'postgres'),
        args: ['-D', folder, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
        // Fast mode: sessions are ended, a checkpoint is written, the data is clean.
        stopSignal: 'SIGINT',
        graceMs: 15_000,
        ...user,
      },
      env: { LC_ALL: cLocale },
      logFile: join(options.logDir, 'postgres.log'),
      ready: () => answers(adminUrl),
      readyTimeoutMs: 60_000,
      firstTries: 8,
    },
    options.onEvent,
  );
  await child.start();
  try {
    await createDatabase(adminUrl);
  } catch (error) {
    await child.stop();
    throw error;
  }
  const discard = (): void => {
    if (elsewhere && !options.keep) rmSync(folder, { recursive: true, force: true });
  };
  return { child, adminUrl, url: adminUrl.replace(/postgres$/, 'dure'), discard };
}

const cLocale = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8';
const keptSettings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200', 'timezone=UTC'];
// A commit that was answered still survives a killed server: only a crash of the machine may lose it.
const throwAwaySettings = [...keptSettings, 'fsync=off', 'full_page_writes=off'];

function readPassword(dataDir: string): string {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, 'postgres-password');
  if (!existsSync(file)) writeFileSync(file, randomBytes(18).toString('base64url'), { mode: 0o600, flag: 'wx' });
  return readFileSync(file, 'utf8');
}

interface Initialisation {
  readonly binaries: string;
  readonly folder: string;
  readonly user: ServerUser | undefined;
  readonly password: string;
  readonly keep: boolean;
}

async function initialise({ binaries, folder, user, password, keep }: Initialisation): Promise<void> {
  // A first start that was killed half-way leaves files that initdb refuses.
  for (const entry of readdirSync(folder)) rmSync(join(folder, entry), { recursive: true, force: true });
  const secrets = mkdtempSync(join(tmpdir(), 'dure-'));
  const passwordFile = join(secrets, 'password');
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (user !== undefined) for (const path of [secrets, passwordFile]) chownSync(path, user.uid, user.gid);
  const args = ['--pgdata', folder, '--username=postgres', '--auth=scram-sha-256', '--pwfile', passwordFile, '--encoding=UTF8'];
  // Under a plain C locale trigrams of Hangul do not match.
  args.push('--locale-provider=icu', '--icu-locale=ko', `--locale=${cLocale}`, ...(keep ? [] : ['--no-sync']));
  const env = { PATH: process.env['PATH'], LC_ALL: cLocale };
  try {
    await promisify(execFile)(join(binaries, 'bin', 'initdb'), args, { ...user, cwd: '/', env });
  } finally {
    rmSync(secrets, { recursive: true, force: true });
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function createDatabase(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query("select from pg_database where datname = 'dure'");
    if (rowCount === 0) await client.query('create database dure');
  } finally {
    await client.end();
  }
}
