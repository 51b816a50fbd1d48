import { sql } from 'kysely';
import type { PolicyPack } from '../contracts/pack.ts';
import { DomainError } from '../domain/errors.ts';
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

export interface FoundPack {
  readonly id: string;
  /** Hexadecimal. */
  readonly sha256: string;
  readonly pack: PolicyPack;
}

/** A stored pack: by id, the highest version of a name, or the one that a cycle pins. @throws DomainError 'not-found' */
export async function getPack(
  db: Db | Trx,
  by: { readonly id: string } | { readonly name: string } | { readonly cycleId: string },
): Promise<FoundPack> {
  const stored = db.selectFrom('policy_pack as k').select(['k.id', 'k.sha256']);
  const asked =
    'id' in by
      ? stored.where('k.id', '=', by.id)
      : 'name' in by
        ? stored
            .where('k.name', '=', by.name)
            .orderBy(sql`string_to_array(k.version, '-')::int[]`, 'desc')
            .limit(1)
        : stored.innerJoin('cycle as c', 'c.policy_pack_id', 'k.id').where('c.id', '=', by.cycleId);
  const row = await asked.executeTakeFirst();
  if (row === undefined) throw new DomainError('not-found', 'cycleId' in by ? by : { pack: 'id' in by ? by.id : by.name });
  const sha256 = row.sha256.toString('hex');
  return { id: row.id, sha256, pack: await packByHash(db, sha256) };
}
