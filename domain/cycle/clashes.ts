import { addDays, daysOffFrom } from './calendar.ts';
import type { BusinessCalendar, DayOff } from './calendar.ts';
import { localDate } from './instants.ts';
import type { CyclePlan } from './plan.ts';

/** A deadline on the last working day before a stretch of holidays. */
export interface Clash {
  readonly phase: string;
  readonly kind: string;
  readonly dueOn: string;
  readonly daysOff: readonly DayOff[];
}

/** Three days: an ordinary weekend is none, a weekend with a holiday is. */
const LONG = 3;

/** Deadlines after which people are away for three days or more because of a holiday, for the launch preview. */
export function clashes(plan: CyclePlan, calendar: BusinessCalendar): readonly Clash[] {
  return plan.phases.flatMap((phase) =>
    Object.entries(phase.dueAt).flatMap(([kind, instant]) => {
      const dueOn = localDate(instant, calendar.timeZone);
      const daysOff = daysOffFrom(addDays(dueOn, 1), calendar);
      const isLong = daysOff.length >= LONG && daysOff.some((day) => day.reason === 'holiday');
      return isLong ? [{ phase: phase.key, kind, dueOn, daysOff }] : [];
    }),
  );
}
