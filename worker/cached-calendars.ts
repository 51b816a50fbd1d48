import type { BusinessCalendar } from '../domain/cycle/calendar.ts';
import type { Db } from '../db/connection.ts';
import { calendarAround } from '../db/holidays.ts';

export type Calendars = (at: string, timeZone: string) => Promise<BusinessCalendar>;

const MAX_AGE_MS = 60_000;

/** Business calendars around an instant; holidays are read again after a minute. */
export function cachedCalendars(db: Db): Calendars {
  const cache = new Map<string, { readonly until: number; readonly calendar: Promise<BusinessCalendar> }>();
  return (at, timeZone) => {
    const key = `${timeZone} ${at.slice(0, 10)}`;
    const known = cache.get(key);
    if (known !== undefined && known.until > Date.now()) return known.calendar;
    const calendar = calendarAround(db, at, timeZone);
    cache.clear();
    cache.set(key, { until: Date.now() + MAX_AGE_MS, calendar });
    calendar.catch(() => cache.delete(key));
    return calendar;
  };
}
