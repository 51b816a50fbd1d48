import type { CycleContext } from '../../db/reading/cycle-context.ts';

export function cycleRef({ id, name, year, timeZone, rehearsalId, now }: CycleContext) {
  return { id, name, year, timeZone, rehearsalId, now };
}
