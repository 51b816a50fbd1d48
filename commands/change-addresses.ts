import {
  type NewAddress,
  endAccess,
  launchedClocks,
  recordChanges,
  takeBack,
  tellOfChanges,
  writeAddresses,
} from '../db/address-changes.ts';
import type { Trx } from '../db/in-transaction.ts';
import { changedTwiceBy } from '../db/hr-people.ts';
import { DomainError } from '../domain/errors.ts';

export interface ChangedAddresses {
  readonly people: readonly NewAddress[];
  /** Undefined: the operator's command line, or the old address that objected. */
  readonly actorId?: string | undefined;
  /** The old address takes a change back: nobody answers for that by a link. */
  readonly isObjection?: boolean;
}

/**
 * The only way in which an address changes: sessions and links of the person end, the old and the new address are told, and until the old one or a
 * second person confirms it the account decides nothing about others. An address that differs in upper case only is no change.
 * Answers the ids of the changes. One account signs somebody of HR out in this way twice in a day: it changes an address and
 * puts it back.
 * @throws DomainError 'address-changed-today'
 */
export async function changeAddresses(
  trx: Trx,
  { people, actorId, isObjection = false }: ChangedAddresses,
): Promise<readonly string[]> {
  const changes = await writeAddresses(trx, people);
  if (changes.length === 0) return [];
  const employeeIds = changes.map(({ employeeId }) => employeeId);
  const counts = await launchedClocks(trx);
  if (actorId !== undefined && counts.length > 0) {
    const employeeNos = await changedTwiceBy(trx, { employeeIds, actorId });
    if (employeeNos.length > 0) throw new DomainError('address-changed-today', { employeeNos });
  }
  const ids = await recordChanges(trx, { changes, actorId, counts });
  await takeBack(trx, { employeeIds, clocks: counts });
  await endAccess(trx, employeeIds);
  await tellOfChanges(trx, { changeIds: ids, isObjection });
  return ids;
}

/** Notes who was created once a cycle was launched: nobody has said yet that there is such a person. */
export async function noteCreated(trx: Trx, { people, actorId }: ChangedAddresses): Promise<void> {
  const counts = await launchedClocks(trx);
  if (people.length === 0 || counts.length === 0) return;
  await recordChanges(trx, { changes: people.map((one) => ({ ...one, before: null })), actorId, counts });
}
