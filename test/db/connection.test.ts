import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Db, connect } from '../../db/connection.ts';
import { isDatabaseAway } from '../../db/database-away.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
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
