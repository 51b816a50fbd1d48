import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Db, connect } from '../../db/connection.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { PREPARED } from '../../db/prepared-pool.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

let database: FreshDatabase;
let db: Db;
let other: Db;
beforeEach(async () => {
  database = await freshDatabase();
  db = connect({ url: database.url, role: 'owner', max: 1 });
  other = connect({ url: database.url, role: 'owner', max: 1 });
  await sql`create table sample (id int, amount int)`.execute(other);
  await sql`insert into sample values (1, 10), (2, 20)`.execute(other);
});
afterEach(async () => {
  await db.destroy();
  await other.destroy();
  await database.drop();
});

const amountOf = async (on: Db, id: number) =>
  (await sql<{ amount: number | string }>`${PREPARED} select amount from sample where id = ${id}`.execute(on)).rows[0]?.amount;
const prepared = async () =>
  (
    await sql<{
      statement: string;
      uses: string;
    }>`select statement, generic_plans + custom_plans uses from pg_prepared_statements`.execute(db)
  ).rows;
/** What a migration does while the pool is in use. */
const widen = () => sql`alter table sample alter amount type bigint`.execute(other);

test('parses a marked statement once for all its values', async () => {
  expect(await amountOf(db, 1)).toBe(10);
  expect(await amountOf(db, 2)).toBe(20);
  expect(await prepared()).toEqual([expect.objectContaining({ uses: '2' })]);
});

test('keeps no statement that is not marked', async () => {
  await sql`select amount from sample where id = ${1}`.execute(db);
  expect(await prepared()).toEqual([]);
});

test('gives each text its own statement', async () => {
  await amountOf(db, 1);
  const { rows } = await sql`${PREPARED} select id from sample where amount = ${20}`.execute(db);
  expect(rows).toEqual([{ id: 2 }]);
  expect(await prepared()).toHaveLength(2);
});

test('reads on after a migration changed the type of an answer', async () => {
  await amountOf(db, 1);
  await widen();
  expect(await amountOf(db, 1)).toBe('10');
});

test('tries a transaction again that a migration made stale, with nothing done twice', async () => {
  await amountOf(db, 1);
  await widen();
  const read = await inTransaction(db, async (trx) => {
    await sql`insert into sample values (3, 30)`.execute(trx);
    return amountOf(trx, 1);
  });
  expect(read).toBe('10');
  const { rows } = await sql`select id from sample where id = 3`.execute(db);
  expect(rows).toHaveLength(1);
});

test('needs one more attempt however many connections hold the stale statement', async () => {
  const pool = connect({ url: database.url, role: 'owner', max: 8 });
  const onAll = (work: (trx: Db) => Promise<unknown>) => {
    let arrived = 0;
    let open = () => undefined as void;
    const all = new Promise<void>((resolve) => (open = resolve));
    return Promise.all(
      Array.from({ length: 8 }, () =>
        pool.connection().execute(async (connection) => {
          if (++arrived === 8) open();
          await all;
          return work(connection);
        }),
      ),
    );
  };
  await onAll((connection) => amountOf(connection, 1));
  await widen();
  let attempts = 0;
  const read = await inTransaction(pool, (trx) => {
    attempts += 1;
    return amountOf(trx, 1);
  });
  expect([read, attempts]).toEqual(['10', 2]);
  expect(await onAll((connection) => amountOf(connection, 2))).toEqual(Array(8).fill('20'));
  await pool.destroy();
});

test('prepares again what somebody dropped from the connection', async () => {
  await amountOf(db, 1);
  await sql`deallocate all`.execute(db);
  expect(await amountOf(db, 2)).toBe(20);
});

test('passes on any other failure', async () => {
  await expect(sql`${PREPARED} select 1 / ${0}::int`.execute(db)).rejects.toMatchObject({ code: '22012' });
});
