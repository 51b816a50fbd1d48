import { findExact } from './exact.ts';
import { isLevel, scoreByLevels } from './kinds/elements.ts';
import type { ElementsFacts } from './kinds/elements.ts';
import type { Step } from './steps.ts';

/** An element of a rating form. */
export interface RatedElement {
  readonly id: string;
  /** Above 0. */
  readonly max: string;
  /** Null while nobody has chosen one. */
  readonly level: number | null;
}
export interface RatedGroup {
  readonly id: string;
  /** Per cent of the score; the groups' shares sum to 100. */
  readonly share: number;
  readonly elements: readonly RatedElement[];
}

export type NoScore = 'levels-missing' | 'level-out-of-range' | 'no-elements' | 'not-a-number' | 'shares-do-not-sum';
export type ElementsScore =
  | { readonly score: string; readonly scaled: string; readonly steps: readonly Step[] }
  | {
      readonly score: null;
      readonly scaled: null;
      readonly reason: NoScore;
      /** Ids of groups or elements, or the name of the number. */
      readonly at: readonly string[];
      readonly steps: readonly Step[];
    };

/**
 * The score of a rating as it was stored, on 100 and on `outOf`. Null with a reason, and the ids concerned, where levels or numbers are missing;
 * data never make it throw.
 */
export function scoreElements(groups: readonly RatedGroup[], outOf: string): ElementsScore {
  const fault = faultIn(groups) ?? (findExact(outOf) === undefined ? { reason: 'not-a-number', at: ['outOf'] } : undefined);
  if (fault !== undefined) return { score: null, scaled: null, ...fault, steps: [] };
  const { answer, steps } = scoreByLevels(elementsFacts(groups, outOf), (part, group) => `scoring.${part}.${group}`);
  return { ...answer, steps };
}

/** The same as scoring.md has it; 0 stands for a level that nobody has chosen. */
export function elementsFacts(groups: readonly RatedGroup[], outOf: string): ElementsFacts {
  return {
    groups: groups.map(({ id, share, elements }) => ({
      id,
      share: `${share}`,
      elements: elements.map((element) => ({ ...element, level: element.level ?? 0 })),
    })),
    outOf,
  };
}

interface Fault {
  readonly reason: NoScore;
  readonly at: readonly string[];
}

function faultIn(groups: readonly RatedGroup[]): Fault | undefined {
  const empty = groups.filter(({ elements }) => elements.length === 0);
  if (groups.length === 0 || empty.length > 0) return { reason: 'no-elements', at: empty.map(({ id }) => id) };
  const all = groups.flatMap(({ elements }) => elements);
  const faults: readonly [NoScore, (element: RatedElement) => boolean][] = [
    ['not-a-number', ({ max }) => (findExact(max)?.n ?? 0n) <= 0n],
    ['levels-missing', ({ level }) => level === null],
    ['level-out-of-range', ({ level }) => !isLevel(level ?? 0)],
  ];
  for (const [reason, has] of faults) {
    const at = all.filter(has).map(({ id }) => id);
    if (at.length > 0) return { reason, at };
  }
  const shares = groups.reduce((total, { share }) => total + share, 0);
  return shares === 100 ? undefined : { reason: 'shares-do-not-sum', at: groups.map(({ id }) => id) };
}
