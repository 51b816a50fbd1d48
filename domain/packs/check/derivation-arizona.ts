import type { CheckedPack } from '../checked-pack.ts';
import type { Finding } from '../codes.ts';
import { placedScales } from './derivation-parts.ts';

/** The numbers of the scales count down to 1 as the levels of the result do, so that each is the number of a level: scoring.md ARI1. */
export function arizonaFindings(pack: CheckedPack): readonly Finding[] {
  const most = pack.levels.length;
  return placedScales(pack).flatMap(({ levels, pointer }): Finding[] =>
    levels.every(({ value = 0 }) => value >= 1 && value <= most)
      ? []
      : [{ code: 'derivation-values', pointer: `${pointer}/levels`, details: { from: 1, to: most } }],
  );
}
