import { sql } from 'kysely';
import type { PolicyPack } from '../../contracts/pack.ts';
import type { Db } from '../connection.ts';
import type { Trx } from '../in-transaction.ts';
import { type Person, personOf } from './json.ts';

export interface StoredPack {
  readonly id: string;
  readonly sha256: string;
  readonly content: PolicyPack;
  readonly loadedAt: string;
  readonly loadedBy: Person | null;
  readonly reason: string | null;
  /** How many cycles have pinned it. */
  readonly cycles: number;
}

/** Every stored version of every pack, in the order in which they were loaded. */
export async function storedPacks(db: Db): Promise<readonly StoredPack[]> {
  const { rows } = await sql<StoredPack>`
    select k.id, encode(k.sha256, 'hex') sha256, k.content, k.loaded_at "loadedAt", ${personOf('e')} "loadedBy",
           k.reason,
           (select count(*) from cycle c where c.policy_pack_id = k.id)::int cycles
      from policy_pack k left join employee e on e.id = k.loaded_by order by k.id`.execute(db);
  return rows;
}

interface Storing extends Pick<StoredPack, 'loadedAt' | 'loadedBy'> {
  readonly byId: string | null;
}

/** Who stored a pack, and when. @throws where there is none of this id */
export async function storingOf(db: Db | Trx, packId: string): Promise<Storing> {
  const { rows } = await sql<Storing>`
    select k.loaded_at "loadedAt", k.loaded_by "byId", ${personOf('e')} "loadedBy"
      from policy_pack k
      left join employee e on e.id = k.loaded_by
     where k.id = ${packId}`.execute(db);
  if (rows[0] === undefined) throw new Error('a pack that is not stored');
  return rows[0];
}
