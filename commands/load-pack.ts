import type { PolicyPack } from '../contracts/pack.ts';
import { audit } from '../db/audit.ts';
import type { Db } from '../db/connection.ts';
import { inTransaction } from '../db/in-transaction.ts';
import { type PackFinding, packInvalid, soundPack } from './check-pack.ts';
import { sha256Of } from './sha256-of.ts';
import { findShippedPack } from './shipped-packs.ts';

export interface LoadedPack {
  readonly id: string;
  readonly name: string;
  readonly version: string;
}

export interface LoadPack {
  readonly content: unknown;
  readonly actorId?: string | undefined;
  readonly reason?: string | undefined;
}

/**
 * Stores a policy pack under the hash of its content; the same content again is the same row.
 * @throws DomainError 'pack-invalid' with the path of each fault; so too where its name and version are stored with other content
 */
export async function loadPack(db: Db, { content, actorId, reason }: LoadPack): Promise<LoadedPack> {
  const pack = soundPack(content);
  const { isSame, ...stored } = await store(db, { pack, actorId, reason });
  if (!isSame) throw packInvalid([versionTaken(pack)]);
  return stored;
}

/** A version, once there, keeps its content. */
export function versionTaken({ name, version }: Pick<PolicyPack, 'name' | 'version'>): PackFinding {
  return { code: 'version-taken', pointer: '/version', details: { name, version } };
}

/**
 * Stores a pack that comes with this program; undefined if there is none of this name. Where its version is stored with other content, that one
 * stays and is the answer: an update must not stop a start, and `packsStoredOtherwise` tells of it.
 * @throws DomainError 'pack-invalid' with the path of each fault
 */
export async function loadShippedPack(db: Db, name: string, folder?: URL): Promise<LoadedPack | undefined> {
  const content = await findShippedPack(name, folder);
  if (content === undefined) return undefined;
  const { isSame: _, ...stored } = await store(db, { pack: soundPack(content) });
  return stored;
}

/** What is stored under the name and version of a pack. */
interface StoredVersion extends LoadedPack {
  /** Whether it has the content of the pack. */
  readonly isSame: boolean;
}

interface Storing extends Omit<LoadPack, 'content'> {
  readonly pack: PolicyPack;
}

async function store(db: Db, { pack, actorId, reason }: Storing): Promise<StoredVersion> {
  const { name, version } = pack;
  const sha256 = sha256Of(pack);
  return inTransaction(db, async (trx) => {
    const inserted = await trx
      .insertInto('policy_pack')
      .values({ name, version, content: JSON.stringify(pack), sha256, loaded_by: actorId ?? null, reason: reason ?? null })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (inserted !== undefined) {
      await audit(trx, {
        what: 'pack.loaded',
        subject: inserted.id,
        actor: actorId,
        details: { name, version, sha256: sha256.toString('hex') },
      });
      return { id: inserted.id, name, version, isSame: true };
    }
    const there = await trx
      .selectFrom('policy_pack')
      .select(['id', 'sha256'])
      .where('name', '=', name)
      .where('version', '=', version)
      .executeTakeFirstOrThrow();
    return { id: there.id, name, version, isSame: there.sha256.equals(sha256) };
  });
}
