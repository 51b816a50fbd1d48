import type { Trx } from '../db/in-transaction.ts';
import { roleMailboxes } from '../db/role-mailboxes.ts';
import { mailboxOf } from '../domain/addresses.ts';

export interface GivenAddress {
  /** Undefined: a new person. */
  readonly before: { readonly id: string; readonly email: string } | undefined;
  readonly email: string;
}

/**
 * Whose mailbox an address is, by employee number, where that is somebody else with a role: sign-in mails of other accounts would bury theirs. Nobody's
 * for the operator, who decides which people share one, for who asks, and for an account that has the mailbox already.
 */
export async function roleHoldersIn(trx: Trx, actorId: string | undefined): Promise<(given: GivenAddress) => string | undefined> {
  if (actorId === undefined) return () => undefined;
  const holders = Map.groupBy(await roleMailboxes(trx, actorId), ({ mailbox }) => mailbox);
  return ({ before, email }) => {
    const mailbox = mailboxOf(email);
    if (before !== undefined && mailboxOf(before.email) === mailbox) return undefined;
    const found = holders.get(mailbox) ?? [];
    return found.some(({ employeeId }) => employeeId === before?.id) ? undefined : found[0]?.employeeNo;
  };
}
