import type { IfSilent } from '../tasks/kinds.ts';
import { addDays, addWorkingDays, workingDayFrom } from './calendar.ts';
import type { BusinessCalendar } from './calendar.ts';
import { atLocal, endOfDay, latest, localDate } from './instants.ts';

export interface DeadlineFacts {
  /** The window's own due instant. */
  readonly windowDueAt: string;
  readonly windowOpensAt: string;
  readonly launchedAt: string;
  readonly openedAt: string;
  readonly newcomerDays?: number | undefined;
  readonly leastWorkingDays: number;
  /** Local time at which a working day's deadlines fall, `18:00`. */
  readonly dueTime: string;
  readonly calendar: BusinessCalendar;
}

/**
 * When a task is due: the latest of the window's date, the launch plus `newcomerDays`, the opening plus `leastWorkingDays`; the computed
 * ones at the due time of a working day. Only somebody launched after the window's opening day is a newcomer: those who start
 * with everybody keep everybody's date.
 */
export function dueAt(facts: DeadlineFacts): string {
  const { calendar, dueTime } = facts;
  const at = (date: string) => atLocal(workingDayFrom(date, calendar), dueTime, calendar.timeZone);
  const dueDates: [string, ...string[]] = [facts.windowDueAt];
  const launchedOn = localDate(facts.launchedAt, calendar.timeZone);
  if (facts.newcomerDays !== undefined && launchedOn > localDate(facts.windowOpensAt, calendar.timeZone)) {
    dueDates.push(at(addDays(launchedOn, facts.newcomerDays)));
  }
  if (facts.leastWorkingDays > 0) {
    dueDates.push(at(addWorkingDays(localDate(facts.openedAt, calendar.timeZone), facts.leastWorkingDays, calendar)));
  }
  return latest(dueDates);
}

export interface AcceptanceFacts {
  readonly ifSilent: IfSilent;
  readonly dueAt: string;
  /** The pack's `acceptedUntil`. */
  readonly mode: 'end-of-day' | 'due';
  readonly timeZone: string;
}

/** The instant from which closing is refused, or `infinity` (as Postgres writes it) where people decide about silence. */
export function acceptedUntil({ ifSilent, dueAt: due, mode, timeZone }: AcceptanceFacts): string {
  if (ifSilent === 'asks-superior' || ifSilent === 'hr-decides') return 'infinity';
  return mode === 'due' ? due : endOfDay(localDate(due, timeZone), timeZone);
}
