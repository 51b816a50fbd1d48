import { createHash } from 'node:crypto';
import type { Route } from '../contracts/api/route.ts';
import type { Db } from '../db/connection.ts';
import { type Access, evaluationRelation } from '../db/reading/relations.ts';
import type { AccessKind } from '../domain/access-kinds.ts';
import type { LookedFor } from '../domain/purposes.ts';
import type { Relation } from '../domain/permissions.ts';
import type { Call } from './serve.ts';

export interface Seen {
  readonly evaluationId: string | null;
  readonly what: AccessKind;
  readonly lookedFor?: LookedFor | undefined;
}

/** A line of the access log: who, whose, from where, what for. */
export function accessBy<R extends Route>({ caller, request }: Call<R>, { evaluationId, what, lookedFor }: Seen): Access {
  // By its hash, as sessions are kept: who reads the log cannot use it.
  const session = createHash('sha256').update(request.session.sessionId).digest('hex');
  return { actorId: caller.employeeId, evaluationId, what, lookedFor, session, requestId: request.id, address: request.ip };
}

/** What somebody is to an evaluation, by the record. */
export async function relationsTo(
  db: Db,
  asked: { readonly evaluationId: string; readonly employeeId: string },
): Promise<readonly Relation[]> {
  const found = await evaluationRelation(db, asked);
  return [...(found?.owner ? ['owner' as const] : []), ...(found?.chain ? ['chain' as const] : [])];
}
