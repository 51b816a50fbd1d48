import type { CheckedPack, CheckedScoring } from '../checked-pack.ts';
import type { Finding } from '../codes.ts';

/** A target for the group fits the levels, and whoever must keep to it can. */
export function distributionFindings(pack: CheckedPack): readonly Finding[] {
  const { distribution, ranking, calibration, scoring } = pack;
  const places: readonly Finding[] =
    ranking === 'forbidden' && calibration.changes === 'places'
      ? [{ code: 'places-with-ranking-forbidden', pointer: '/calibration/changes' }]
      : [];
  if (distribution.mode === 'none') return places;
  const isEnforced = distribution.mode === 'enforced';
  const { changes } = calibration;
  if (distribution.by === 'cap')
    return isEnforced && changes !== 'levels'
      ? [...places, { code: 'cap-cannot-be-kept', pointer: '/calibration/changes', details: { changes } }]
      : places;
  return [
    ...places,
    ...shareFindings(pack),
    ...(isEnforced && ranking === 'forbidden' ? [{ code: 'quota-with-ranking-forbidden' as const, pointer: '/ranking' }] : []),
    ...(isEnforced && changes !== 'places'
      ? [{ code: 'shares-without-places' as const, pointer: '/calibration/changes', details: { changes } }]
      : []),
    ...(isEnforced && !givesNumbers(scoring)
      ? [{ code: 'shares-without-numbers' as const, pointer: '/scoring', details: { method: scoring.method } }]
      : []),
  ];
}

/** Whether a score comes out that people can be put in order by. */
export function givesNumbers(scoring: CheckedScoring): boolean {
  return scoring.method === 'derivation' ? scoring.rule !== 'oklahoma' : scoring.method !== 'chosen';
}

/** Shares name every level, best first. */
function shareFindings({ distribution, levels }: CheckedPack): readonly Finding[] {
  if (distribution.mode === 'none' || distribution.by !== 'shares') return [];
  const [shared, known] = [distribution.shares.map(({ level }) => level), levels.map(({ level }) => level)];
  const missing = known.filter((level) => !shared.includes(level));
  if (missing.length > 0) return [{ code: 'level-without-share', pointer: '/distribution/shares', details: { levels: missing } }];
  const inOrder = shared.filter((level) => known.includes(level));
  const isSorted = inOrder.every((level, at) => at === 0 || known.indexOf(level) >= known.indexOf(inOrder[at - 1] ?? ''));
  return isSorted ? [] : [{ code: 'shares-out-of-order', pointer: '/distribution/shares', details: { levels: known } }];
}
