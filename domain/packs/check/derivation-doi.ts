import type { CheckedPack } from '../checked-pack.ts';
import type { Finding } from '../codes.ts';
import { countFindings, criticalFindings, numberFindings, placedElements } from './derivation-parts.ts';

const NUMBERS = [5, 4, 3, 2, 0];

/** Elements with the numbers 5, 4, 3, 2, 0, some of them critical: scoring.md DOI1, DOI2. */
export function doiFindings(pack: CheckedPack): readonly Finding[] {
  const ratesGoals = pack.sections.some(({ goals }) => goals);
  const hasCritical = placedElements(pack).some(({ critical, onlyFor }) => critical === true && onlyFor === undefined);
  return [
    ...countFindings(pack, NUMBERS.length),
    ...numberFindings(pack, NUMBERS),
    ...criticalFindings(pack),
    ...(ratesGoals || hasCritical ? [] : [{ code: 'derivation-critical' as const, pointer: '/sections' }]),
  ];
}
