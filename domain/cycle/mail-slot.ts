import { isWorkingDay, nextWorkingDay } from './calendar.ts';
import type { BusinessCalendar } from './calendar.ts';
import { atLocal, compareInstants, localDate } from './instants.ts';

export interface MailHours {
  readonly mailFrom: string;
  readonly mailUntil: string;
}

const OFFICE: MailHours = { mailFrom: '09:00', mailUntil: '17:30' };

/** When a first mail may go: at the instant itself inside the mail hours of a working day (both ends included), else when the next ones begin. */
export function mailSlot(instant: string, calendar: BusinessCalendar, hours: MailHours = OFFICE): string {
  const date = localDate(instant, calendar.timeZone);
  const from = (day: string) => atLocal(day, hours.mailFrom, calendar.timeZone);
  if (!isWorkingDay(date, calendar)) return from(nextWorkingDay(date, calendar));
  if (compareInstants(instant, from(date)) < 0) return from(date);
  if (compareInstants(instant, atLocal(date, hours.mailUntil, calendar.timeZone)) > 0)
    return from(nextWorkingDay(date, calendar));
  return instant;
}
