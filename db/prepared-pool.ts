import { createHash } from 'node:crypto';
import { type PostgresPool, type PostgresPoolClient, sql } from 'kysely';
import type { PoolClient, QueryResult } from 'pg';
import { type Connections, isSilence } from './answering-pool.ts';

const MARK = '/* prepared */';
const NAME_LENGTH = 32;
/** invalid_sql_statement_name: a pooler in between, or `deallocate`, has dropped it. */
const UNKNOWN_STATEMENT = '26000';
const FEATURE_NOT_SUPPORTED = '0A000';

/**
 * Begins a statement that each connection parses once and plans a few times at most: the hot path of people.
 * Its text must be the same at every call (values only as parameters, lists as arrays), as a connection keeps every text that it prepared.
 */
export const PREPARED = sql.raw(MARK);

/** A migration changed what a prepared statement answers with, or the statement is gone: parsed anew it succeeds. */
export function isStaleStatement(error: unknown): boolean {
  const { code, routine } = error as { readonly code?: unknown; readonly routine?: unknown };
  return code === UNKNOWN_STATEMENT || (code === FEATURE_NOT_SUPPORTED && routine === 'RevalidateCachedQuery');
}

/**
 * The pool, with statements that begin with `PREPARED` sent under a name made of their text: a name never means two texts.
 * A stale one gets a new name on all connections and is tried again once; inside a transaction, which it has aborted, `inTransaction` tries again.
 */
export function preparedPool(pool: Connections): PostgresPool {
  const wrapped = new WeakMap<PoolClient, PostgresPoolClient>();
  const names = new Map<string, string>();
  let generation = 0;

  function nameOf(text: string): string {
    const known = names.get(text);
    if (known !== undefined) return known;
    const name = createHash('sha256').update(`${generation} ${text}`).digest('hex').slice(0, NAME_LENGTH);
    names.set(text, name);
    return name;
  }

  function forget(name: string, text: string): void {
    // Several connections find the same statement stale at once: one new name is enough.
    if (names.get(text) !== name) return;
    generation += 1;
    names.delete(text);
  }

  async function runPrepared(client: PoolClient, text: string, values: unknown[]): Promise<QueryResult> {
    const outsideTransaction = client.getTransactionStatus() === 'I';
    const name = nameOf(text);
    try {
      return await client.query({ name, text, values });
    } catch (error) {
      if (!isStaleStatement(error)) throw error;
      forget(name, text);
      if (!outsideTransaction) throw error;
      return client.query({ name: nameOf(text), text, values });
    }
  }

  function wrap(client: PoolClient): PostgresPoolClient {
    const run = (text: string, values: readonly unknown[]) =>
      text.startsWith(MARK) ? runPrepared(client, text, [...values]) : client.query(text, [...values]);
    const query = async (text: string, values: readonly unknown[]) => {
      try {
        return await run(text, values);
      } catch (error) {
        // The statement may still be under way: nothing else may be asked over this connection, not even to roll it back.
        if (isSilence(error)) void client.end();
        throw error;
      }
    };
    return {
      // The other form takes a cursor, which the dialect is not given.
      query: query as unknown as PostgresPoolClient['query'],
      release: (destroy) => client.release(destroy),
    };
  }

  return {
    options: pool.options,
    async connect() {
      const client = await pool.connect();
      const known = wrapped.get(client) ?? wrap(client);
      wrapped.set(client, known);
      return known;
    },
    end: () => pool.end(),
  };
}
