import { compare, exact, mean, mul, round, sqrt, sub, sum, whole } from '../exact.ts';
import type { Exact } from '../exact.ts';
import type { ScoringKind } from '../faults.ts';
import type { StepLabel } from '../labels.ts';
import { step } from '../steps.ts';
import type { Step } from '../steps.ts';

export interface SeverityFacts {
  /** The scores that each rater gave. */
  readonly raters: Readonly<Record<string, readonly string[]>>;
}
export interface RaterSeverity {
  readonly mean: string;
  /** The rater's mean less that of all scores: above 0 is lenient. */
  readonly index: string;
  readonly deviation: string;
  readonly flagged: boolean;
}
export interface SeverityAnswer {
  readonly mean: string;
  readonly deviation: string;
  readonly raters: Readonly<Record<string, RaterSeverity>>;
}

/** Below that many scores a rater's mean says too little. */
const ENOUGH = 5;
const SOURCE = 'scoring.md SEV1';

/**
 * How far each rater's mean lies from that of all scores; flagged where it is more than one (population) deviation of all scores and the rater
 * gave at least 5. It advises: nothing is adjusted by it. W15; scoring.md SEV1.
 */
export const severity: ScoringKind<SeverityFacts, SeverityAnswer> = {
  faults: () => [],
  score: ({ raters }) => {
    const steps: Step[] = [];
    const given = Object.entries(raters).map(([id, scores]) => ({ id, spread: spreadOf(scores.map(exact)) }));
    const all = spreadOf(Object.values(raters).flatMap((scores) => scores.map(exact)));
    steps.push(...spreadSteps(all, { mean: 'scoring.severity.mean', deviation: 'scoring.severity.deviation', of: 'all' }));
    const rated = given.map(({ id, spread }) => [id, severityOf({ id, spread, all }, steps)] as const);
    const answer = { mean: round(all.mean), deviation: round(all.deviation), raters: Object.fromEntries(rated) };
    return { answer, steps };
  },
};

interface Spread {
  readonly sum: Exact;
  readonly count: Exact;
  readonly mean: Exact;
  readonly variance: Exact;
  readonly deviation: Exact;
}

/** Mean and population deviation. */
function spreadOf(scores: readonly Exact[]): Spread {
  const middle = mean(scores);
  const variance = mean(scores.map((score) => square(sub(score, middle))));
  return { sum: sum(scores), count: whole(scores.length), mean: middle, variance, deviation: sqrt(variance) };
}

function square(value: Exact): Exact {
  return mul(value, value);
}

interface Labels {
  readonly mean: StepLabel;
  readonly deviation: StepLabel;
  /** Whose scores they are. */
  readonly of: string;
}

function spreadSteps({ sum: total, count, mean: middle, variance, deviation }: Spread, labels: Labels): readonly Step[] {
  const { of } = labels;
  return [
    step({
      label: labels.mean,
      formula: `${of}: sum / count`,
      inputs: { sum: total, count },
      value: middle,
      source: SOURCE,
    }),
    step({ label: labels.deviation, formula: `${of}: √variance`, inputs: { variance }, value: deviation, source: SOURCE }),
  ];
}

interface Rated {
  readonly id: string;
  readonly spread: Spread;
  readonly all: Spread;
}

function severityOf({ id, spread, all }: Rated, steps: Step[]): RaterSeverity {
  const index = sub(spread.mean, all.mean);
  // Squares compare without a root: an index that is exactly one deviation is not flagged.
  const flagged = compare(square(index), all.variance) > 0 && compare(spread.count, whole(ENOUGH)) >= 0;
  steps.push(
    ...spreadSteps(spread, { mean: 'scoring.severity.rater-mean', deviation: 'scoring.severity.rater-deviation', of: id }),
    step({
      label: 'scoring.severity.index',
      formula: `${id}: raterMean − mean`,
      inputs: { raterMean: spread.mean, mean: all.mean },
      value: index,
      source: SOURCE,
    }),
  );
  if (flagged) {
    const formula = `${id}: |index| > deviation and count ≥ ${ENOUGH}`;
    const inputs = { index, deviation: all.deviation, count: spread.count };
    steps.push(step({ label: 'scoring.severity.flagged', formula, inputs, value: index, source: SOURCE }));
  }
  return { mean: round(spread.mean), index: round(index), deviation: round(spread.deviation), flagged };
}
