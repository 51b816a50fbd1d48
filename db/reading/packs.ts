import type { PolicyPack } from '../../contracts/pack.ts';
import type { Db } from '../connection.ts';

// A pinned pack never changes: it is read once per process.
const known = new WeakMap<Db, Map<string, Promise<PolicyPack>>>();

/** The content of a pack by id, as it was checked when it was loaded. */
export function packById(db: Db, id: string): Promise<PolicyPack> {
  const packs = known.get(db) ?? new Map<string, Promise<PolicyPack>>();
  known.set(db, packs);
  const found = packs.get(id) ?? read(db, id);
  packs.set(id, found);
  found.catch(() => packs.delete(id));
  return found;
}

async function read(db: Db, id: string): Promise<PolicyPack> {
  const { content } = await db.selectFrom('policy_pack').select('content').where('id', '=', id).executeTakeFirstOrThrow();
  return content as unknown as PolicyPack;
}
