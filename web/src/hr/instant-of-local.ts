import { localParts } from '../words/local-parts.ts';

/** The instant at which the clocks of a time zone show `2026-02-06T09:00`. */
export function instantOfLocal(local: string, timeZone: string): string {
  const wanted = Date.parse(`${local}Z`);
  const { year, month, day, hour, minute } = localParts(new Date(wanted).toISOString(), timeZone);
  const shownThere = Date.UTC(year, month - 1, day, hour, minute);
  return new Date(wanted - (shownThere - wanted)).toISOString();
}

/** What an input of date and time shows for an instant. */
export function localOfInstant(instant: string, timeZone: string): string {
  const { year, month, day, hour, minute } = localParts(instant, timeZone);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
}
