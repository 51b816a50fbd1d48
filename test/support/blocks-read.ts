import { sql } from 'kysely';
import type { Db } from '../../db/connection.ts';
import { type Statement, statementsOf } from './statements.ts';

/**
 * How many blocks of 8 KiB the statements of `work` read or look at in the database's memory, as their plans say when each is run once more and
 * rolled back: the same on a fast machine and a slow one.
 */
export async function blocksRead(db: Db, work: () => Promise<unknown>): Promise<number> {
  let blocks = 0;
  for (const statement of await statementsOf(work)) blocks += await blocksOf(db, statement);
  return blocks;
}

interface Plan {
  readonly Plan: { readonly 'Shared Hit Blocks': number; readonly 'Shared Read Blocks': number };
}

async function blocksOf(db: Db, { text, values }: Statement): Promise<number> {
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
