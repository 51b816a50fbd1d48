import type { CheckedPack } from '../checked-pack.ts';
import type { Finding } from '../codes.ts';
import { givesNumbers } from './distribution.ts';

/** A notice promises numbers only where there are some. */
export function noticeFindings({ notice, scoring }: CheckedPack): readonly Finding[] {
  return notice.flatMap((content, at): Finding[] => {
    const pointer = `/notice/${at}`;
    if (content === 'score' && !givesNumbers(scoring)) return [{ code: 'score-without-numbers', pointer }];
    // Points are the places of a band or the scaled score; a derivation has neither.
    const hasPoints = scoring.method === 'elements' || scoring.method === 'composition';
    return content === 'points' && !hasPoints ? [{ code: 'points-without-numbers', pointer }] : [];
  });
}
