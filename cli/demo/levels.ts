import type { Levels } from './city.ts';

/** Of the levels in the city's data, from 5, the best, to 1. */
export const BEST = 5;
/** A year as it is expected. */
export const EXPECTED = 3;

/** Of all levels of somebody; as expected where there are none. */
export function meanOf({ goals, elements }: Levels): number {
  const all = [...goals, ...Object.values(elements)];
  return all.length === 0 ? EXPECTED : all.reduce((sum, one) => sum + one, 0) / all.length;
}
