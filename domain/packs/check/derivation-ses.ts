import { compare, exact, plain, sum, whole } from '../../scoring/exact.ts';
import type { CheckedPack } from '../checked-pack.ts';
import type { Finding } from '../codes.ts';
import { countFindings, numberFindings, placedElements, type PlacedElement } from './derivation-parts.ts';

const RESULTS = 'RD';
const IDS = ['LC', 'LP', 'BA', 'BC', RESULTS] as const;
const LEVELS = [5, 4, 3, 2, 1];
const LEAST = 5;
const LEAST_OF_RESULTS = 20;

/** Five critical elements with weights on 100, none heavier than Results Driven; goals are no elements of their own: scoring.md SES1. */
export function sesFindings(pack: CheckedPack): readonly Finding[] {
  const elements = placedElements(pack);
  const missing = IDS.filter((id) => elements.every((element) => element.id !== id || element.onlyFor !== undefined));
  return [
    ...countFindings(pack, LEVELS.length),
    ...numberFindings(pack, LEVELS),
    ...(missing.length > 0 ? [{ code: 'derivation-elements' as const, pointer: '/sections', details: { missing } }] : []),
    ...elements.flatMap(({ id, pointer }): Finding[] =>
      (IDS as readonly string[]).includes(id)
        ? []
        : [{ code: 'derivation-elements', pointer: `${pointer}/id`, details: { known: IDS } }],
    ),
    ...pack.sections.flatMap(({ goals }, at): Finding[] =>
      goals ? [{ code: 'derivation-goals', pointer: `/sections/${at}/goals` }] : [],
    ),
    ...weightFindings(elements),
  ];
}

function weightFindings(elements: readonly PlacedElement[]): readonly Finding[] {
  const heaviest = exact(elements.find(({ id }) => id === RESULTS)?.weight ?? '100');
  const total = sum(elements.map(({ weight = '0' }) => exact(weight)));
  return [
    ...elements.flatMap(({ id, weight = '0', pointer }): Finding[] => {
      const least = whole(id === RESULTS ? LEAST_OF_RESULTS : LEAST);
      const fits = compare(exact(weight), least) >= 0 && compare(exact(weight), heaviest) <= 0;
      return fits ? [] : [{ code: 'derivation-weights', pointer: `${pointer}/weight`, details: { weight, least: plain(least) } }];
    }),
    ...(compare(total, whole(100)) === 0
      ? []
      : [{ code: 'weights-do-not-sum' as const, pointer: '/sections', details: { sum: plain(total) } }]),
  ];
}
