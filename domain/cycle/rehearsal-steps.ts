import { addDays } from './calendar.ts';
import { atLocal, compareInstants, localDate } from './instants.ts';

/** The times of a day at which a rehearsal's clock stops, local. */
const REHEARSAL_TIMES = ['09:00', '09:10', '18:00', '24:00'] as const;

export interface StepFacts {
  readonly now: string;
  /** Instants at which something wants to happen: planned acts, `look_at`, `send_at`, digests. */
  readonly candidates: readonly string[];
  /** Instants that the cycle names; the clock stops exactly there. */
  readonly named: readonly string[];
  readonly timeZone: string;
}

/** The next instant a rehearsal's clock moves to: the first stop at which something can happen; undefined when nothing is ahead. */
export function nextStep({ now, candidates, named, timeZone }: StepFacts): string | undefined {
  const ahead = (instant: string) => compareInstants(instant, now) > 0;
  const stops = [...candidates.filter(ahead).map((one) => stopFrom(one, timeZone)), ...named.filter(ahead)];
  return stops.sort(compareInstants)[0];
}

/** The first stop of the day's grid at or after the instant. */
function stopFrom(instant: string, timeZone: string): string {
  const date = localDate(instant, timeZone);
  // A day that ends at the instant has its 24:00 on the day before: the same instant, found as the previous day's last stop.
  const stops = [addDays(date, -1), date].flatMap((day) => REHEARSAL_TIMES.map((time) => atLocal(day, time, timeZone)));
  return stops.find((stop) => compareInstants(stop, instant) >= 0) ?? instant;
}
