import { Temporal } from 'temporal-polyfill';
import type { LocalParts } from '../words/dates.ts';

/** An ISO instant as the clocks of the zone show it, for the words. */
export function localParts(instant: string, timeZone: string): LocalParts {
  const local = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone);
  const { year, month, day, dayOfWeek: weekday, hour, minute } = local;
  return { year, month, day, weekday, hour, minute, timeZone };
}

/** A local date (`2026-02-06`) as parts, at 00:00. */
export function dateParts(date: string, timeZone: string): LocalParts {
  const { year, month, day, dayOfWeek: weekday } = Temporal.PlainDate.from(date);
  return { year, month, day, weekday, hour: 0, minute: 0, timeZone };
}
