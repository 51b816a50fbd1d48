import { Temporal } from 'temporal-polyfill';

// Instants are UTC with milliseconds (`2026-02-06T09:00:00.000Z`), the form of Date.toISOString: as text they sort by time.

function iso(instant: Temporal.Instant): string {
  return instant.toString({ fractionalSecondDigits: 3 });
}

/** The instant at which clocks in the zone show this time on this day; `24:00` is the end of the day. */
export function atLocal(date: string, time: string, timeZone: string): string {
  if (time === '24:00') return endOfDay(date, timeZone);
  return iso(Temporal.PlainDate.from(date).toZonedDateTime({ timeZone, plainTime: time }).toInstant());
}

/** 24:00 of the day, which is the start of the next one. */
export function endOfDay(date: string, timeZone: string): string {
  return iso(Temporal.PlainDate.from(date).add({ days: 1 }).toZonedDateTime(timeZone).toInstant());
}

export function localDate(instant: string, timeZone: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/** The local day of the moment before: the last day of a window that closes at its 24:00. */
export function lastDayBefore(instant: string, timeZone: string): string {
  return localDate(iso(Temporal.Instant.from(instant).subtract({ milliseconds: 1 })), timeZone);
}

/** `HH:MM` in the zone, seconds cut off. */
export function localTime(instant: string, timeZone: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainTime().toString({ smallestUnit: 'minute' });
}

/** Negative if `a` is earlier, whatever the texts' precision. */
export function compareInstants(a: string, b: string): number {
  return Temporal.Instant.compare(a, b);
}

export function latest(instants: readonly [string, ...string[]]): string {
  return instants.reduce((last, one) => (compareInstants(one, last) > 0 ? one : last));
}
