import type { Access } from '../db/reading/relations.ts';
import type { Route } from '../contracts/api/route.ts';
import type { Call } from './serve.ts';

export interface Seen {
  readonly evaluationId: string | null;
  readonly what: string;
  readonly purpose?: string | undefined;
}

/** A line of the access log: who, whose, from where, what for. */
export function accessBy<R extends Route>({ caller, request }: Call<R>, { evaluationId, what, purpose }: Seen): Access {
  return { actorId: caller.employeeId, evaluationId, what, purpose, requestId: request.id, address: request.ip };
}
