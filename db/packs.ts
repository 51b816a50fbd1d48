import type { PolicyPack } from '../contracts/pack.ts';
import type { Db } from './connection.ts';
import type { Trx } from './in-transaction.ts';

// A stored pack never changes, and its hash names its content in whatever database: it is read once per process.
const known = new Map<string, PolicyPack>();

/** The content of the stored pack with this hash (hexadecimal), as it was checked when it was loaded. */
export async function packByHash(db: Db | Trx, sha256: string): Promise<PolicyPack> {
  const found = known.get(sha256);
  if (found !== undefined) return found;
  const { content } = await db
    .selectFrom('policy_pack')
    .select('content')
    .where('sha256', '=', Buffer.from(sha256, 'hex'))
    .executeTakeFirstOrThrow();
  const pack = content as unknown as PolicyPack;
  known.set(sha256, pack);
  return pack;
}
