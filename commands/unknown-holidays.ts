import type { Finding } from '../contracts/commands.ts';
import type { Db } from '../db/connection.ts';
import type { CycleRow } from '../db/cycles.ts';
import { holidaysKnownUntil } from '../db/holidays.ts';
import type { Trx } from '../db/in-transaction.ts';
import { lastDayBefore, localDate } from '../domain/cycle/instants.ts';
import { unknownDays } from '../domain/cycle/known-days.ts';

/** Says which of the days come after the last known holiday, so that nothing moves them; nothing where all are known. */
export async function unknownHolidays(db: Db | Trx, days: readonly string[]): Promise<readonly Finding[]> {
  const found = unknownDays(days, await holidaysKnownUntil(db));
  if (found.days.length === 0) return [];
  if (found.knownUntil === null) return [{ code: 'no-holidays' }];
  return [{ code: 'holidays-unknown', details: { knownUntil: found.knownUntil, days: found.days } }];
}

export interface Planned {
  readonly at?: string | undefined;
  readonly inMinutes?: number | undefined;
}

/** The same of the instant for which an order is planned, by the cycle's clock; without one it happens at once or within the day. */
export async function unknownInstant(
  db: Db | Trx,
  { now, time_zone: timeZone }: Pick<CycleRow, 'now' | 'time_zone'>,
  { at, inMinutes = 0 }: Planned,
): Promise<readonly Finding[]> {
  const instant = at ?? new Date(Date.parse(now) + inMinutes * 60_000).toISOString();
  return unknownHolidays(db, [localDate(instant, timeZone)]);
}

export interface CycleDates {
  readonly timeZone: string;
  readonly phases: readonly {
    readonly opensAt: string;
    readonly closesAt: string;
    readonly tasks: readonly { readonly dueAt: string }[];
  }[];
  readonly meetingAt: string | null;
  readonly publicationAt: string;
  readonly archiveAt: string;
}

/** Every local day on which something of a cycle begins, is due or ends. */
export function daysOfCycle({ timeZone, phases, meetingAt, publicationAt, archiveAt }: CycleDates): readonly string[] {
  const instants = [
    ...phases.flatMap(({ opensAt, tasks }) => [opensAt, ...tasks.map(({ dueAt }) => dueAt)]),
    ...(meetingAt === null ? [] : [meetingAt]),
    publicationAt,
    archiveAt,
  ];
  return [...instants.map((at) => localDate(at, timeZone)), ...phases.map(({ closesAt }) => lastDayBefore(closesAt, timeZone))];
}
