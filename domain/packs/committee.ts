import type { CheckedPack } from './checked-pack.ts';

/** Whether a committee has something to decide, so that somebody must chair it; where it has not, the proposed results stand. */
export function asksCommittee({ calibration }: Pick<CheckedPack, 'calibration'>): boolean {
  return calibration.changes !== 'nothing';
}
