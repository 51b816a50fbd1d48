import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect, type Db } from '../../db/connection.ts';
import { mailboxOf } from '../../domain/addresses.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

let database: FreshDatabase;
let db: Db;
beforeAll(async () => {
  database = await freshDatabase();
  db = connect({ url: database.url, role: 'app', max: 1 });
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

const CASES = [
  ['hr1@city.example', 'hr1@city.example'],
  ['HR1+x@City.Example', 'hr1@city.example'],
  ['hr1+x+y@city.example', 'hr1@city.example'],
  ['hr1+@city.example', 'hr1@city.example'],
  ['+x@city.example', '+x@city.example'],
  ['hr.1@city+a.example', 'hr.1@city+a.example'],
] as const;

test('row-2: an address with a +tag is of the same mailbox as without, in the database as outside', async () => {
  for (const [address, mailbox] of CASES) {
    const { rows } = await sql<{ mailbox: string }>`select mailbox_of(${address}) mailbox`.execute(db);
    expect([rows[0]?.mailbox, mailboxOf(address)]).toEqual([mailbox, mailbox]);
  }
});
