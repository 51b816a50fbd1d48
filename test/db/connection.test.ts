import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answeringPool } from '../../db/answering-pool.ts';
import { type Db, connect } from '../../db/connection.ts';
import { isDatabaseAway } from '../../db/database-away.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { LIMITS, type Use } from '../../db/limits.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';
import { waitFor } from '../support/wait-for.ts';

let database: FreshDatabase;
let owner: Db;
let app: Db;
beforeAll(async () => {
  database = await freshDatabase();
  owner = connect({ url: database.url, role: 'owner', max: 2 });
  app = connect({ url: database.url, role: 'app', max: 1 });
});
afterAll(async () => {
  await app.destroy();
  await owner.destroy();
  await database.drop();
});

const pidOf = async (db: Db) => (await sql<{ pid: number }>`select pg_backend_pid() pid`.execute(db)).rows[0]?.pid ?? 0;
const lives = async (pid: number) => (await sql`select from pg_stat_activity where pid = ${pid}`.execute(owner)).rows.length > 0;

test('row-22: a connection that ends between two statements of a transaction fails the next one, and the pool serves on', async () => {
  const transaction = inTransaction(app, async (trx) => {
    const pid = await pidOf(trx);
    await sql`select pg_terminate_backend(${pid})`.execute(owner);
    await waitFor('the backend to end', async () => !(await lives(pid)));
    await sql`select 1`.execute(trx);
  });
  expect(isDatabaseAway(await transaction.catch((error: unknown) => error))).toBe(true);
  expect(await pidOf(app)).toBeGreaterThan(0);
});

test('row-13: a connection that broke is told, at rest or in use', async () => {
  const faults: unknown[] = [];
  const db = connect({ url: database.url, role: 'app', max: 1, onFault: (error) => faults.push(error) });
  await sql`select pg_terminate_backend(${await pidOf(db)})`.execute(owner);
  await waitFor('the fault at rest', () => Promise.resolve(faults.length > 0));
  const transaction = inTransaction(db, async (trx) => {
    const pid = await pidOf(trx);
    const told = faults.length;
    await sql`select pg_terminate_backend(${pid})`.execute(owner);
    await waitFor('the fault in use', () => Promise.resolve(faults.length > told));
  });
  expect(isDatabaseAway(await transaction.catch((error: unknown) => error))).toBe(true);
  expect(faults.every((fault) => fault instanceof Error)).toBe(true);
  await db.destroy();
});

test('row-11: every use of the database has its limits, the owner’s migrations have none', async () => {
  const settings = async (use: Use) => {
    const db = connect({ url: database.url, role: use === 'pages' ? 'app' : 'worker', use, max: 1 });
    const { rows } = await sql<{ name: string; setting: string }>`
      select name, setting from pg_settings
       where name in ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout',
                      'tcp_keepalives_idle')`.execute(db);
    await db.destroy();
    return Object.fromEntries(rows.map(({ name, setting }) => [name, Number(setting)]));
  };
  const operators = readFileSync(new URL('../../docs/operators.md', import.meta.url), 'utf8');
  for (const use of Object.keys(LIMITS) as Use[]) {
    const { statementMs, lockMs, idleMs } = LIMITS[use];
    expect(await settings(use), use).toEqual({
      statement_timeout: statementMs,
      lock_timeout: lockMs,
      idle_in_transaction_session_timeout: idleMs,
      tcp_keepalives_idle: 10,
    });
    expect(operators).toMatch(new RegExp(`\\| \`${use}\` +\\|[^|]+\\| ${statementMs} +\\| ${lockMs} +\\| ${idleMs} +\\|`));
    expect(lockMs, use).toBeLessThanOrEqual(statementMs);
  }
  const { rows } = await sql<{ statement_timeout: string }>`show statement_timeout`.execute(owner);
  expect(rows).toEqual([{ statement_timeout: '0' }]);
});

/** The connections with the shortest limits. */
const impatient = (url = database.url) => connect({ url, role: 'app', use: 'health', max: 2 });

test('row-11: a statement that takes too long ends in the database too', async () => {
  const db = impatient();
  const failed = await sql`select pg_sleep(3600)`.execute(db).catch((error: unknown) => error);
  expect(isDatabaseAway(failed)).toBe(true);
  const sleeping = sql`
    select from pg_stat_activity where query like '%pg_sleep(3600)%' and pid <> pg_backend_pid() and state = 'active'`;
  await waitFor('its end in the database', async () => (await sleeping.execute(owner)).rows.length === 0);
  await db.destroy();
});

test('row-11: who waits for a lock is told so, and a client that never commits gives its locks back', async () => {
  await sql`create table if not exists held (id int); insert into held values (1); grant all on held to dure_app`.execute(owner);
  const db = impatient();
  const row = (on: Db) => sql`select from held for update`.execute(on);
  const never = db.transaction().execute(async (trx) => {
    await row(trx);
    expect(isDatabaseAway(await row(db).catch((error: unknown) => error))).toBe(true);
    await row(owner);
    await row(trx);
  });
  expect(isDatabaseAway(await never.catch((error: unknown) => error))).toBe(true);
  await row(db);
  await db.destroy();
});

test('row-11: a network that swallows packets fails the statements under way, and the next ones take another connection', async () => {
  const proxy = await startTcpProxy(Number(new URL(database.url).port));
  const db = impatient(proxy.through(database.url));
  await sql`select 1`.execute(db);
  const transaction = inTransaction(db, async (trx) => {
    await sql`select 1`.execute(trx);
    proxy.swallow();
    await sql`select 1`.execute(trx);
  });
  expect(isDatabaseAway(await transaction.catch((error: unknown) => error))).toBe(true);
  await sql`select 1`.execute(db);
  expect(proxy.swallowed()).toBe(0);
  await db.destroy();
  await proxy.close();
});

test('row-11: a connection that rested is asked before it is used, and left if it is silent', async () => {
  const proxy = await startTcpProxy(Number(new URL(database.url).port));
  const pool = new pg.Pool({ connectionString: proxy.through(database.url), max: 4 });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const connections = answeringPool(pool, { restedMs: 0 });
  const first = await Promise.all(Array.from({ length: 4 }, () => connections.connect()));
  for (const client of first) client.release();
  proxy.swallow();
  const client = await connections.connect();
  expect((await client.query('select 1 one')).rows).toEqual([{ one: 1 }]);
  expect(first).not.toContain(client);
  client.release();
  await connections.end();
  await proxy.close();
});
