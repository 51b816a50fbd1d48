import { sql } from 'kysely';
import type { PolicyPack } from '../contracts/pack.ts';
import { audit } from '../db/audit.ts';
import type { Db } from '../db/connection.ts';
import { type Trx, inTransaction } from '../db/in-transaction.ts';
import { DomainError } from '../domain/errors.ts';
import { type PackFinding, checkPack } from './check-pack.ts';
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
 * @throws DomainError 'pack-invalid' with the path of each fault
 */
export async function loadPack(db: Db, { content, actorId, reason }: LoadPack): Promise<LoadedPack> {
  const { pack, findings } = checkPack(content);
  if (pack === undefined || findings.length > 0) throw packInvalid(findings);
  const { name, version } = pack;
  const sha256 = sha256Of(pack);
  return inTransaction(db, async (trx) => {
    const inserted = await trx
      .insertInto('policy_pack')
      .values({ name, version, content: JSON.stringify(pack), sha256, loaded_by: actorId ?? null, reason: reason ?? null })
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

/** The refusal of a pack with everything that was found in it. */
export function packInvalid(findings: readonly PackFinding[]): DomainError {
  const issues = findings.map(({ code, pointer, details }) => ({ path: pointer, reason: code, ...(details && { details }) }));
  return new DomainError('pack-invalid', { issues });
}

/** Stores a pack that comes with this version; undefined if there is none of this name. */
export async function loadShippedPack(db: Db, name: string): Promise<LoadedPack | undefined> {
  const content = await findShippedPack(name);
  return content === undefined ? undefined : loadPack(db, { content });
}

/** A stored pack: by id, or the highest version of a name, of equal ones the one loaded last. @throws DomainError 'not-found' */
export async function getPack(
  db: Db | Trx,
  by: { readonly id: string } | { readonly name: string },
): Promise<PolicyPack & { readonly id: string }> {
  let query = db
    .selectFrom('policy_pack')
    .select(['id', 'content'])
    .orderBy(sql`string_to_array(version, '-')::int[]`, 'desc')
    .orderBy('id', 'desc')
    .limit(1);
  query = 'id' in by ? query.where('id', '=', by.id) : query.where('name', '=', by.name);
  const row = await query.executeTakeFirst();
  if (row === undefined) throw new DomainError('not-found', { pack: 'id' in by ? by.id : by.name });
  return { ...(row.content as unknown as PolicyPack), id: row.id };
}
