import type { CheckedPack } from '../packs/checked-pack.ts';
import { showsPlaces } from './order.ts';

// What a pack tells of the numbers of a result; a page shows the same to whoever reads it.

/** Steps are told with score or points: they lead to either. */
export function tellsSteps({ notice }: Pick<CheckedPack, 'notice'>): boolean {
  return notice.includes('score') || notice.includes('points');
}

/** `groupSize` is null for who was in no order. */
export function tellsPlace({ ranking }: Pick<CheckedPack, 'ranking'>, groupSize: number | null): boolean {
  return ranking === 'allowed' && showsPlaces(groupSize);
}

/** What of a result is stored and not told to its owner. */
export type Untold = 'score' | 'points' | 'place' | 'steps';

export function untold(pack: Pick<CheckedPack, 'notice' | 'ranking'>, groupSize: number | null): readonly Untold[] {
  return [
    ...(pack.notice.includes('score') ? [] : (['score'] as const)),
    ...(pack.notice.includes('points') ? [] : (['points'] as const)),
    ...(tellsPlace(pack, groupSize) ? [] : (['place'] as const)),
    ...(tellsSteps(pack) ? [] : (['steps'] as const)),
  ];
}
