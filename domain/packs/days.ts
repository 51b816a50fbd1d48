import { addDays, dateIn } from '../cycle/calendar.ts';
import type { PackDay } from '../cycle/plan.ts';

// Days of a pack have no year of their own. Any year without 29 February orders them.
const COMPARED_IN = 2026;

/** A day of a pack as an ISO date of one and the same cycle: as text it sorts by time. */
export function comparable({ year, month, day }: PackDay): string {
  return dateIn({ year: COMPARED_IN + year, month, day });
}

/** The earliest date on which so many working days can be over, whatever the weekday and without a holiday. */
export function earliestAfter(day: PackDay, workingDays: number): string {
  const weekends = Math.floor(Math.max(0, workingDays - 1) / 5);
  return addDays(comparable(day), workingDays + 2 * weekends);
}
