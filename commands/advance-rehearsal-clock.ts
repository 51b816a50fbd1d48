import { audit } from '../db/audit.ts';
import type { Db } from '../db/connection.ts';
import { calendarAround } from '../db/holidays.ts';
import { inTransaction } from '../db/in-transaction.ts';
import { getRehearsal, pokeLookers, timeZonesOf } from '../db/rehearsals.ts';
import { addDays, type BusinessCalendar, isWorkingDay } from '../domain/cycle/calendar.ts';
import { atLocal, compareInstants, localDate } from '../domain/cycle/instants.ts';
import { DomainError } from '../domain/errors.ts';
import { type DueRequests, executeDueRequests } from './execute-due-requests.ts';
import { assertMayDecide } from './may-decide.ts';
import { requestDigest } from './request-digest.ts';

export const DIGEST_TIME = '09:00';

export interface AdvanceClock {
  readonly rehearsalId: string;
  /** An instant, not before the clock's own. */
  readonly to: string;
  readonly actorId?: string | undefined;
  /** Told of what breaks in a request whose instant has come; the clock has moved all the same. */
  readonly onFault?: DueRequests['onFault'];
}

/**
 * Moves a rehearsal's clock forward: whoever has something to look at is woken, the digest of a working day is asked for when the clock passes 09:00 where its cycles are;
 * then requests whose instant has come are carried out.
 * @throws DomainError 'not-found', 'rehearsal-clock-backwards' with the clock's instant
 */
export async function advanceRehearsalClock(
  db: Db,
  { rehearsalId, to, actorId, onFault }: AdvanceClock,
): Promise<{ now: string }> {
  const moved = await inTransaction(db, async (trx) => {
    await assertMayDecide(trx, { actorId });
    const locked = await trx
      .selectFrom('rehearsal')
      .select('now_at')
      .where('id', '=', rehearsalId)
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (locked === undefined) throw new DomainError('not-found', { rehearsalId });
    const before = locked.now_at;
    if (compareInstants(to, before) < 0) throw new DomainError('rehearsal-clock-backwards', { now: before, to });
    const now = new Date(to).toISOString();
    await trx.updateTable('rehearsal').set({ now_at: now }).where('id', '=', rehearsalId).execute();
    const poked = await pokeLookers(trx, rehearsalId);
    for (const timeZone of timeZonesOf(await getRehearsal(trx, rehearsalId))) {
      const calendar = await calendarAround(trx, now, timeZone);
      if (lastDigest(before, now, calendar) !== undefined) await requestDigest(trx, { clock: rehearsalId, timeZone });
    }
    await audit(trx, {
      what: 'rehearsal.clock-moved',
      subject: rehearsalId,
      actor: actorId,
      details: { from: before, to: now, poked },
    });
    return { now };
  });
  await executeDueRequests(db, { rehearsalId, ...(onFault && { onFault }) });
  return moved;
}

/** The last 09:00 of a working day after the one instant up to the other. */
export function lastDigest(after: string, upTo: string, calendar: BusinessCalendar): string | undefined {
  for (let day = localDate(upTo, calendar.timeZone), n = 0; n < 7; day = addDays(day, -1), n += 1) {
    const at = atLocal(day, DIGEST_TIME, calendar.timeZone);
    if (compareInstants(at, after) <= 0) return undefined;
    if (compareInstants(at, upTo) <= 0 && isWorkingDay(day, calendar)) return at;
  }
  return undefined;
}
