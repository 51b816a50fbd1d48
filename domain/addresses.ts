import { addWorkingDays, type BusinessCalendar } from './cycle/calendar.ts';
import { endOfDay, localDate } from './cycle/instants.ts';

// Whoever holds a mailbox signs in as whose address it is. So an address that changed proves nobody until it is answered for, and neither does that of
// somebody who was created a moment ago: they decide nothing about others, and nobody gives them a post.

/** Working days after the day on which somebody was created for which they are new, unless the installation says other. */
export const NEW_FOR_WORKING_DAYS = 3;

/** What the holder of the old address may say, by its link. */
export const ADDRESS_ANSWERS = ['confirmed', 'objected'] as const;
export type AddressAnswer = (typeof ADDRESS_ANSWERS)[number];

/**
 * Whose mail an address gets: in lower case, without the +tag that whoever has a mailbox makes up. As `mailbox_of` of the database does. For what is refused
 * to one person; what an account may do goes by its whole address.
 */
export function mailboxOf(address: string): string {
  return address.toLowerCase().replace(/^([^+@]+)\+[^@]*/, '$1');
}

export interface Created {
  readonly at: string;
  readonly calendar: BusinessCalendar;
  readonly workingDays: number;
}

/** Until when somebody who is created now is new: 24:00 of the last of the working days. */
export function newUntil({ at, calendar, workingDays }: Created): string {
  const { timeZone } = calendar;
  return endOfDay(addWorkingDays(localDate(at, timeZone), workingDays, calendar), timeZone);
}
