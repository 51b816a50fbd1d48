import { div, exact, HUNDRED, mul, round, sub, sum, ZERO } from '../exact.ts';
import type { Exact } from '../exact.ts';
import type { ScoringKind } from '../faults.ts';
import { named, step } from '../steps.ts';
import type { Step } from '../steps.ts';
import { achieved } from './achievement.ts';
import { inForce } from './scorecard/facts.ts';
import type { Indicator, ScorecardFacts } from './scorecard/facts.ts';
import { scorecardFaults } from './scorecard/faults.ts';

export type { Indicator, ScorecardFacts } from './scorecard/facts.ts';

export interface ScorecardAnswer {
  /** On 100; null if no weight is left. */
  readonly score: string | null;
  readonly indicators: readonly {
    readonly id: string;
    readonly achievement: string | null;
    readonly points: string | null;
  }[];
}

const SOURCE = 'scoring.md SC1';

/**
 * The card of a unit: achievements clamped by the cap and floor in force, times weights. Cancelled and excluded indicators leave the card and
 * the other weights are re-normalised to 100. Rounded half-up to 2 places from exact values. W02; scoring.md SC1 to SC3.
 */
export const scorecard: ScoringKind<ScorecardFacts, ScorecardAnswer> = {
  faults: scorecardFaults,
  score: (facts) => {
    const steps: Step[] = [];
    const rows = facts.indicators.map((indicator) => rowOf(indicator, facts, steps));
    const left = weightLeft(rows, steps);
    const counted = rows.map((row) => ({ ...row, points: row.isOut ? undefined : pointsOf(row, left, steps) }));
    const score = left.n === 0n ? undefined : total(counted, steps);
    const indicators = counted.map(({ id, achievement, points }) => {
      return { id, achievement: shown(achievement), points: shown(points) };
    });
    return { answer: { score: shown(score), indicators }, steps };
  },
};

function shown(value: Exact | undefined): string | null {
  return value === undefined ? null : round(value);
}

interface Row {
  readonly id: string;
  readonly weight: Exact;
  readonly achievement: Exact | undefined;
  /** Cancelled or excluded: it has no part in the card. */
  readonly isOut: boolean;
}

function rowOf(indicator: Indicator, card: ScorecardFacts, steps: Step[]): Row {
  const { id } = indicator;
  const weight = exact(indicator.weight);
  if (indicator.cancelled === true) return outOf({ id, weight, why: 'cancelled' }, steps);
  const own: Step[] = [];
  const value = indicator.notMeasured === true ? 'not-measured' : achieved(inForce(indicator, card), own);
  steps.push(...named(id, own));
  if (typeof value !== 'string') return { id, weight, achievement: value, isOut: false };
  if (card.notMeasured === 'exclude') return outOf({ id, weight, why: 'excluded' }, steps);
  return { id, weight, achievement: undefined, isOut: false };
}

function outOf({ id, weight, why }: { id: string; weight: Exact; why: 'cancelled' | 'excluded' }, steps: Step[]): Row {
  const formula = `${id}: weight → 0`;
  steps.push(step({ label: `scoring.scorecard.${why}`, formula, inputs: { weight }, value: ZERO, source: 'scoring.md SC2' }));
  return { id, weight, achievement: undefined, isOut: true };
}

/** The sum of the weights that stay in the card; a step of its own where it is not all of them. */
function weightLeft(rows: readonly Row[], steps: Step[]): Exact {
  if (!rows.some(({ isOut }) => isOut)) return HUNDRED;
  const out = sum(rows.filter(({ isOut }) => isOut).map(({ weight }) => weight));
  const left = sub(HUNDRED, out);
  const formula = '100 − weights that are out; the others × 100 / left';
  steps.push(step({ label: 'scoring.scorecard.renormalised', formula, inputs: { out }, value: left, source: 'scoring.md SC3' }));
  return left;
}

function pointsOf({ id, weight, achievement }: Row, left: Exact, steps: Step[]): Exact {
  if (achievement === undefined) {
    const formula = `${id}: not measured → 0`;
    steps.push(step({ label: 'scoring.scorecard.zero', formula, inputs: { weight }, value: ZERO, source: SOURCE }));
    return ZERO;
  }
  // Only weights of 0 are left where nothing is: they earn nothing.
  const of = left.n === 0n ? HUNDRED : left;
  const value = div(mul(achievement, weight), of);
  const formula = `${id}: achievement × weight / left`;
  const inputs = { achievement, weight, left: of };
  steps.push(step({ label: 'scoring.scorecard.points', formula, inputs, value, source: SOURCE }));
  return value;
}

function total(rows: readonly (Row & { readonly points: Exact | undefined })[], steps: Step[]): Exact {
  const counted = rows.flatMap(({ id, points }): readonly [string, Exact][] => (points === undefined ? [] : [[id, points]]));
  const value = sum(counted.map(([, part]) => part));
  const inputs = Object.fromEntries(counted);
  steps.push(step({ label: 'scoring.scorecard.total', formula: 'sum of the points', inputs, value, source: SOURCE }));
  return value;
}
