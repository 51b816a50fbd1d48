import { Kysely, PostgresDialect } from 'kysely';
import { Pool, types } from 'pg';
import { answeringPool } from './answering-pool.ts';
import { type Use, sessionOptions } from './limits.ts';
import { preparedPool } from './prepared-pool.ts';
import type { DB } from './schema.ts';

/** `Db` reads and writes; `Trx` is the same inside a transaction. */
export type Db = Kysely<DB>;

export type DatabaseRole = 'owner' | 'app' | 'worker';

export interface ConnectionOptions {
  readonly url: string;
  /** The owner migrates; api and worker take a role with fewer rights on. */
  readonly role: DatabaseRole;
  /** What the connections are for: how long a statement may take, or wait. By default pages for the API's role, steps for the worker's, no limit for the owner. */
  readonly use?: Use;
  /** Connections in the pool. */
  readonly max?: number;
  /** Told of a connection that broke or gave no answer; the pool replaces it, and a statement that was under way fails by itself. */
  readonly onFault?: ((error: unknown) => void) | undefined;
}

const USE: Readonly<Record<DatabaseRole, Use | undefined>> = { owner: undefined, app: 'pages', worker: 'steps' };
const TIMESTAMPTZ = 1184;
const DATE = 1082;

/** How values arrive: instants as ISO strings in UTC (or `infinity`), dates as `YYYY-MM-DD`, bigint and numeric as decimal strings. */
export const parsers = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === TIMESTAMPTZ) return (text: string) => (text.endsWith('infinity') ? text : new Date(text).toISOString());
    if (oid === DATE) return (text: string) => text;
    return types.getTypeParser(oid, format) as (text: string) => unknown;
  },
};

/** A pool; instants arrive as ISO strings in UTC (or `infinity`), dates as `YYYY-MM-DD`, bigint and numeric as decimal strings. */
export function connect({ url, role, use = USE[role], max = 10, onFault = () => undefined }: ConnectionOptions): Db {
  const pool = new Pool({
    connectionString: url,
    max,
    types: parsers,
    application_name: use === undefined ? `dure-${role}` : `dure-${role}-${use}`,
    idleTimeoutMillis: 30_000,
    ...sessionOptions(use, role === 'owner' ? {} : { role: `dure_${role}` }),
  });
  // A connection that breaks while idle (a restarted server) is replaced by the pool; the next query reports what matters.
  pool.on('error', onFault);
  // One that breaks while it is in use fails its statement, or the next one: without a listener it would end the process.
  pool.on('connect', (client) => client.on('error', onFault));
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool: preparedPool(answeringPool(pool, { onFault })) }) });
}
