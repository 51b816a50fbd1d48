import { compare, div, exact, round, whole } from '../exact.ts';
import type { Exact } from '../exact.ts';
import { duplicateFaults } from '../faults.ts';
import type { ScoringKind } from '../faults.ts';
import { rangeFaults } from '../ranges.ts';
import { step } from '../steps.ts';
import type { Step } from '../steps.ts';

interface Group {
  readonly id: string;
  /** How many of the group had the favourable outcome. */
  readonly selected: number;
  readonly of: number;
}
export interface AdverseImpactFacts {
  readonly groups: readonly Group[];
  /** The lowest ratio that is no sign; four fifths if absent. */
  readonly threshold?: string;
  /** Groups of fewer people are suppressed; 5 if absent. */
  readonly smallest?: number;
}
export interface AdverseImpactAnswer {
  /** The lowest rate by the highest one; null with fewer than two groups, or where nobody was selected. */
  readonly ratio: string | null;
  readonly flagged: boolean;
  readonly suppressed: readonly string[];
}

const SMALLEST = 5;
const FOUR_FIFTHS = '0.80';
const SOURCE = 'scoring.md ADV1';

/** Whether one group fares so much worse than another that somebody has to look; unrounded rates decide. W16; scoring.md ADV1. */
export const adverseImpact: ScoringKind<AdverseImpactFacts, AdverseImpactAnswer> = {
  faults: ({ groups, smallest = SMALLEST }) => [
    ...duplicateFaults(
      groups.map(({ id }) => id),
      (index) => `/groups/${index}/id`,
    ),
    ...groups.flatMap(({ selected, of }, index) => [
      ...rangeFaults(of > 0 || of < smallest, `/groups/${index}/of`),
      ...rangeFaults(selected <= of, `/groups/${index}/selected`),
    ]),
  ],
  score: ({ groups, threshold = FOUR_FIFTHS, smallest = SMALLEST }) => {
    const suppressed = groups.filter(({ of }) => of < smallest);
    const steps = suppressed.map((group) => suppressedStep(group, smallest));
    const rates = groups.filter(({ of }) => of >= smallest).map((group) => rateOf(group, steps));
    const ratio = ratioOf(rates, steps);
    const flagged = ratio !== undefined && compare(ratio, exact(threshold)) < 0;
    if (flagged) {
      const inputs = { ratio, threshold: exact(threshold) };
      const label = 'scoring.adverse-impact.flagged';
      steps.push(step({ label, formula: 'ratio < threshold', inputs, value: ratio, source: SOURCE }));
    }
    const answer = {
      ratio: ratio === undefined ? null : round(ratio),
      flagged,
      suppressed: suppressed.map(({ id }) => id),
    };
    return { answer, steps };
  },
};

function suppressedStep({ id, of }: Group, smallest: number): Step {
  return step({
    label: 'scoring.adverse-impact.suppressed',
    formula: `${id}: of < smallest`,
    inputs: { of: whole(of), smallest: whole(smallest) },
    value: whole(of),
    source: SOURCE,
  });
}

function rateOf({ id, selected, of }: Group, steps: Step[]): Exact {
  const inputs = { selected: whole(selected), of: whole(of) };
  const value = div(inputs.selected, inputs.of);
  const label = 'scoring.adverse-impact.rate';
  steps.push(step({ label, formula: `${id}: selected / of`, inputs, value, source: SOURCE }));
  return value;
}

function ratioOf(rates: readonly Exact[], steps: Step[]): Exact | undefined {
  const [lowest, ...others] = rates.toSorted(compare);
  const highest = others.at(-1);
  if (lowest === undefined || highest === undefined || highest.n === 0n) return undefined;
  const value = div(lowest, highest);
  const label = 'scoring.adverse-impact.ratio';
  steps.push(step({ label, formula: 'lowest / highest', inputs: { lowest, highest }, value, source: SOURCE }));
  return value;
}
