import type { Finding } from '../contracts/commands.ts';
import type { Db } from '../db/connection.ts';
import { notOfHr } from '../db/hr-people.ts';
import type { Trx } from '../db/in-transaction.ts';
import { unprovenAmong } from '../db/unproven.ts';
import { DomainError, type ErrorCode } from '../domain/errors.ts';

export interface Decider {
  /** Undefined: the operator's command line. */
  readonly actorId?: string | undefined;
  /** By whose clock; without it by any. */
  readonly cycleId?: string;
}

/**
 * Whoever decides about others has an address that somebody answered for.
 * @throws DomainError 'address-unconfirmed'
 */
export async function assertMayDecide(db: Db | Trx, { actorId, cycleId }: Decider): Promise<void> {
  if (actorId === undefined) return;
  const unproven = await unprovenAmong(db, { employeeIds: [actorId], cycleId: cycleId ?? null });
  if (unproven.length > 0) throw new DomainError('address-unconfirmed');
}

export interface Decided {
  readonly requested_by: string | null;
  readonly approved_by?: string | null;
}

/**
 * Why what somebody asked for or approved is not carried out now: they have another address by now that nobody answered for, or are of HR no longer.
 * It waits until that is otherwise. Undefined: nothing of that.
 */
export async function decidersFinding(
  db: Db | Trx,
  { requested_by, approved_by = null }: Decided,
): Promise<(Finding & { readonly code: ErrorCode }) | undefined> {
  const employeeIds = [requested_by, approved_by].filter((id) => id !== null);
  const unproven = await unprovenAmong(db, { employeeIds, cycleId: null });
  if (unproven.length > 0) return { code: 'person-unconfirmed', details: numbersOf(unproven) };
  const former = await notOfHr(db, employeeIds);
  return former.length === 0 ? undefined : { code: 'no-longer-of-hr', details: numbersOf(former) };
}

/** @throws DomainError 'person-unconfirmed', 'no-longer-of-hr' with their numbers */
export async function assertDecidersMay(trx: Trx, decided: Decided): Promise<void> {
  const found = await decidersFinding(trx, decided);
  if (found !== undefined) throw new DomainError(found.code, found.details);
}

/**
 * Nobody gets a post or a role by an address that nobody answered for.
 * @throws DomainError 'person-unconfirmed' with their numbers
 */
export async function assertProven(
  db: Db | Trx,
  of: { readonly employeeIds: readonly string[]; readonly cycleId: string | null },
): Promise<void> {
  const unproven = await unprovenAmong(db, of);
  if (unproven.length > 0) throw new DomainError('person-unconfirmed', numbersOf(unproven));
}

function numbersOf(people: readonly { readonly employeeNo: string }[]) {
  return { employeeNos: people.map(({ employeeNo }) => employeeNo) };
}
