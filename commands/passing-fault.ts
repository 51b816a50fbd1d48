import { isDatabaseAway } from '../db/database-away.ts';
import { isStaleStatement } from '../db/prepared-pool.ts';

/** Serialization and deadlock, lack of resources, intervention, the server's disk; a server that was a standby a moment ago. */
const PASSES = /^(40|53|55|57|58|25006$)/;

/** Whether a fault passes by itself: the database is away, busy, out of resources, or of another shape than a statement was prepared for. */
export function isPassingFault(error: unknown): boolean {
  const { code } = error as { readonly code?: unknown };
  return isDatabaseAway(error) || isStaleStatement(error) || (typeof code === 'string' && PASSES.test(code));
}
