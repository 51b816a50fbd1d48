import { type Exact, add, compare, div, exact, mul, plain, sub, whole } from '../../scoring/exact.ts';
import type { CheckedLevel, CheckedPack } from '../checked-pack.ts';
import type { Finding } from '../codes.ts';
import { usedScales } from './values.ts';

/** Where numbers decide about a level each number reaches exactly one; where the rater chooses it, the two scales are the same. */
export function bandFindings(pack: CheckedPack): readonly Finding[] {
  const { levels, scoring, distribution } = pack;
  const byNumber =
    scoring.method === 'elements' ||
    scoring.method === 'composition' ||
    (scoring.method === 'derivation' && scoring.rule === 'arizona');
  const bySeats = distribution.mode === 'enforced' && distribution.by === 'shares';
  return [
    ...missingFindings(levels, 'bottom', byNumber || bySeats),
    ...missingFindings(levels, 'top', bySeats),
    ...levels.flatMap((level, at) => neighbourFindings(level, levels[at - 1], at)),
    ...lowestFindings(pack),
    ...(scoring.method === 'chosen' ? chosenFindings(pack) : []),
  ];
}

function missingFindings(levels: readonly CheckedLevel[], edge: 'bottom' | 'top', isNeeded: boolean): readonly Finding[] {
  if (!isNeeded && levels.every((level) => level[edge] === undefined)) return [];
  return levels.flatMap(({ level, [edge]: value }, at): Finding[] =>
    value === undefined ? [{ code: 'band-missing', pointer: `/levels/${at}/${edge}`, details: { level } }] : [],
  );
}

/** A band lies below the one before it, and only the last digit lies between them. */
function neighbourFindings({ bottom, top }: CheckedLevel, before: CheckedLevel | undefined, at: number): readonly Finding[] {
  if (bottom === undefined) return [];
  const pointer = `/levels/${at}`;
  if (top !== undefined && compare(exact(top), exact(bottom)) < 0)
    return [{ code: 'bands-out-of-order', pointer: `${pointer}/top`, details: { bottom, top } }];
  if (before?.bottom === undefined) return [];
  if (compare(exact(bottom), exact(before.bottom)) >= 0)
    return [{ code: 'bands-out-of-order', pointer: `${pointer}/bottom`, details: { bottom, before: before.bottom } }];
  if (top === undefined) return [];
  const details = { top, before: before.bottom };
  const gap = sub(exact(before.bottom), exact(top));
  if (compare(gap, whole(0)) <= 0) return [{ code: 'bands-overlap', pointer: `${pointer}/top`, details }];
  const step = div(whole(1), whole(10n ** BigInt(Math.max(places(top), places(before.bottom)))));
  return compare(gap, step) > 0 ? [{ code: 'bands-with-hole', pointer: `${pointer}/top`, details }] : [];
}

function places(decimal: string): number {
  return (decimal.split('.')[1] ?? '').replace(/0+$/, '').length;
}

/** The lowest band reaches down to the lowest score that somebody can get. */
function lowestFindings(pack: CheckedPack): readonly Finding[] {
  const bottom = pack.levels.at(-1)?.bottom;
  const lowest = lowestScore(pack);
  if (bottom === undefined || lowest === undefined || compare(exact(bottom), lowest) <= 0) return [];
  const pointer = `/levels/${pack.levels.length - 1}/bottom`;
  return [{ code: 'bands-with-hole', pointer, details: { bottom, lowest: plain(lowest) } }];
}

/** Undefined where a derivation or a person gives the level. */
function lowestScore({ scoring, scales, sections }: CheckedPack): Exact | undefined {
  if (scoring.method !== 'elements' && scoring.method !== 'composition') return undefined;
  const used = usedScales({ sections });
  const values = scales.filter(({ id }) => used.has(id)).flatMap(({ levels }) => levels.map(({ value = 0 }) => value));
  const lowestShare = div(whole(Math.min(5, ...values)), whole(5));
  if (scoring.method === 'elements') return mul(exact(scoring.outOf), lowestShare);
  return scoring.components.reduce((total, part) => {
    const share = part.of === 'section' ? lowestShare : div(exact(part.floor ?? '0'), whole(100));
    return add(total, mul(exact(part.weight), share));
  }, whole(0));
}

function chosenFindings({ overall, scales, levels }: CheckedPack): readonly Finding[] {
  if (overall === undefined) return [{ code: 'derivation-overall', pointer: '/overall', details: { method: 'chosen' } }];
  const given = scales.find(({ id }) => id === overall.scale)?.levels.map(({ level }) => level) ?? [];
  const same = given.length === levels.length && levels.every(({ level }, at) => level === given[at]);
  return same ? [] : [{ code: 'levels-differ', pointer: '/levels', details: { scale: overall.scale, levels: given } }];
}
