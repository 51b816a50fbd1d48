import type { PeopleColumn } from '../domain/people-columns.ts';
import { clocks } from '../db/address-changes.ts';
import type { Trx } from '../db/in-transaction.ts';
import { ownOf } from '../db/own-case.ts';
import { DomainError } from '../domain/errors.ts';
import { NOTHING_TOUCHED, ownCaseOf } from '../domain/two-persons/own-case.ts';

/** Accounts that somebody may not change as they like: their own, and those of who rates or reviews them. */
interface OwnAccounts {
  readonly own: readonly string[];
  readonly above: readonly string[];
}

/** Undefined: nobody's yet. What is set up before the first launch, and what the operator does, is free. */
async function ownAccounts(trx: Trx, actorId: string | undefined): Promise<OwnAccounts | undefined> {
  if (actorId === undefined || (await clocks(trx)).every(({ launched }) => !launched)) return undefined;
  const { accounts, above } = await ownOf(trx, { employeeId: actorId });
  return { own: accounts, above };
}

export interface AddressOf {
  readonly actorId: string | undefined;
  readonly employeeId: string;
}

/** Nobody changes their own address, nor that of who rates or reviews them: another one of HR does. @throws DomainError 'own-case' */
export async function assertNotOwnAddress(trx: Trx, { actorId, employeeId }: AddressOf): Promise<void> {
  const found = await ownAccounts(trx, actorId);
  if (found === undefined) return;
  const own = { accounts: found.own, above: found.above, evaluations: [], groups: [], cards: [] };
  const concerns = ownCaseOf({ ...NOTHING_TOUCHED, people: [employeeId] }, own);
  if (concerns !== undefined) throw new DomainError('own-case', { concerns });
}

/** What of one's own case a list of people decides. */
const OF_ONESELF: readonly string[] = [
  'email',
  'unit',
  'grade',
  'rater_no',
  'reviewer_no',
  'group',
] satisfies readonly PeopleColumn[];
const OF_WHO_IS_ABOVE: readonly string[] = ['email'] satisfies readonly PeopleColumn[];

export interface ChangedPerson {
  readonly employeeId: string | undefined;
  readonly changed: readonly string[];
}

/** The column of a change that is not for who imports to make; undefined: none. */
export async function ownColumnsIn(
  trx: Trx,
  actorId: string | undefined,
): Promise<(person: ChangedPerson) => string | undefined> {
  const found = await ownAccounts(trx, actorId);
  return ({ employeeId, changed }) => {
    if (found === undefined || employeeId === undefined) return undefined;
    if (found.own.includes(employeeId)) return changed.find((column) => OF_ONESELF.includes(column));
    return found.above.includes(employeeId) ? changed.find((column) => OF_WHO_IS_ABOVE.includes(column)) : undefined;
  };
}
