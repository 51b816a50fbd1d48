import type { Exact } from '../exact.ts';

/** Formula and inputs of the best level that a number reaches: it reaches `minimum`, and not that of the better level where there is one. */
export function between<Reached extends object>(
  reached: Reached,
  better: Exact | undefined,
  name: 'score' | 'average' = 'score',
) {
  return better === undefined
    ? { formula: `${name} ≥ minimum`, inputs: reached }
    : { formula: `minimum ≤ ${name} < better`, inputs: { ...reached, better } };
}
