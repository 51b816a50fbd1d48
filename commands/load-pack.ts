import type { PolicyPack } from '../contracts/pack.ts';
import { audit } from '../db/audit.ts';
import type { Db } from '../db/connection.ts';
import { type Trx, inTransaction } from '../db/in-transaction.ts';
import { DomainError } from '../domain/errors.ts';
import { checkPack } from './check-pack.ts';
import { sha256Of } from './sha256-of.ts';
import { findShippedPack } from './shipped-packs.ts';

export interface LoadedPack {
  readonly id: string;
  readonly name: string;
  readonly version: string;
}

/**
 * Stores a policy pack under the hash of its content; the same content again is the same row.
 * @throws DomainError 'pack-invalid' with the path of each fault
 */
export async function loadPack(
  db: Db,
  { content, actorId }: { readonly content: unknown; readonly actorId?: string | undefined },
): Promise<LoadedPack> {
  const { pack, findings } = checkPack(content);
  if (pack === undefined || findings.length > 0) {
    const issues = findings.map(({ code, pointer, details }) => ({ path: pointer, reason: code, ...(details && { details }) }));
    throw new DomainError('pack-invalid', { issues });
  }
  const { name, version } = pack;
  const sha256 = sha256Of(pack);
  return inTransaction(db, async (trx) => {
    const inserted = await trx
      .insertInto('policy_pack')
      .values({ name, version, content: JSON.stringify(pack), sha256 })
      .onConflict((conflict) => conflict.constraint('policy_pack_content_unique').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (inserted !== undefined) {
      await audit(trx, {
        what: 'pack.loaded',
        subject: inserted.id,
        actor: actorId,
        details: { name, version, sha256: sha256.toString('hex') },
      });
      return { id: inserted.id, name, version };
    }
    const { id } = await trx.selectFrom('policy_pack').select('id').where('sha256', '=', sha256).executeTakeFirstOrThrow();
    return { id, name, version };
  });
}

/** Stores a pack that comes with this version; undefined if there is none of this name. */
export async function loadShippedPack(db: Db, name: string): Promise<LoadedPack | undefined> {
  const content = await findShippedPack(name);
  return content === undefined ? undefined : loadPack(db, { content });
}

/** A stored pack: by id, or the newest of a name. @throws DomainError 'not-found' */
export async function getPack(
  db: Db | Trx,
  by: { readonly id: string } | { readonly name: string },
): Promise<PolicyPack & { readonly id: string }> {
  let query = db.selectFrom('policy_pack').select(['id', 'content']).orderBy('id', 'desc').limit(1);
  query = 'id' in by ? query.where('id', '=', by.id) : query.where('name', '=', by.name);
  const row = await query.executeTakeFirst();
  if (row === undefined) throw new DomainError('not-found', { pack: 'id' in by ? by.id : by.name });
  return { ...(row.content as unknown as PolicyPack), id: row.id };
}
