import type { Lying } from '../db/reading/lying.ts';

/** What lies with somebody in one cycle, in numbers; roles are not of a cycle. */
export function countsOf({ evaluationId, rates, reviews, chairs, sits, tasks }: Lying) {
  return { own: evaluationId !== null, rates: rates.length, reviews: reviews.length, chairs, sits, tasks: tasks.length };
}
