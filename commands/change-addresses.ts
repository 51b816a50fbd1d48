import {
  type NewAddress,
  changedTooOften,
  endAccess,
  launchedClocks,
  neverSignedIn,
  recordChanges,
  takeBack,
  tellOfChanges,
  writeAddresses,
} from '../db/address-changes.ts';
import type { Trx } from '../db/in-transaction.ts';
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
 * Answers the ids of the changes.
 * @throws DomainError 'address-changed-today', 'address-of-hr'
 */
export async function changeAddresses(
  trx: Trx,
  { people, actorId, isObjection = false }: ChangedAddresses,
): Promise<readonly string[]> {
  const changes = await writeAddresses(trx, people);
  if (changes.length === 0) return [];
  const employeeIds = changes.map(({ employeeId }) => employeeId);
  const counts = await launchedClocks(trx);
  const [refused] = await notReaddressed(trx, { employeeIds, actorId });
  if (refused !== undefined) throw new DomainError(refused.code, { employeeNos: refused.employeeNos });
  const ids = await recordChanges(trx, { changes, actorId, counts });
  await takeBack(trx, employeeIds);
  await endAccess(trx, employeeIds);
  await tellOfChanges(trx, { changeIds: ids, isObjection });
  return ids;
}

export interface Readdressing {
  readonly employeeIds: readonly string[];
  readonly actorId: string | undefined;
}

export interface NotReaddressed {
  readonly code: 'address-changed-today' | 'address-of-hr';
  readonly employeeNos: readonly string[];
}

/**
 * To whom one account gives no address: it signs nobody out in this way all day long, and before the first launch, when no change counts, it gives none to one of
 * HR who has never signed in, as that would be another account of HR. Nobody for the operator.
 */
export async function notReaddressed(trx: Trx, { employeeIds, actorId }: Readdressing): Promise<readonly NotReaddressed[]> {
  if (actorId === undefined) return [];
  const counts = await launchedClocks(trx);
  const often = await changedTooOften(trx, { employeeIds, actorId });
  const ofHr = counts.includes('live') ? [] : await neverSignedIn(trx, employeeIds);
  return [
    { code: 'address-changed-today' as const, employeeNos: often },
    { code: 'address-of-hr' as const, employeeNos: ofHr },
  ].filter(({ employeeNos }) => employeeNos.length > 0);
}

/** Notes who was created once a cycle was launched: nobody has said yet that there is such a person. */
export async function noteCreated(trx: Trx, { people, actorId }: ChangedAddresses): Promise<void> {
  const counts = await launchedClocks(trx);
  if (people.length === 0 || counts.length === 0) return;
  await recordChanges(trx, { changes: people.map((one) => ({ ...one, before: null })), actorId, counts });
}
