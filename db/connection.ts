import { Kysely, PostgresDialect } from 'kysely';
import { Pool, types } from 'pg';
import { preparedPool } from './prepared-pool.ts';
import type { DB } from './schema.ts';

/** `Db` reads and writes; `Trx` is the same inside a transaction. */
export type Db = Kysely<DB>;

export type DatabaseRole = 'owner' | 'app' | 'worker';

export interface ConnectionOptions {
  readonly url: string;
  /** The owner migrates; api and worker take a role with fewer rights on. */
  readonly role: DatabaseRole;
  /** Connections in the pool. */
  readonly max?: number;
}

const TIMESTAMPTZ = 1184;
const DATE = 1082;

const parsers = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === TIMESTAMPTZ) return (text: string) => (text.endsWith('infinity') ? text : new Date(text).toISOString());
    if (oid === DATE) return (text: string) => text;
    return types.getTypeParser(oid, format) as (text: string) => unknown;
  },
};

/** A pool; instants arrive as ISO strings in UTC (or `infinity`), dates as `YYYY-MM-DD`, bigint and numeric as decimal strings. */
export function connect({ url, role, max = 10 }: ConnectionOptions): Db {
  const pool = new Pool({
    connectionString: url,
    max,
    types: parsers,
    application_name: `dure-${role}`,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
    ...(role === 'owner' ? {} : { options: `-c role=dure_${role}` }),
  });
  // A connection that breaks while idle (a restarted server) is replaced by the pool; the next query reports what matters.
  pool.on('error', () => undefined);
  // One that breaks while it is in use fails its statement, or the next one: without a listener it would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool: preparedPool(pool) }) });
}
