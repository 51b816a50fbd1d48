import { DomainError } from '../errors.ts';
import type { Words } from '../words/message.ts';
import type { PackDay, PlannablePack, PlannablePhase } from './plan.ts';

/** When a phase is in a period. The law that sets the pack's own last day says nothing about another one. */
export interface PhaseDays {
  readonly opens: PackDay;
  readonly closes: PackDay;
  readonly closesBy?: Words | undefined;
  /** Due days by task kind. */
  readonly due: Readonly<Partial<Record<string, PackDay | undefined>>>;
}

/** The days of a period, for every phase of the pack by its key. */
export interface PeriodDates {
  readonly phases: Readonly<Partial<Record<string, PhaseDays | undefined>>>;
  readonly meeting?: PackDay | undefined;
  readonly publication: PackDay;
  readonly archive: PackDay;
  /** Until when appeals are decided. */
  readonly decidedBy: PackDay;
}

/** A part of the year that a cycle may be about: with days of its own, or those of another period so many months later. */
export type PackPeriod = { readonly key: string } & (
  { readonly by: 'dates'; readonly dates: PeriodDates } | { readonly by: 'shift'; readonly of: string; readonly months: number }
);

export interface PeriodicPack extends PlannablePack {
  readonly appeal: { readonly decidedBy: PackDay };
  readonly periods?: readonly PackPeriod[] | undefined;
}

/**
 * The pack with the days of one of its periods in place of the whole year's. A phase or task without days in the period is left out.
 * Undefined where there is no such period, or it is shifted from one that has no dates.
 */
export function packIn<P extends PeriodicPack>(pack: P, key: string): P | undefined {
  const dates = datesOf(pack, key);
  if (dates === undefined) return undefined;
  const { meeting, publication, archive, decidedBy } = dates;
  const phases = pack.phases.flatMap((phase) => {
    const days = dates.phases[phase.key];
    return days === undefined ? [] : [phaseIn(phase, days)];
  });
  return { ...pack, phases, meeting, publication, archive, appeal: { ...pack.appeal, decidedBy } };
}

/**
 * The pack with the days that a cycle takes: those of the period, or without one those of the whole year.
 * @throws DomainError 'invalid-input' where the pack has no such period
 */
export function packOf<P extends PeriodicPack>(pack: P, period: string | null): P {
  if (period === null) return pack;
  const found = packIn(pack, period);
  if (found === undefined) throw new DomainError('invalid-input', { path: '/period', reason: 'unknown' });
  return found;
}

const BRACKET = /(?<=\S)\s*\([^()]*\)$/;

/** The title of a period without the bracket that explains it at its end: `First half (as of 30 June)` is `First half`. */
export function shortTitle({ ko, en }: Words): Words {
  return { ko: ko.replace(BRACKET, ''), en: en.replace(BRACKET, '') };
}

function phaseIn(phase: PlannablePhase, { opens, closes, closesBy, due }: PhaseDays): PlannablePhase {
  const tasks = Object.entries(phase.tasks).flatMap(([kind, rule]) => {
    const day = due[kind];
    return rule === undefined || day === undefined ? [] : [[kind, { ...rule, due: day }] as const];
  });
  return { ...phase, ...{ opens, closes, closesBy }, tasks: Object.fromEntries(tasks) };
}

function datesOf({ periods = [] }: PeriodicPack, key: string): PeriodDates | undefined {
  const period = periods.find((one) => one.key === key);
  if (period === undefined || period.by === 'dates') return period?.dates;
  const origin = periods.find((one) => one.key === period.of);
  return origin?.by === 'dates' ? shifted(origin.dates, period.months) : undefined;
}

function shifted({ phases, meeting, ...others }: PeriodDates, months: number): PeriodDates {
  const each = <T>(days: Readonly<Partial<Record<string, T | undefined>>>, change: (one: T) => T) =>
    Object.fromEntries(Object.entries(days).flatMap(([key, one]) => (one === undefined ? [] : [[key, change(one)]])));
  const later = (day: PackDay) => monthsLater(day, months);
  return {
    phases: each(phases, ({ opens, closes, due }) => ({ opens: later(opens), closes: later(closes), due: each(due, later) })),
    ...(meeting !== undefined && { meeting: later(meeting) }),
    publication: later(others.publication),
    archive: later(others.archive),
    decidedBy: later(others.decidedBy),
  };
}

const MONTHS = 12;
const LAST_DAY = 31;
/** Of a year without 29 February: in one with it that is the last day all the same. */
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The same day of a later month; one that the month does not have becomes its last, and only 31 stays the last: 30 June is 30 December. */
export function monthsLater({ year, month, day, ...time }: PackDay, months: number): PackDay {
  const count = year * MONTHS + month - 1 + months;
  const there = count % MONTHS;
  return {
    year: Math.floor(count / MONTHS),
    month: there + 1,
    day: day > (DAYS_IN_MONTH[there] ?? LAST_DAY) ? LAST_DAY : day,
    ...time,
  };
}
