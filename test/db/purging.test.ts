import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Db, connect } from '../../db/connection.ts';
import { purgePage } from '../../db/purging.ts';
import { PURGED } from '../../domain/purging.ts';
import { type CycleRecord, createRecord } from '../support/record.ts';

let record: CycleRecord;
let worker: Db;
beforeAll(async () => {
  record = await createRecord({ people: 3 });
  worker = connect({ url: record.url, role: 'worker', max: 1 });
});
afterAll(async () => {
  await worker.destroy();
  await record.drop();
});

/** Three rows whose days are over and one whose are not, for each table that is purged. */
async function fill(): Promise<void> {
  await sql`
    insert into session (sid, sess, expire)
    select 's' || n, '{}', now() - n * interval '25 h'
      from generate_series(0, 3) n`.execute(record.db);
  await sql`
    insert into sign_in_token (token_sha256, expires_at, used_at)
    select sha256(n::text::bytea), now() - n * interval '31 d', now() from generate_series(0, 3) n`.execute(record.db);
  await sql`
    insert into sign_in_ask (email, next_path, asked_at)
    select n || '@city.example', '/', now() - n * interval '2 d' from generate_series(0, 3) n`.execute(record.db);
  await sql`
    with change as (
      insert into address_change (employee_id, new_email, counts)
      select min(id), 'a@city.example', '{}' from employee returning id)
    insert into address_link (token_sha256, address_change_id, made_at)
    select sha256(n::text::bytea), id, now() - n * interval '31 d' from change, generate_series(0, 3) n`.execute(record.db);
  await sql`
    insert into request_count (key, until, count)
    select 'account ' || n, now() - n * interval '2 d', 1 from generate_series(0, 3) n`.execute(record.db);
  await sql`delete from outbox`.execute(record.db);
  await sql`
    insert into outbox (workflow_type, workflow_id, input, delivered_at)
    select 'w', n::text, '{}', now() - n * interval '8 d' from generate_series(0, 3) n`.execute(record.db);
}

const count = async (table: string) =>
  (await sql<{ n: number }>`select count(*)::int n from ${sql.table(table)}`.execute(record.db)).rows[0]?.n;

test('row-14: what nobody needs any more goes in pages, by the table of days, with the rights of the worker', async () => {
  await fill();
  let pages = 1;
  while (await purgePage(worker, 2)) pages += 1;
  expect(pages).toBe(2);
  for (const { table } of PURGED) expect([table, await count(table)]).toEqual([table, 1]);
});

test('row-14: what is not delivered stays, however old', async () => {
  await sql`delete from outbox`.execute(record.db);
  await sql`
    insert into outbox (workflow_type, workflow_id, input, created_at)
    values ('w', 'old', '{}', now() - interval '1 y')`.execute(record.db);
  await purgePage(worker);
  expect(await count('outbox')).toBe(1);
});

test('row-14: the days stand in the handbook of operators', () => {
  const handbook = readFileSync('docs/operators.md', 'utf8').replaceAll(/ +/g, ' ');
  for (const { table, days } of PURGED) expect(handbook).toMatch(new RegExp(`\\| \`${table}\` \\|[^|]+\\| ${String(days)} \\|`));
});
