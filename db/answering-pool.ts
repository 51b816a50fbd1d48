import { performance } from 'node:perf_hooks';
import type { Pool, PoolClient, QueryConfig } from 'pg';

/** A connection that rested for this long is asked whether it still answers before it is used. */
const RESTED_MS = 1_000;
const ANSWER_MS = 1_000;

/** Part of a pool that a dialect needs. */
export type Connections = Pick<Pool, 'connect' | 'end' | 'options'>;

/** How the driver says, without a code, that no answer came within the client's limit. */
export function isSilence(error: unknown): boolean {
  return error instanceof Error && error.message === 'Query read timeout';
}

interface Asking {
  readonly restedMs?: number;
  /** Told why a connection that rested gave no answer. */
  readonly onFault?: (error: unknown) => void;
}

/**
 * Connections that answer. A network that swallows packets tells nobody: a connection over it looks like any other until somebody waits for it.
 * One that rested is asked first, and left where it stays silent.
 */
export function answeringPool(pool: Pool, { restedMs = RESTED_MS, onFault }: Asking = {}): Connections {
  const restsSince = new WeakMap<PoolClient, number>();
  pool.on('release', (_error, client) => restsSince.set(client, performance.now()));

  async function take(): Promise<PoolClient> {
    for (;;) {
      const client = await pool.connect();
      const since = restsSince.get(client);
      if (since === undefined || performance.now() - since < restedMs || (await answers(client, onFault))) return client;
      // With a question open this cuts the connection: a farewell would be swallowed as well.
      client.release(true);
    }
  }
  return { options: pool.options, connect: take as Pool['connect'], end: () => pool.end() };
}

async function answers(client: PoolClient, onFault: Asking['onFault']): Promise<boolean> {
  const question: QueryConfig & { readonly query_timeout: number } = { text: 'select 1', query_timeout: ANSWER_MS };
  try {
    await client.query(question);
    return true;
  } catch (error) {
    onFault?.(error);
    return false;
  }
}
