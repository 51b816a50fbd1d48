import type { CheckedElement, CheckedPack, CheckedScale } from '../checked-pack.ts';
import type { Finding } from '../codes.ts';
import { usedScales } from './values.ts';

export interface PlacedElement extends CheckedElement {
  readonly pointer: string;
}

/** The fixed elements of the whole form, with their places. */
export function placedElements({ sections }: CheckedPack): readonly PlacedElement[] {
  return sections.flatMap(({ elements }, at) =>
    elements.map((element, index) => ({ ...element, pointer: `/sections/${at}/elements/${index}` })),
  );
}

/** The scales by which something is rated, with their places. */
export function placedScales(pack: CheckedPack): readonly (CheckedScale & { readonly pointer: string })[] {
  const used = usedScales(pack);
  return pack.scales.flatMap((scale, at) => (used.has(scale.id) ? [{ ...scale, pointer: `/scales/${at}` }] : []));
}

/** The levels of the result are those that the rule knows by their names, best first. */
export function levelFindings({ levels }: CheckedPack, wanted: readonly string[]): readonly Finding[] {
  const given = levels.map(({ level }) => level);
  return sameList(given, wanted) ? [] : [{ code: 'derivation-levels', pointer: '/levels', details: { wanted } }];
}

/** The rule gives so many levels; what the pack calls them is its own. */
export function countFindings({ levels }: CheckedPack, count: number): readonly Finding[] {
  return levels.length === count ? [] : [{ code: 'derivation-levels', pointer: '/levels', details: { count } }];
}

/** Every scale that is rated by has exactly the rule's numbers, best first. */
export function numberFindings(pack: CheckedPack, wanted: readonly number[]): readonly Finding[] {
  return placedScales(pack).flatMap(({ levels, pointer }): Finding[] =>
    sameList(
      levels.map(({ value }) => value),
      wanted,
    )
      ? []
      : [{ code: 'derivation-values', pointer: `${pointer}/levels`, details: { wanted } }],
  );
}

/** Rated goals are told apart as critical or not where the rule looks at it. */
export function criticalFindings({ sections, goals }: CheckedPack): readonly Finding[] {
  const areRated = sections.some((section) => section.goals);
  return areRated && goals.fewestCritical === null ? [{ code: 'derivation-critical', pointer: '/goals/fewestCritical' }] : [];
}

export function sameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((one, at) => one === b[at]);
}
