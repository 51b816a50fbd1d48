import type { Db } from '../db/connection.ts';
import { calendarAround } from '../db/holidays.ts';
import { type DigestsAhead, ahead, getRehearsal, type RehearsalRow, type Waiting, waitingFor } from '../db/rehearsals.ts';
import { nextWorkingDay, workingDayFrom, workingDaysBefore } from '../domain/cycle/calendar.ts';
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
  const { candidates, named, digests } = await ahead(db, rehearsalId);
  const mornings = await Promise.all(digests.map((ofZone) => digestMornings(db, now, ofZone)));
  const next = nextStep({ now, candidates: [...candidates, ...mornings.flat()], named, timeZone });
  return { id, name, now, quiet: waiting.length === 0, waitingFor: waiting, next: next ?? null, cycles };
}

/** Mornings whose digest has something to tell: what is new or late each day, else on the working day before it is due, and when it is late. */
async function digestMornings(db: Db, now: string, { timeZone, hasNews, dueAts }: DigestsAhead): Promise<readonly string[]> {
  if (dueAts.length === 0) return [];
  const calendar = await calendarAround(db, now, timeZone);
  const onDay = (date: string) => atLocal(date, DIGEST_TIME, timeZone);
  const from = (instant: string) => {
    const today = onDay(workingDayFrom(localDate(instant, timeZone), calendar));
    return compareInstants(today, instant) >= 0 ? today : onDay(nextWorkingDay(localDate(instant, timeZone), calendar));
  };
  if (hasNews) return [from(new Date(Date.parse(now) + 1).toISOString())];
  return dueAts.flatMap((due) => [onDay(workingDaysBefore(localDate(due, timeZone), 1, calendar)), from(due)]);
}
