import { add, div, exact, findExact, mul, round, sub, sum, whole } from './exact.ts';
import type { Exact } from './exact.ts';
import { step } from './steps.ts';
import type { Step } from './steps.ts';

/** Something that is judged by a level: 5 is best and gives `max`, 1 gives a fifth. */
export interface Element {
  readonly id: string;
  /** Above 0. */
  readonly max: string;
  /** Null while nobody has chosen one. */
  readonly level: number | null;
}
export interface ElementGroup {
  readonly id: string;
  /** Per cent of the score; the groups' shares sum to 100. */
  readonly share: number;
  readonly elements: readonly Element[];
}
export interface ElementsFacts {
  readonly groups: readonly ElementGroup[];
  /** Taken from the score on 100, before scaling; not clamped. */
  readonly deduction?: string;
  /** What the scaled score is out of; 100 if absent. */
  readonly outOf?: string;
}

export type NoScore = 'levels-missing' | 'level-out-of-range' | 'no-elements' | 'not-a-number' | 'shares-do-not-sum';
export type ElementsScore =
  | { readonly score: string; readonly scaled: string; readonly steps: readonly Step[] }
  | {
      readonly score: null;
      readonly scaled: null;
      readonly reason: NoScore;
      readonly at: readonly string[];
      readonly steps: readonly Step[];
    };

const LEVELS = 5;
const SOURCE = 'domain §2.7 평정규칙 §8(7), W05';

/**
 * The score on 100 and on `outOf` from levels: a group's points are share × Σ(max × level / 5) / Σ max. Both are rounded half-up to 2 places
 * from exact values. Null with a reason, and the ids concerned, where levels or numbers are missing; data never make it throw.
 */
export function scoreElements({ groups, deduction = '0', outOf = '100' }: ElementsFacts): ElementsScore {
  const fault = faultIn(groups) ?? badNumber({ deduction, outOf });
  if (fault !== undefined) return { score: null, scaled: null, ...fault, steps: [] };
  const steps: Step[] = [];
  const points = groups.map((group) => groupPoints(group, steps));
  const inputs = Object.fromEntries(groups.map((group, index) => [group.id, points[index] ?? whole(0)]));
  const total = sum(points);
  steps.push(
    step({
      label: 'scoring.elements.total',
      formula: groups.map(({ id }) => id).join(' + '),
      inputs,
      value: total,
      source: SOURCE,
    }),
  );
  const score = sub(total, exact(deduction));
  if (exact(deduction).n !== 0n) {
    const label = 'scoring.elements.deduction';
    steps.push(
      step({
        label,
        formula: 'score − deduction',
        inputs: { score: total, deduction: exact(deduction) },
        value: score,
        source: 'domain §2.7',
      }),
    );
  }
  const scaled = div(mul(score, exact(outOf)), whole(100));
  const scaling = { score, outOf: exact(outOf) };
  steps.push(
    step({ label: 'scoring.elements.scaled', formula: 'score × outOf / 100', inputs: scaling, value: scaled, source: SOURCE }),
  );
  return { score: round(score), scaled: round(scaled), steps };
}

/** Pushes one step for each element and one for the group. */
function groupPoints({ id, share, elements }: ElementGroup, steps: Step[]): Exact {
  let [reached, most] = [whole(0), whole(0)];
  for (const element of elements) {
    const [max, level] = [exact(element.max), whole(element.level ?? 0)];
    const value = div(mul(max, level), whole(LEVELS));
    const inputs = { [`${element.id}.max`]: max, [`${element.id}.level`]: level };
    const formula = `${element.id}.max × ${element.id}.level / 5`;
    steps.push(step({ label: `scoring.element.${id}`, formula, inputs, value, source: SOURCE }));
    [reached, most] = [add(reached, value), add(most, max)];
  }
  const value = div(mul(whole(share), reached), most);
  const inputs = { share: whole(share), reached, most };
  steps.push(step({ label: `scoring.group.${id}`, formula: 'share × reached / most', inputs, value, source: SOURCE }));
  return value;
}

interface Fault {
  readonly reason: NoScore;
  /** Ids of groups or elements, or the name of the number. */
  readonly at: readonly string[];
}

function badNumber(numbers: Readonly<Record<string, string>>): Fault | undefined {
  const at = Object.keys(numbers).filter((name) => findExact(numbers[name] ?? '') === undefined);
  return at.length > 0 ? { reason: 'not-a-number', at } : undefined;
}

function faultIn(groups: readonly ElementGroup[]): Fault | undefined {
  const empty = groups.filter(({ elements }) => elements.length === 0);
  if (groups.length === 0 || empty.length > 0) return { reason: 'no-elements', at: empty.map(({ id }) => id) };
  const all = groups.flatMap(({ elements }) => elements);
  const faults: readonly [NoScore, (element: Element) => boolean][] = [
    ['not-a-number', ({ max }) => (findExact(max)?.n ?? 0n) <= 0n],
    ['levels-missing', ({ level }) => level === null],
    ['level-out-of-range', ({ level }) => level === null || !Number.isInteger(level) || level < 1 || level > LEVELS],
  ];
  for (const [reason, has] of faults) {
    const at = all.filter(has).map(({ id }) => id);
    if (at.length > 0) return { reason, at };
  }
  const shares = groups.reduce((total, { share }) => total + share, 0);
  return shares === 100 ? undefined : { reason: 'shares-do-not-sum', at: groups.map(({ id }) => id) };
}
