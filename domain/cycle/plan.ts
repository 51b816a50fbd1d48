import { addDays, dateIn, daysOffFrom } from './calendar.ts';
import type { BusinessCalendar, DayOff } from './calendar.ts';
import { atLocal } from './instants.ts';

// The part of a policy pack that plans a year, structurally: domain knows no schema.

/** A day counted from the cycle's year; year 1 is the year after. Day 31 is the last day of every month. */
export interface PackDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly time?: string | undefined;
}

export interface PlannablePhase {
  readonly key: string;
  readonly workflowType: string;
  readonly subject: 'evaluation' | 'rating-group';
  readonly opens: PackDay;
  readonly closes: PackDay;
  readonly newcomerDays?: number | undefined;
  readonly tasks: Readonly<Partial<Record<string, { readonly due: PackDay } | undefined>>>;
}

export interface PlannablePack {
  readonly workingTime: { readonly opens: string; readonly due: string };
  readonly phases: readonly PlannablePhase[];
  readonly meeting?: PackDay | undefined;
  readonly publication: PackDay;
  readonly archive: PackDay;
}

/** What HR sets instead of the pack's dates: a local date, or an instant that is taken as it is. Neither is moved. */
export interface PlanOverrides {
  readonly phases?: Readonly<Partial<Record<string, PhaseOverride>>>;
  readonly meeting?: string;
  readonly publication?: string;
  readonly archive?: string;
}
export interface PhaseOverride {
  readonly opens?: string;
  readonly closes?: string;
  readonly due?: Readonly<Partial<Record<string, string>>>;
}

export interface PlannedPhase {
  readonly key: string;
  readonly workflowType: string;
  readonly subject: 'evaluation' | 'rating-group';
  readonly opensAt: string;
  /** The end of the last day. */
  readonly closesAt: string;
  readonly newcomerDays?: number;
  /** Due instants by task kind. */
  readonly dueAt: Readonly<Record<string, string>>;
}

export const DATE_ROLES = ['opens', 'closes', 'due', 'meeting', 'publication', 'archive'] as const;
export type DateRole = (typeof DATE_ROLES)[number];

/** A date of the pack that falls on days off and was moved to the next working day, with each day off in between. */
export interface MovedDate {
  readonly role: DateRole;
  readonly phase?: string;
  readonly kind?: string;
  readonly from: string;
  readonly to: string;
  readonly because: readonly DayOff[];
}

export interface CyclePlan {
  readonly phases: readonly PlannedPhase[];
  /** Null: the pack has no committee that meets. */
  readonly meetingAt: string | null;
  readonly publicationAt: string;
  readonly archiveAt: string;
  readonly moved: readonly MovedDate[];
}

export interface PlanRequest {
  readonly pack: PlannablePack;
  readonly year: number;
  readonly calendar: BusinessCalendar;
  readonly overrides?: PlanOverrides;
}

interface DateRequest {
  readonly role: DateRole;
  readonly day: PackDay;
  readonly time: string;
  readonly override: string | undefined;
  readonly phase?: string;
  readonly kind?: string;
}

/** The instants of a cycle of `year`: windows, deadlines by task kind, meeting, publication, and which dates holidays moved. */
export function planCycle({ pack, year, calendar, overrides = {} }: PlanRequest): CyclePlan {
  const moved: MovedDate[] = [];
  const { opens, due } = pack.workingTime;

  function instant({ role, day, time, override, phase, kind }: DateRequest): string {
    const at = day.time ?? time;
    if (override !== undefined) return override.length > 10 ? override : atLocalTime(override, at);
    const from = dateIn({ ...day, year: year + day.year });
    const because = daysOffFrom(from, calendar);
    const last = because.at(-1);
    const to = last === undefined ? from : addDays(last.date, 1);
    if (last !== undefined) {
      moved.push({ role, ...(phase !== undefined && { phase }), ...(kind !== undefined && { kind }), from, to, because });
    }
    return atLocalTime(to, at);
  }
  function atLocalTime(date: string, time: string): string {
    return atLocal(date, time, calendar.timeZone);
  }

  const phases = pack.phases.map((phase): PlannedPhase => {
    const own = overrides.phases?.[phase.key];
    const key = phase.key;
    const opensAt = instant({ role: 'opens', day: phase.opens, time: opens, override: own?.opens, phase: key });
    const closesAt = instant({ role: 'closes', day: phase.closes, time: '24:00', override: own?.closes, phase: key });
    const dueAt: Record<string, string> = {};
    for (const [kind, rule] of Object.entries(phase.tasks)) {
      if (rule !== undefined)
        dueAt[kind] = instant({ role: 'due', day: rule.due, time: due, override: own?.due?.[kind], phase: key, kind });
    }
    const newcomer = phase.newcomerDays === undefined ? {} : { newcomerDays: phase.newcomerDays };
    return { key, workflowType: phase.workflowType, subject: phase.subject, opensAt, closesAt, ...newcomer, dueAt };
  });

  return {
    phases,
    meetingAt:
      pack.meeting === undefined
        ? null
        : instant({ role: 'meeting', day: pack.meeting, time: opens, override: overrides.meeting }),
    publicationAt: instant({ role: 'publication', day: pack.publication, time: opens, override: overrides.publication }),
    archiveAt: instant({ role: 'archive', day: pack.archive, time: due, override: overrides.archive }),
    moved,
  };
}
