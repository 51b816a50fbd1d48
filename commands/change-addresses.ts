import {
  type NewAddress,
  clocks,
  endAccess,
  recordChanges,
  takeBack,
  tellOfChanges,
  writeAddresses,
} from '../db/address-changes.ts';
import { calendarAround } from '../db/holidays.ts';
import type { Trx } from '../db/in-transaction.ts';
import { NEW_FOR_WORKING_DAYS, newUntil } from '../domain/addresses.ts';

export interface ChangedAddresses {
  readonly people: readonly NewAddress[];
  /** Undefined: the operator's command line, or the old address that objected. */
  readonly actorId?: string | undefined;
  /** For how many working days who is created is new. */
  readonly newForDays?: number | undefined;
}

/**
 * The only way in which an address changes: sessions and links of the person end, the old and the new address are told, and until the old one or a
 * second person confirms it the account decides nothing about others. An address that differs in upper case only is no change.
 * Answers the ids of the changes.
 */
export async function changeAddresses(trx: Trx, { people, actorId, newForDays }: ChangedAddresses): Promise<readonly string[]> {
  const changes = await writeAddresses(trx, people);
  if (changes.length === 0) return [];
  const employeeIds = changes.map(({ employeeId }) => employeeId);
  const news = await newness(trx, newForDays);
  const ids = await recordChanges(trx, { changes, actorId, ...news });
  await takeBack(trx, { employeeIds, clocks: Object.keys(news.counts) });
  await endAccess(trx, employeeIds);
  await tellOfChanges(trx, ids);
  return ids;
}

/** Notes who was created: while a cycle runs they are new for some working days. */
export async function noteCreated(trx: Trx, { people, actorId, newForDays }: ChangedAddresses): Promise<void> {
  const { counts, newUntil: until } = await newness(trx, newForDays);
  if (people.length === 0 || Object.keys(counts).length === 0) return;
  await recordChanges(trx, { changes: people.map((one) => ({ ...one, before: null })), actorId, counts, newUntil: until });
}

/** Until when somebody is new, by every clock on which a cycle has been launched, and by the database's. */
async function newness(trx: Trx, workingDays = NEW_FOR_WORKING_DAYS) {
  const untils = new Map<string, string>();
  const all = await clocks(trx);
  for (const { clock, now, timeZone } of all)
    untils.set(clock, newUntil({ at: now, calendar: await calendarAround(trx, now, timeZone), workingDays }));
  const launched = all.filter((one) => one.launched).map(({ clock }) => [clock, untils.get(clock) ?? '']);
  return { counts: Object.fromEntries(launched) as Record<string, string>, newUntil: untils.get('live') ?? '' };
}
