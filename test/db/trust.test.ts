import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Db, connect } from '../../db/connection.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { startRuns } from '../../db/outbox.ts';
import { claimOutbox, markDelivered, markFailed } from '../../db/relay.ts';
import { PURGED } from '../../domain/purging.ts';
import { type CycleRecord, createRecord } from '../support/record.ts';

let record: CycleRecord;
let app: Db;
let worker: Db;
beforeAll(async () => {
  record = await createRecord({ people: 200 });
  await record.launch('goal-setting');
  app = connect({ url: record.url, role: 'app', max: 2 });
  worker = connect({ url: record.url, role: 'worker', max: 4 });
});
afterAll(async () => {
  await app.destroy();
  await worker.destroy();
  await record.drop();
});

describe('the audit trail is append-only', () => {
  test.each([
    ['update', 'update audit_event set what = what'],
    ['delete', 'delete from audit_event'],
    ['truncate', 'truncate audit_event'],
    ['update the access log', "update access_log set what = 'x'"],
    ['delete from the access log', 'delete from access_log'],
  ])('also for the owner: %s', async (_, statement) => {
    await sql`insert into access_log (actor_id, what) values (1, 'evaluation')`.execute(record.db);
    await expect(sql.raw(statement).execute(record.db)).rejects.toThrow(/append-only/);
  });
});

describe('api and worker get no more than they need', () => {
  test.each([
    ['app', 'update submission set version = version'],
    ['app', 'delete from submission'],
    ['app', 'update audit_event set what = what'],
    ['app', 'delete from task'],
    ['app', 'create table mine (id int)'],
    ['worker', 'update submission set version = version'],
    ['worker', 'update audit_event set what = what'],
    ['worker', 'update policy_pack set name = name'],
    ['worker', "insert into sign_in_token (token_sha256, purpose, expires_at) values ('x', 'first-hr', now())"],
    ['worker', 'update sign_in_token set used_at = null'],
    ['worker', "insert into session (sid, sess, expire) values ('x', '{}', now())"],
    ['worker', 'delete from evaluation'],
  ])('%s may not: %s', async (role, statement) => {
    await expect(sql.raw(statement).execute(role === 'app' ? app : worker)).rejects.toMatchObject({ code: '42501' });
  });
});

test.each(['session', 'sign_in_token', 'address_link', 'request_count'])(
  'row-43: the worker reads nothing of %s but how old it is',
  async (table) => {
    const { rows } = await sql<{ column: string }>`
      select a.attname "column" from pg_attribute a
       where a.attrelid = ${table}::regclass and a.attnum > 0 and not a.attisdropped
         and has_column_privilege('dure_worker', a.attrelid, a.attnum, 'select')`.execute(record.db);
    expect(rows.map(({ column }) => column)).toEqual(PURGED.filter((one) => one.table === table).map(({ since }) => since));
    await expect(sql`select * from ${sql.table(table)}`.execute(worker)).rejects.toMatchObject({ code: '42501' });
  },
);

describe('the outbox', () => {
  test('gives no row to two lanes at once', async () => {
    const lane = async () => {
      const ids: string[] = [];
      for (;;) {
        const rows = await claimOutbox(worker, { limit: 7, below: 100 });
        if (rows.length === 0) return ids;
        ids.push(...rows.map((row) => row.id));
      }
    };
    const [a, b] = await Promise.all([lane(), lane()]);
    expect(new Set([...a, ...b]).size).toBe(200);
    expect(a.length + b.length).toBe(200);
  });

  test('gives a row again whose lane died when its lease is over, and never one that is delivered', async () => {
    const all = await record.db.selectFrom('outbox').select('id').orderBy('id').execute();
    await markDelivered(
      worker,
      all.slice(1).map(({ id }) => id),
    );
    expect(await claimOutbox(worker, { limit: 7, below: 100 })).toEqual([]);
    await sql`update outbox set try_at = now()`.execute(record.db);
    const [again, ...more] = await claimOutbox(worker, { limit: 7, below: 100 });
    expect([again?.id, again?.attempts, more]).toEqual([all[0]?.id, 2, []]);
  });

  test('waits longer after each failure, a minute at most', async () => {
    const [row] = await record.db.selectFrom('outbox').select('id').orderBy('id').limit(1).execute();
    const waits: number[] = [];
    for (const attempts of [1, 2, 5, 30]) {
      await sql`update outbox set attempts = ${attempts} where id = ${row?.id}`.execute(record.db);
      await markFailed(worker, [row?.id ?? '']);
      const { rows } = await sql<{
        s: string;
      }>`select round(extract(epoch from try_at - now())) s from outbox where id = ${row?.id}`.execute(record.db);
      waits.push(Number(rows[0]?.s));
    }
    expect(waits.map((wait) => wait > 60)).toEqual([false, false, false, false]);
    expect(waits[3]).toBeGreaterThan(50);
    expect(waits[2]).toBeLessThanOrEqual(8);
  });

  test('gives people’s own rows before bulk rows', async () => {
    const runs = await record.db.selectFrom('process_run').select('id').orderBy('id').limit(2).execute();
    const [bulk, own] = runs.map(({ id }) => id);
    await sql`update outbox set delivered_at = now()`.execute(record.db);
    await inTransaction(record.db, (trx) => startRuns(trx, [bulk ?? '']));
    await inTransaction(record.db, (trx) => startRuns(trx, [own ?? ''], 1));
    expect((await claimOutbox(worker, { limit: 7, below: 100 })).map(({ urgency }) => urgency)).toEqual([1, 5]);
  });
});
