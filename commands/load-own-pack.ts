import type { Db } from '../db/connection.ts';
import { DomainError } from '../domain/errors.ts';
import { checkOwnPack } from './check-own-pack.ts';
import { packInvalid } from './check-pack.ts';
import { type LoadedPack, loadPack } from './load-pack.ts';
import { assertMayDecide } from './may-decide.ts';

export interface LoadOwnPack {
  readonly text: string;
  readonly reason: string;
  readonly actorId: string;
}

/**
 * HR stores an own pack, with the reason for it. It binds nobody until a cycle pins it, and a launch needs a second person; so this needs none.
 * The same content again is the same pack; a version, once there, keeps its content.
 * @throws DomainError 'reason-required', 'pack-invalid' with everything that was found
 */
export async function loadOwnPack(
  db: Db,
  { text, reason, actorId }: LoadOwnPack,
): Promise<LoadedPack & { readonly sha256: string }> {
  await assertMayDecide(db, { actorId });
  if (reason === '') throw new DomainError('reason-required', { path: '/reason' });
  const { pack, findings, sha256 } = await checkOwnPack(db, { text, sizes: [] });
  if (pack === undefined || sha256 === null) throw packInvalid(findings);
  return { ...(await loadPack(db, { content: pack, actorId, reason })), sha256 };
}
