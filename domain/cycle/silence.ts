import type { IfSilent } from '../tasks/kinds.ts';
import { addWorkingDays, workingDaysBetween } from './calendar.ts';
import type { BusinessCalendar } from './calendar.ts';
import { compareInstants, localDate } from './instants.ts';

/** The pack's `escalation`. */
export interface EscalationRule {
  readonly superiorAfterWorkingDays: number;
  readonly hrAfterWorkingDays: number;
  /** For kinds about whose silence HR decides at once. */
  readonly hrDirectlyAfterWorkingDays: number;
}

export interface SilenceFacts {
  readonly dueAt: string;
  readonly ifSilent: IfSilent;
  readonly rule: EscalationRule;
  readonly calendar: BusinessCalendar;
}

/** The local dates on which silence is told to somebody; none for kinds that end by silence. */
export interface SilenceDates {
  readonly superiorOn?: string;
  readonly hrOn?: string;
}

export function silenceDates({ dueAt, ifSilent, rule, calendar }: SilenceFacts): SilenceDates {
  const after = (days: number) => addWorkingDays(localDate(dueAt, calendar.timeZone), days, calendar);
  if (ifSilent === 'asks-superior') {
    return { superiorOn: after(rule.superiorAfterWorkingDays), hrOn: after(rule.hrAfterWorkingDays) };
  }
  return ifSilent === 'hr-decides' ? { hrOn: after(rule.hrDirectlyAfterWorkingDays) } : {};
}

/** The same for many tasks: nearly all are due on the same few days, and each day is worked out once. */
export function datesOfSilence(
  rule: EscalationRule,
  calendar: BusinessCalendar,
): (task: Pick<SilenceFacts, 'dueAt' | 'ifSilent'>) => SilenceDates {
  const known = new Map<string, SilenceDates>();
  return ({ dueAt, ifSilent }) => {
    const key = `${ifSilent} ${dueAt}`;
    const dates = known.get(key) ?? silenceDates({ dueAt, ifSilent, rule, calendar });
    known.set(key, dates);
    return dates;
  };
}

export interface LatenessFacts {
  readonly dueAt: string;
  readonly now: string;
  readonly calendar: BusinessCalendar;
}

/** Working days since the due day, 0 on the day itself; undefined while there is time. */
export function daysLate({ dueAt, now, calendar }: LatenessFacts): number | undefined {
  if (compareInstants(now, dueAt) < 0) return undefined;
  return workingDaysBetween(localDate(dueAt, calendar.timeZone), localDate(now, calendar.timeZone), calendar);
}
