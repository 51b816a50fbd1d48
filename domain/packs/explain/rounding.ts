import type { Distribution } from '../../calibration/distribution.ts';
import type { CheckedPack } from '../checked-pack.ts';
import { levelNames } from './level-names.ts';
import { type Sentence, list } from './part.ts';

type ByShares = Extract<Distribution, { readonly by: 'shares' }>;

/**
 * How shares become whole seats. What is never exceeded are the shares of the best levels together, not that of each level
 * (scoring.md SEA3); so they are told, up to where they reach the whole.
 */
export function roundingSentence(pack: Pick<CheckedPack, 'levels'>, { method, shares }: ByShares): Sentence {
  if (method !== 'never-exceed') return { key: `explain.distribution.${method}` };
  const together = shares.map((_, at) => shares.slice(0, at + 1).reduce((sum, { share }) => sum + share, 0));
  const bounds = together
    .filter((share, at) => at === 0 || share < 100)
    .map((share, at): Sentence => {
      const names = levelNames(
        pack,
        shares.slice(0, at + 1).map(({ level }) => level),
      );
      const [best] = names;
      return at === 0 && best !== undefined
        ? { key: 'explain.share', values: { level: best, share } }
        : { key: 'explain.together', values: { levels: list(names, ' + '), share } };
    });
  return { key: `explain.distribution.${method}`, values: { bounds: list(bounds) } };
}
