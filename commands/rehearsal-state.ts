import type { Db } from '../db/connection.ts';
import { calendarAround } from '../db/holidays.ts';
import { ahead, getRehearsal, type RehearsalRow, type Waiting, waitingFor } from '../db/rehearsals.ts';
import { addDays, workingDayFrom } from '../domain/cycle/calendar.ts';
import { atLocal, compareInstants, localDate } from '../domain/cycle/instants.ts';
import { nextStep } from '../domain/cycle/rehearsal-steps.ts';
import { DIGEST_TIME } from './advance-rehearsal-clock.ts';

export interface RehearsalState {
  readonly id: string;
  readonly name: string;
  readonly now: string;
  /** Nothing is under way: the clock may move. */
  readonly quiet: boolean;
  readonly waitingFor: readonly Waiting[];
  /** The next instant of the clock's steps at which something happens by itself. */
  readonly next: string | null;
  readonly cycles: RehearsalRow['cycles'];
}

/** Where a rehearsal stands, as the conductor of a demo asks. @throws DomainError 'not-found' */
export async function rehearsalState(db: Db, rehearsalId: string): Promise<RehearsalState> {
  const [rehearsal, waiting] = await Promise.all([getRehearsal(db, rehearsalId), waitingFor(db, rehearsalId)]);
  const { id, name, now, timeZone, cycles } = rehearsal;
  // Only now: what is under way may still bring something ahead.
  const { candidates, named, hasOpenTasks } = await ahead(db, rehearsalId);
  const digests = hasOpenTasks ? [await nextDigest(db, now, timeZone)] : [];
  const next = nextStep({ now, candidates: [...candidates, ...digests], named, timeZone });
  return { id, name, now, quiet: waiting.length === 0, waitingFor: waiting, next: next ?? null, cycles };
}

async function nextDigest(db: Db, now: string, timeZone: string): Promise<string> {
  const calendar = await calendarAround(db, now, timeZone);
  const at = (date: string) => atLocal(workingDayFrom(date, calendar), DIGEST_TIME, timeZone);
  const today = localDate(now, timeZone);
  return compareInstants(at(today), now) > 0 ? at(today) : at(addDays(today, 1));
}
