import { elementsFor } from '../../rating/asked.ts';
import { type Exact, add, div, exact, mul, whole } from '../../scoring/exact.ts';
import type { CheckedPack, CheckedSection } from '../checked-pack.ts';
import type { Finding } from '../codes.ts';
import { placedScales } from './derivation-parts.ts';

/** Levels are the numbers of the scales, and each thing's part of its section is a number that can be written down: scoring.md ARI1. */
export function arizonaFindings(pack: CheckedPack): readonly Finding[] {
  const numbers = pack.levels.map(({ level }) => level);
  return [
    ...placedScales(pack).flatMap(({ levels, pointer }): Finding[] =>
      levels.every(({ value }) => numbers.includes(`${value ?? ''}`))
        ? []
        : [{ code: 'derivation-values', pointer: `${pointer}/levels`, details: { wanted: numbers } }],
    ),
    ...pack.sections.flatMap((section, at): Finding[] => {
      const pointer = `/sections/${at}`;
      if (section.goals) return section.elements.length === 0 ? [] : [{ code: 'derivation-goals', pointer: `${pointer}/goals` }];
      return isPlain(section, false) && isPlain(section, true)
        ? []
        : [{ code: 'weight-not-plain', pointer: `${pointer}/elements` }];
    }),
  ];
}

function isPlain(section: CheckedSection, leads: boolean): boolean {
  const weights = elementsFor(section, leads).map(({ weight = '1' }) => exact(weight));
  const total = weights.reduce(add, whole(0));
  if (total.n === 0n) return true;
  return weights.every((weight) => endsAsDecimal(div(mul(whole(section.share ?? 0), weight), total)));
}

/** Only twos and fives divide what can be written with a point. */
function endsAsDecimal({ d }: Exact): boolean {
  let rest = d;
  for (const factor of [2n, 5n]) while (rest % factor === 0n) rest /= factor;
  return rest === 1n;
}
