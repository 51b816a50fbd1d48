import type { Route } from '../contracts/api/route.ts';
import type { Db } from '../db/connection.ts';
import { type Access, evaluationRelation } from '../db/reading/relations.ts';
import type { AccessKind } from '../domain/access-kinds.ts';
import type { Relation } from '../domain/permissions.ts';
import type { Call } from './serve.ts';

export interface Seen {
  readonly evaluationId: string | null;
  readonly what: AccessKind;
  readonly purpose?: string | undefined;
}

/** A line of the access log: who, whose, from where, what for. */
export function accessBy<R extends Route>({ caller, request }: Call<R>, { evaluationId, what, purpose }: Seen): Access {
  return { actorId: caller.employeeId, evaluationId, what, purpose, requestId: request.id, address: request.ip };
}

/** What somebody is to an evaluation, by the record. */
export async function relationsTo(
  db: Db,
  asked: { readonly evaluationId: string; readonly employeeId: string },
): Promise<readonly Relation[]> {
  const found = await evaluationRelation(db, asked);
  return [...(found?.owner ? ['owner' as const] : []), ...(found?.chain ? ['chain' as const] : [])];
}
