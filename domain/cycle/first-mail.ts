import { addDays } from './calendar.ts';
import type { BusinessCalendar } from './calendar.ts';
import { atLocal, localDate } from './instants.ts';
import { mailSlot } from './mail-slot.ts';
import type { MailHours } from './mail-slot.ts';

/** How long a first mail waits by the cycle's clock, so that later tasks of its kind join it. */
export const FIRST_MAIL_WAITS_MS = 10 * 60_000;

/** Days of leave, both ends included. */
export interface DaysAway {
  readonly from: string;
  readonly to: string;
}

export interface FirstMailFacts {
  /** The earliest instant. */
  readonly from: string;
  readonly calendar: BusinessCalendar;
  readonly hours: MailHours;
  readonly away: readonly DaysAway[];
  /** Instants of the mails that this person gets already. */
  readonly others: readonly string[];
  readonly perDay: number;
}

/** The instant at which a mail that was asked for at this one has waited. */
export function afterWaiting(instant: string, waitsMs = FIRST_MAIL_WAITS_MS): string {
  return new Date(Date.parse(instant) + waitsMs).toISOString();
}

/** When a mail may go: in the mail hours of a working day, never during leave, never more than `perDay` a day. */
export function firstMailAt({ from, calendar, hours, away, others, perDay }: FirstMailFacts): string {
  const { timeZone } = calendar;
  const morningAfter = (date: string) => atLocal(addDays(date, 1), hours.mailFrom, timeZone);
  const taken = others.map((other) => localDate(other, timeZone));
  for (let at = mailSlot(from, calendar, hours); ;) {
    const date = localDate(at, timeZone);
    const leave = away.find((days) => days.from <= date && date <= days.to);
    const isFull = taken.filter((other) => other === date).length >= perDay;
    if (leave === undefined && !isFull) return at;
    at = mailSlot(morningAfter(leave?.to ?? date), calendar, hours);
  }
}
