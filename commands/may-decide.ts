import type { Db } from '../db/connection.ts';
import type { Trx } from '../db/in-transaction.ts';
import { type Unproven, unprovenAmong } from '../db/unproven.ts';
import { DomainError } from '../domain/errors.ts';

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

/** Who asked for something or approved it and has another address by now that nobody answered for: until somebody does it is not carried out. */
export async function unprovenDeciders(
  db: Db | Trx,
  { requested_by, approved_by = null }: Decided,
): Promise<readonly Unproven[]> {
  const employeeIds = [requested_by, approved_by].filter((id) => id !== null);
  return unprovenAmong(db, { employeeIds, cycleId: null });
}

/** @throws DomainError 'person-unconfirmed' with their numbers */
export async function assertDecidersProven(trx: Trx, decided: Decided): Promise<void> {
  assertNobody(await unprovenDeciders(trx, decided));
}

/**
 * Nobody gets a post or a role by an address that nobody answered for.
 * @throws DomainError 'person-unconfirmed' with their numbers
 */
export async function assertProven(
  db: Db | Trx,
  of: { readonly employeeIds: readonly string[]; readonly cycleId: string | null },
): Promise<void> {
  assertNobody(await unprovenAmong(db, of));
}

function assertNobody(unproven: readonly Unproven[]): void {
  if (unproven.length > 0)
    throw new DomainError('person-unconfirmed', { employeeNos: unproven.map(({ employeeNo }) => employeeNo) });
}
