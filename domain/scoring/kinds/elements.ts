import { add, div, exact, mul, round, sub, sum, whole, ZERO } from '../exact.ts';
import type { Exact } from '../exact.ts';
import { duplicateFaults, sumFaults } from '../faults.ts';
import type { Fault, Scored, ScoringKind } from '../faults.ts';
import type { GroupLabel, StepLabel } from '../labels.ts';
import { negativeFaults, notAboveZeroFaults, rangeFaults } from '../ranges.ts';
import { step } from '../steps.ts';
import type { Step } from '../steps.ts';

/** Something that is judged by a level: 5 is best and gives `max`, 1 gives a fifth. */
export interface Element {
  readonly id: string;
  /** Above 0. */
  readonly max: string;
  readonly level: number;
}
export interface ElementGroup {
  readonly id: string;
  /** Per cent of the score; the groups' shares sum to 100. */
  readonly share: string;
  readonly elements: readonly Element[];
}
export interface ElementsFacts {
  readonly groups: readonly ElementGroup[];
  /** Taken from the score on 100, before scaling; not clamped. */
  readonly deduction?: string;
  /** What the scaled score is out of; 100 if absent. */
  readonly outOf?: string;
}
export interface ElementsAnswer {
  readonly score: string;
  readonly scaled: string;
}

const LEVELS = 5;
const SOURCE = '평정규칙 §8(7), scoring.md ELE1';

/** The score on 100 and on `outOf` from levels: a group's points are share × Σ(max × level / 5) / Σ max (scoring.md ELE1). */
export const elements: ScoringKind<ElementsFacts, ElementsAnswer> = {
  faults: ({ groups, deduction, outOf }) => [
    ...duplicateFaults(
      groups.map(({ id }) => id),
      (index) => `/groups/${index}/id`,
    ),
    ...groups.flatMap((group, index) => groupFaults(group, `/groups/${index}`)),
    ...negativeFaults(deduction, '/deduction'),
    ...notAboveZeroFaults(outOf, '/outOf'),
    ...sumFaults(
      groups.map(({ share }) => share),
      'shares-do-not-sum',
      '/groups',
    ),
  ],
  score: (facts) => scoreByLevels(facts, (part) => `scoring.elements.${part}`),
};

function groupFaults({ share, elements }: ElementGroup, path: string): readonly Fault[] {
  return [
    ...negativeFaults(share, `${path}/share`),
    ...duplicateFaults(
      elements.map(({ id }) => id),
      (index) => `${path}/elements/${index}/id`,
    ),
    ...elements.flatMap(({ max, level }, index) => [
      ...notAboveZeroFaults(max, `${path}/elements/${index}/max`),
      ...rangeFaults(isLevel(level), `${path}/elements/${index}/level`, 'level-out-of-range'),
    ]),
  ];
}

export function isLevel(level: number): boolean {
  return Number.isInteger(level) && level >= 1 && level <= LEVELS;
}

/** Names the step of an element, or of its group. */
export type PartLabel = (part: 'element' | 'group', group: string) => StepLabel | GroupLabel;

/** Rounds the score and the scaled score half-up to 2 places, each from exact values; there must be no fault. */
export function scoreByLevels(
  { groups, deduction = '0', outOf = '100' }: ElementsFacts,
  labelOf: PartLabel,
): Scored<ElementsAnswer> {
  const parts = groups.map((group) => groupPoints(group, labelOf));
  const total = sum(parts.map(({ points }) => points));
  const taken = exact(deduction);
  const score = sub(total, taken);
  const scaled = div(mul(score, exact(outOf)), whole(100));
  const steps = [
    ...parts.flatMap((part) => part.steps),
    step({
      label: 'scoring.elements.total',
      formula: groups.map(({ id }) => id).join(' + '),
      inputs: Object.fromEntries(parts.map(({ id, points }) => [id, points])),
      value: total,
      source: SOURCE,
    }),
    ...(taken.n === 0n ? [] : [deductionStep({ score: total, deduction: taken }, score)]),
    step({
      label: 'scoring.elements.scaled',
      formula: 'score × outOf / 100',
      inputs: { score, outOf: exact(outOf) },
      value: scaled,
      source: SOURCE,
    }),
  ];
  return { answer: { score: round(score), scaled: round(scaled) }, steps };
}

function deductionStep(inputs: Readonly<Record<string, Exact>>, value: Exact): Step {
  return step({ label: 'scoring.elements.deduction', formula: 'score − deduction', inputs, value, source: 'scoring.md ELE1' });
}

/** With one step for each element and one for the group. */
function groupPoints(group: ElementGroup, labelOf: PartLabel) {
  const { id, elements } = group;
  const steps: Step[] = [];
  let [reached, most] = [ZERO, ZERO];
  for (const element of elements) {
    const [max, level] = [exact(element.max), whole(element.level)];
    const value = div(mul(max, level), whole(LEVELS));
    const inputs = { [`${element.id}.max`]: max, [`${element.id}.level`]: level };
    const formula = `${element.id}.max × ${element.id}.level / 5`;
    steps.push(step({ label: labelOf('element', id), formula, inputs, value, source: SOURCE }));
    [reached, most] = [add(reached, value), add(most, max)];
  }
  const share = exact(group.share);
  const points = div(mul(share, reached), most);
  const inputs = { share, reached, most };
  const formula = `${id}: share × reached / most`;
  steps.push(step({ label: labelOf('group', id), formula, inputs, value: points, source: SOURCE }));
  return { id, points, steps };
}
