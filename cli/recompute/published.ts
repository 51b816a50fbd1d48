import { type Recomputed, recomputeCycle } from '../../commands/recompute-cycle.ts';
import type { Db } from '../../db/connection.ts';
import { getCycle } from '../../db/cycles.ts';
import { DomainError } from '../../domain/errors.ts';

/** @throws DomainError 'not-found' for an unknown cycle, and for one whose results are not out */
export async function recomputePublished(db: Db, cycleId: string): Promise<Recomputed> {
  const { published_at: publishedAt, now } = await getCycle(db, cycleId);
  if (publishedAt === null || publishedAt > now) throw new DomainError('not-found', { cycleId, reason: 'not-published' });
  return recomputeCycle(db, cycleId);
}
