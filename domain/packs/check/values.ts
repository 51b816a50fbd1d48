import { compare, exact } from '../../scoring/exact.ts';
import type { CheckedPack, CheckedScale, CheckedScoring } from '../checked-pack.ts';
import type { Finding } from '../codes.ts';

const BEST = 5;

/** A scale has numbers at all levels, falling, or at none; full marks by levels need the numbers 1 to 5 (scoring.md ELE1). */
export function valueFindings(pack: CheckedPack): readonly Finding[] {
  const used = usedScales(pack);
  const byFullMarks = pack.scoring.method === 'elements' || pack.scoring.method === 'composition';
  const scales = pack.scales.flatMap((scale, at) => [
    ...numberFindings(scale, at, byFullMarks && used.has(scale.id)),
    ...(byFullMarks && used.has(scale.id) ? fullMarkFindings(scale, at) : []),
  ]);
  return [...scales, ...scoringFindings(pack.scoring)];
}

/** Full marks above 0 (scoring.md GEN6), and no floor above its cap (ACH12). */
function scoringFindings(scoring: CheckedScoring): readonly Finding[] {
  if (scoring.method === 'elements')
    return exact(scoring.outOf).n > 0n
      ? []
      : [{ code: 'value-out-of-range', pointer: '/scoring/outOf', details: { value: scoring.outOf } }];
  if (scoring.method !== 'composition') return [];
  return scoring.components.flatMap((part, at): Finding[] => {
    if (part.of === 'section' || part.cap === undefined || part.floor === undefined) return [];
    const { cap, floor } = part;
    if (compare(exact(floor), exact(cap)) <= 0) return [];
    return [{ code: 'value-out-of-range', pointer: `/scoring/components/${at}/floor`, details: { floor, cap } }];
  });
}

/** The scales of whatever gets a level in a section. */
export function usedScales({ sections }: Pick<CheckedPack, 'sections'>): ReadonlySet<string> {
  return new Set(
    sections.flatMap((section) => [
      ...(section.goals || section.elements.some(({ scale }) => scale === undefined) ? [section.scale] : []),
      ...section.elements.flatMap(({ scale }) => (scale === undefined ? [] : [scale])),
    ]),
  );
}

function numberFindings({ levels }: CheckedScale, at: number, areNeeded: boolean): readonly Finding[] {
  const needed = areNeeded || levels.some(({ value }) => value !== undefined);
  return levels.flatMap(({ value }, index): Finding[] => {
    const pointer = `/scales/${at}/levels/${index}/value`;
    if (value === undefined) return needed ? [{ code: 'values-missing', pointer }] : [];
    const before = levels[index - 1]?.value;
    return before !== undefined && value >= before ? [{ code: 'values-out-of-order', pointer, details: { before, value } }] : [];
  });
}

function fullMarkFindings({ levels }: CheckedScale, at: number): readonly Finding[] {
  return levels.flatMap(({ value }, index): Finding[] =>
    value === undefined || (value >= 1 && value <= BEST)
      ? []
      : [{ code: 'value-out-of-range', pointer: `/scales/${at}/levels/${index}/value`, details: { value, from: 1, to: BEST } }],
  );
}
