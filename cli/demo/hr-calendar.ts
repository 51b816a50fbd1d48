import type { Answer } from '../../contracts/api/routes.ts';
import { type BusinessCalendar, addDays, isWorkingDay } from '../../domain/cycle/calendar.ts';
import { atLocal, compareInstants, localDate } from '../../domain/cycle/instants.ts';
import type { HrAct, RoutineAct } from './acts.ts';
import type { CityCycle } from './city.ts';

/** A cycle of the city as the API plans it. */
export interface CycleAtHand
  extends Pick<CityCycle, 'pack' | 'hr'>, Pick<Answer<'getCycle'>, 'id' | 'name' | 'phases' | 'publicationAt'> {}

export interface PlannedAct {
  readonly at: string;
  readonly act: HrAct | RoutineAct;
  readonly cycle: CycleAtHand;
}

/** HR begins so many days before the first window. */
const DAYS_BEFORE = 5;
const START_TIME = '08:30';
const ROUTINE_TIME = { start: '09:00', 'before-publication': '18:00' } as const;

/** What HR does in all cycles, in its order: the routine on the days that the windows tell, stories on their own. */
export function actsOf(
  cycles: readonly CycleAtHand[],
  routine: readonly RoutineAct[],
  calendar: BusinessCalendar,
): readonly PlannedAct[] {
  const { timeZone } = calendar;
  const planned = cycles.flatMap((cycle): PlannedAct[] => [
    ...routine.map((act) => ({
      at: atLocal(dayOf(act, cycle, calendar), ROUTINE_TIME[act.when], timeZone),
      act: forCycle(act, cycle),
      cycle,
    })),
    ...cycle.hr.map((act) => ({ at: atLocal(act.on, act.at, timeZone), act, cycle })),
  ]);
  return planned.sort((a, b) => compareInstants(a.at, b.at));
}

/** On the eve the instant is asked for that the cycle plans. */
function forCycle(act: RoutineAct, { publicationAt }: CycleAtHand): RoutineAct {
  if (act.when !== 'before-publication' || act.do !== 'command') return act;
  return { ...act, arguments: { ...act.arguments, at: publicationAt } };
}

/** The morning on which the first cycle begins, or the earliest instant if that is later. */
export function startOf(cycles: readonly CycleAtHand[], earliest: string, calendar: BusinessCalendar): string {
  const mornings = cycles.map((cycle) => atLocal(startDay(cycle, calendar), START_TIME, calendar.timeZone));
  const first = mornings.sort(compareInstants)[0] ?? earliest;
  return compareInstants(first, earliest) < 0 ? earliest : first;
}

function dayOf({ when }: RoutineAct, cycle: CycleAtHand, calendar: BusinessCalendar): string {
  if (when === 'start') return startDay(cycle, calendar);
  let eve = addDays(localDate(cycle.publicationAt, calendar.timeZone), -1);
  while (!isWorkingDay(eve, calendar)) eve = addDays(eve, -1);
  return eve;
}

function startDay({ phases }: CycleAtHand, { timeZone }: BusinessCalendar): string {
  const opens = phases.map(({ opensAt }) => opensAt).sort(compareInstants)[0];
  if (opens === undefined) throw new Error('a cycle without phases');
  return addDays(localDate(opens, timeZone), -DAYS_BEFORE);
}
