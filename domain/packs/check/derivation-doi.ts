import type { CheckedPack } from '../checked-pack.ts';
import type { Finding } from '../codes.ts';
import { criticalFindings, levelFindings, numberFindings, placedElements } from './derivation-parts.ts';

const LEVELS = ['exceptional', 'superior', 'fully-successful', 'minimally-successful', 'unsatisfactory'];

/** Elements with the numbers 5, 4, 3, 2, 0, some of them critical: scoring.md DOI1, DOI2. */
export function doiFindings(pack: CheckedPack): readonly Finding[] {
  const ratesGoals = pack.sections.some(({ goals }) => goals);
  const hasCritical = placedElements(pack).some(({ critical, onlyFor }) => critical === true && onlyFor === undefined);
  return [
    ...levelFindings(pack, LEVELS),
    ...numberFindings(pack, [5, 4, 3, 2, 0]),
    ...criticalFindings(pack),
    ...(ratesGoals || hasCritical ? [] : [{ code: 'derivation-critical' as const, pointer: '/sections' }]),
  ];
}
