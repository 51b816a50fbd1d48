import type { Db } from '../db/connection.ts';
import type { Trx } from '../db/in-transaction.ts';
import { isSamePerson } from '../db/own-case.ts';
import { DomainError } from '../domain/errors.ts';
import type { Touched } from '../domain/two-persons/own-case.ts';
import { assertDecidersMay } from './may-decide.ts';
import { type Deciding, ownCaseFinding } from './two-persons.ts';

// What requests about roles and about who has left have in common: one of HR asks, another one says yes.

/** @throws DomainError 'own-case' where it concerns one of them */
export async function assertNotOwn(trx: Trx, deciding: Deciding): Promise<void> {
  const own = await ownCaseFinding(trx, deciding);
  if (own !== undefined) throw new DomainError('own-case', own.details);
}

export interface Approving {
  readonly request: { readonly id: string; readonly requested_by: string };
  readonly touched: Touched;
  readonly actorId: string;
}

/** @throws DomainError 'second-person-needed', 'own-case', 'person-unconfirmed' or 'no-longer-of-hr' (who asked, by now) */
export async function assertMayApprove(trx: Trx, { request, touched, actorId }: Approving): Promise<void> {
  const { id: requestId, requested_by: requesterId } = request;
  if (await isSamePerson(trx, requesterId, actorId)) throw new DomainError('second-person-needed', { requestId });
  await assertNotOwn(trx, { touched, people: [requesterId, actorId], askedBy: requesterId });
  await assertDecidersMay(trx, request);
}

export interface Reading {
  readonly touched: Touched;
  readonly requesterId: string;
  readonly readerId: string;
}

/** What one of HR may do about a request that waits. */
export async function mayDecide(
  db: Db,
  { touched, requesterId, readerId }: Reading,
): Promise<{ readonly approve: boolean; readonly undo: boolean }> {
  const own = await ownCaseFinding(db, { touched, people: [readerId], askedBy: requesterId });
  if (own !== undefined) return { approve: false, undo: false };
  return { approve: !(await isSamePerson(db, requesterId, readerId)), undo: true };
}
