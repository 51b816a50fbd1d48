import { sql } from 'kysely';
import pg from 'pg';
import type { Db } from '../../db/connection.ts';

type Query = (this: object, ...args: readonly unknown[]) => unknown;
interface Asked {
  readonly text: string;
  readonly values: readonly unknown[];
}

/**
 * How many blocks of 8 KiB the statements of `work` read or look at in the database's memory, as their plans say when each is run once more and
 * rolled back: the same on a fast machine and a slow one.
 */
export async function blocksRead(db: Db, work: () => Promise<unknown>): Promise<number> {
  let blocks = 0;
  for (const { text, values } of await statementsOf(work)) {
    if (/^\s*(begin|commit|rollback|start|set)\b/i.test(text)) continue;
    blocks += await blocksOf(db, { text, values });
  }
  return blocks;
}

async function statementsOf(work: () => Promise<unknown>): Promise<readonly Asked[]> {
  const client = pg.Client.prototype as unknown as { query: Query };
  const { query } = client;
  const asked: Asked[] = [];
  client.query = function (...args) {
    const [config, values] = args as [string | { text: string; values?: unknown[] }, unknown[] | undefined];
    asked.push(
      typeof config === 'string' ? { text: config, values: values ?? [] } : { text: config.text, values: config.values ?? [] },
    );
    return Reflect.apply<object, readonly unknown[], unknown>(query, this, args);
  };
  try {
    await work();
  } finally {
    client.query = query;
  }
  return asked;
}

interface Plan {
  readonly Plan: { readonly 'Shared Hit Blocks': number; readonly 'Shared Read Blocks': number };
}

async function blocksOf(db: Db, { text, values }: Asked): Promise<number> {
  const trx = await db.startTransaction().execute();
  try {
    const statement = bound(`explain (analyze, buffers, format json) ${text}`, values);
    const { rows } = await statement.execute(trx);
    const plan = (rows[0] as { 'QUERY PLAN': readonly [Plan] })['QUERY PLAN'][0].Plan;
    return plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];
  } finally {
    await trx.rollback().execute();
  }
}

/** A statement of the driver with its values in place of `$1`, `$2`, … */
function bound(text: string, values: readonly unknown[]) {
  const parts = text.split(/\$(\d+)/);
  return sql.join(
    parts.map((part, index) => (index % 2 === 0 ? sql.raw(part) : sql`${values[Number(part) - 1]}`)),
    sql``,
  );
}
