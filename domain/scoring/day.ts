const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether a text is a day of the calendar, written YYYY-MM-DD. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const { year, month, day } = dayOf(text);
  return day >= 1 && day <= daysIn(year, month);
}

/** How many days a month (1 to 12) has; 0 for any other. */
function daysIn(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeap ? 29 : (DAYS[month - 1] ?? 0);
}

/** A day of the calendar. */
export interface Day {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
}

/** Of a text as YYYY-MM-DD. */
export function dayOf(text: string): Day {
  const [year = 0, month = 1, day = 1] = text.split('-').map(Number);
  return { year, month, day };
}

/** Counts the days, one more for each: the difference of two is how far they are apart. */
export function dayNumber({ year, month, day }: Day): number {
  const before = DAYS.slice(0, month - 1).reduce((total, days) => total + days, 0) + (month > 2 ? daysIn(year, 2) - 28 : 0);
  return 365 * year + leapYearsBefore(year) + before + day;
}

export function dayAfter({ year, month, day }: Day): Day {
  if (day < daysIn(year, month)) return { year, month, day: day + 1 };
  return month < 12 ? { year, month: month + 1, day: 1 } : { year: year + 1, month: 1, day: 1 };
}

/**
 * The last day of `months` whole months from a day on: the day before the same day of the later month, or that month's last day if it has no
 * such day (Civil Act, art. 160).
 */
export function endOfMonths({ year, month, day }: Day, months: number): number {
  const index = year * 12 + month - 1 + months;
  const [laterYear, laterMonth] = [Math.floor(index / 12), (index % 12) + 1];
  const last = daysIn(laterYear, laterMonth);
  return dayNumber({ year: laterYear, month: laterMonth, day: Math.min(day, last) }) - (day <= last ? 1 : 0);
}

/** From the year 0, which is one. */
function leapYearsBefore(year: number): number {
  const last = year - 1;
  return Math.floor(last / 4) - Math.floor(last / 100) + Math.floor(last / 400) + 1;
}
