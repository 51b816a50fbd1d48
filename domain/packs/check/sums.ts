import { compare, exact, plain, sum, whole } from '../../scoring/exact.ts';
import type { CheckedPack } from '../checked-pack.ts';
import type { Finding, FindingCode } from '../codes.ts';

/** What is parts of a whole sums to 100. */
export function sumFindings({ sections, scoring, distribution, promotion }: CheckedPack): readonly Finding[] {
  const shares = sections.flatMap(({ share }) => (share === undefined ? [] : [`${share}`]));
  return [
    ...(shares.length === 0 ? [] : notHundred('shares-do-not-sum', '/sections', shares)),
    ...(scoring.method === 'composition'
      ? notHundred(
          'weights-do-not-sum',
          '/scoring/components',
          scoring.components.map(({ weight }) => weight),
        )
      : []),
    ...(distribution.mode !== 'none' && distribution.by === 'shares'
      ? notHundred(
          'shares-do-not-sum',
          '/distribution/shares',
          distribution.shares.map(({ share }) => `${share}`),
        )
      : []),
    ...(promotion === undefined
      ? []
      : notHundred('weights-do-not-sum', '/promotion', [`${promotion.rating}`, `${promotion.career}`])),
  ];
}

function notHundred(code: FindingCode, pointer: string, parts: readonly string[]): readonly Finding[] {
  const total = sum(parts.map(exact));
  return compare(total, whole(100)) === 0 ? [] : [{ code, pointer, details: { sum: plain(total) } }];
}
