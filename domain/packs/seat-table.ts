import { mostOf } from '../calibration/changes.ts';
import { type Distribution, type GroupSetting, ORDINARY_GROUP, seatsFor } from '../calibration/distribution.ts';
import { SEAT_METHODS } from './choices.ts';

export interface MethodSeats {
  readonly method: (typeof SEAT_METHODS)[number];
  /** Whether the pack rounds like this. */
  readonly own: boolean;
  /** Best first. */
  readonly seats: readonly { readonly grade: string; readonly seats: number }[];
}

/**
 * Seats of a group by every way of rounding, so that what a pack's own one means can be seen; none where shares are not meant for the group.
 * @throws DomainError 'pack-invalid'
 */
export function seatsByMethod(
  distribution: Distribution,
  people: number,
  group: GroupSetting = ORDINARY_GROUP,
): readonly MethodSeats[] {
  if (distribution.mode === 'none' || distribution.by === 'cap') return [];
  return SEAT_METHODS.flatMap((method) => {
    const found = seatsFor({ ...distribution, method }, people, group);
    return found === undefined ? [] : [{ method, own: method === distribution.method, seats: found.seats }];
  });
}

/** How many people of a group may have the capped levels together; null without a cap. */
export function mostCapped(distribution: Distribution, people: number): number | null {
  return distribution.mode === 'none' || distribution.by !== 'cap' ? null : mostOf(distribution, people);
}
