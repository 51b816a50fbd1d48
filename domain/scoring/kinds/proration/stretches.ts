import { dayAfter, dayNumber, dayOf, endOfMonths } from '../../day.ts';
import type { Day } from '../../day.ts';

/** Two days, both included. */
export interface Span {
  readonly from: string;
  readonly to: string;
}
/** Days in a row without leave. */
export interface Stretch {
  readonly first: Day;
  readonly days: number;
}
interface Leave {
  readonly start: number;
  readonly end: number;
  /** The day after it. */
  readonly after: Day;
}

export function lengthOf({ from, to }: Span): number {
  return dayNumber(dayOf(to)) - dayNumber(dayOf(from)) + 1;
}

/** What is left of a posting when its leaves are cut out; each day is taken once (scoring.md PRO2). */
export function stretchesOf({ from, to }: Span, leaves: readonly Leave[]): readonly Stretch[] {
  const stretches: Stretch[] = [];
  const end = dayNumber(dayOf(to));
  let first = dayOf(from);
  let start = dayNumber(first);
  const until = (last: number) => {
    if (last >= start) stretches.push({ first, days: last - start + 1 });
  };
  for (const leave of leaves) {
    if (leave.end < start) continue;
    if (leave.start > end) break;
    until(leave.start - 1);
    [first, start] = [leave.after, leave.end + 1];
  }
  until(end);
  return stretches;
}

/** In the order of the calendar; they may overlap. */
export function sortedLeaves(leaves: readonly Span[]): readonly Leave[] {
  return leaves
    .map(({ from, to }) => ({ start: dayNumber(dayOf(from)), end: dayNumber(dayOf(to)), after: dayAfter(dayOf(to)) }))
    .sort((a, b) => a.start - b.start);
}

/** Whole months from the first day of a stretch, and the days left over (scoring.md PRO3). */
export function wholeMonths({ first, days }: Stretch): { readonly months: number; readonly left: number } {
  const end = dayNumber(first) + days - 1;
  let months = 0;
  while (endOfMonths(first, months + 1) <= end) months += 1;
  return { months, left: end - endOfMonths(first, months) };
}
