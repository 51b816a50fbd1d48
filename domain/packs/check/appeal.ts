import type { CheckedPack } from '../checked-pack.ts';
import type { Finding } from '../codes.ts';
import { comparable, earliestAfter } from '../days.ts';

/** Whoever appeals on the last day can still be answered before appeals have to be decided. */
export function appealFindings({ publication, appeal }: CheckedPack): readonly Finding[] {
  const { windowWorkingDays, answerWorkingDays, decidedBy } = appeal;
  if (comparable(decidedBy) >= earliestAfter(publication, windowWorkingDays + answerWorkingDays)) return [];
  return [{ code: 'appeal-too-short', pointer: '/appeal/decidedBy', details: { windowWorkingDays, answerWorkingDays } }];
}
