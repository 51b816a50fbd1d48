import { sql } from 'kysely';
import type { Db } from './connection.ts';
import { PREPARED } from './prepared-pool.ts';

export interface RequestCount {
  readonly current: number;
  /** Milliseconds until it begins anew. */
  readonly ttl: number;
}

/** Counts one more request under a key, from all processes together, in windows of the database's clock that begin with their first request. */
export async function countRequest(db: Db, key: string, windowMs: number): Promise<RequestCount> {
  const { rows } = await sql<RequestCount>`${PREPARED}
    insert into request_count as c (key, until, count)
    values (${key}, now() + ${windowMs} * interval '1 ms', 1)
    on conflict (key) do update
       set count = case when c.until <= now() then 1 else c.count + 1 end,
           until = case when c.until <= now() then excluded.until else c.until end
    returning count current, ceil(extract(epoch from until - now()) * 1000)::int ttl`.execute(db);
  return rows[0] ?? { current: 1, ttl: windowMs };
}
