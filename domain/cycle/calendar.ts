import { Temporal } from 'temporal-polyfill';

/** A public holiday: ISO date and its official name. */
export interface Holiday {
  readonly date: string;
  readonly name: string;
}

/** Which days are worked, and in which time zone a day begins. */
export interface BusinessCalendar {
  readonly timeZone: string;
  readonly holidays: ReadonlyMap<string, string>;
}

export const DAY_OFF_REASONS = ['saturday', 'sunday', 'holiday'] as const;
export type DayOffReason = (typeof DAY_OFF_REASONS)[number];

export interface DayOff {
  readonly date: string;
  readonly reason: DayOffReason;
  /** Of a holiday. */
  readonly name?: string;
}

export function businessCalendar(holidays: readonly Holiday[], timeZone: string): BusinessCalendar {
  return { timeZone, holidays: new Map(holidays.map(({ date, name }) => [date, name])) };
}

/** Whether this is a time zone that the platform knows. */
export function isTimeZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}

/** 1 is Monday, 7 is Sunday. */
export function weekday(date: string): number {
  return Temporal.PlainDate.from(date).dayOfWeek;
}

/** An ISO date; a day beyond the month's end is its last day. */
export function dateIn({ year, month, day }: { readonly year: number; readonly month: number; readonly day: number }): string {
  return Temporal.PlainDate.from({ year, month, day }, { overflow: 'constrain' }).toString();
}

export function addDays(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** Why nobody works on this day; a holiday's name comes before the weekend. Undefined on a working day. */
export function dayOff(date: string, calendar: BusinessCalendar): DayOff | undefined {
  const name = calendar.holidays.get(date);
  if (name !== undefined) return { date, reason: 'holiday', name };
  const day = weekday(date);
  if (day < 6) return undefined;
  return { date, reason: day === 6 ? 'saturday' : 'sunday' };
}

export function isWorkingDay(date: string, calendar: BusinessCalendar): boolean {
  return dayOff(date, calendar) === undefined;
}

/** The days off in a row from this day on; empty if it is worked. */
export function daysOffFrom(date: string, calendar: BusinessCalendar): readonly DayOff[] {
  const off: DayOff[] = [];
  for (let day = dayOff(date, calendar); day !== undefined; day = dayOff(addDays(date, off.length), calendar)) off.push(day);
  return off;
}

/** The day itself if it is worked, else the next one that is: the Korean Civil Act, art. 161. */
export function workingDayFrom(date: string, calendar: BusinessCalendar): string {
  return addDays(date, daysOffFrom(date, calendar).length);
}

/** The first working day after this day. */
export function nextWorkingDay(date: string, calendar: BusinessCalendar): string {
  return workingDayFrom(addDays(date, 1), calendar);
}

/** The n-th working day after this day (not counted itself); 0 gives the day as it is. */
export function addWorkingDays(date: string, count: number, calendar: BusinessCalendar): string {
  let day = date;
  for (let left = count; left > 0; left -= 1) day = nextWorkingDay(day, calendar);
  return day;
}

/** The date so many working days before the date, which itself does not count. */
export function workingDaysBefore(date: string, count: number, calendar: BusinessCalendar): string {
  let day = date;
  for (let left = count; left > 0;) {
    day = addDays(day, -1);
    if (isWorkingDay(day, calendar)) left -= 1;
  }
  return day;
}

/** Working days after `from` up to and with `to`; 0 if `to` is not later. */
export function workingDaysBetween(from: string, to: string, calendar: BusinessCalendar): number {
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorkingDay(day, calendar)) count += 1;
  return count;
}
