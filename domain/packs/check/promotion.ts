import { dateIn } from '../../cycle/calendar.ts';
import { compare, exact } from '../../scoring/exact.ts';
import type { CheckedPack } from '../checked-pack.ts';
import type { Finding } from '../codes.ts';

/** Weights of the roster apply a year after they were decided, and not to an earlier cycle: 지방공무원 임용령 art. 32(1). */
export function promotionFindings({ promotion, effectiveFrom, scoring }: CheckedPack): readonly Finding[] {
  if (promotion === undefined) return [];
  const { decidedOn, appliesFrom, fullMarks } = promotion;
  const allowed = aYearAfter(decidedOn);
  const code = 'promotion-inside-delay';
  return [
    ...(appliesFrom < allowed ? [{ code, pointer: '/promotion/appliesFrom', details: { decidedOn, allowed } } as const] : []),
    ...(effectiveFrom < appliesFrom ? [{ code, pointer: '/effectiveFrom', details: { appliesFrom } } as const] : []),
    ...(scoring.method === 'elements' && compare(exact(scoring.outOf), exact(fullMarks)) !== 0
      ? [{ code: 'promotion-full-marks', pointer: '/promotion/fullMarks', details: { fullMarks, outOf: scoring.outOf } } as const]
      : []),
  ];
}

function aYearAfter(date: string): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return dateIn({ year: year + 1, month, day });
}
