import { compare, div, exact, HUNDRED, mean, mul, round, sum, whole } from '../exact.ts';
import type { Exact } from '../exact.ts';
import { duplicateFaults, sumFaults, weightFaults } from '../faults.ts';
import type { ScoringKind } from '../faults.ts';
import { step } from '../steps.ts';
import type { Step } from '../steps.ts';

interface RaterGroup {
  readonly id: string;
  readonly weight: string;
  /** One of each rater. */
  readonly scores: readonly string[];
}
export interface MultiSourceFacts {
  /** Their weights sum to 100. */
  readonly groups: readonly RaterGroup[];
  /** So many scores are dropped at each end; 0 if absent. */
  readonly trim?: number;
  /** A group of fewer raters is hidden; 3 if absent. */
  readonly fewest?: number;
}
export interface MultiSourceAnswer {
  /** Null where all groups are hidden. */
  readonly score: string | null;
  /** Null for a hidden group. */
  readonly groups: Readonly<Record<string, string | null>>;
}

const FEWEST = 3;
const SOURCE = 'scoring.md MUL1';

/**
 * The groups' means by their weights. A group of too few raters, or one that trimming empties, is hidden and the other weights stand for 100.
 * W17; scoring.md MUL1.
 */
export const multiSource: ScoringKind<MultiSourceFacts, MultiSourceAnswer> = {
  faults: ({ groups }) => [
    ...duplicateFaults(
      groups.map(({ id }) => id),
      (index) => `/groups/${index}/id`,
    ),
    ...groups.flatMap(({ weight }, index) => weightFaults(weight, `/groups/${index}/weight`)),
    ...sumFaults(
      groups.map(({ weight }) => weight),
      'weights-do-not-sum',
      '/groups',
    ),
  ],
  score: ({ groups, trim = 0, fewest = FEWEST }) => {
    const steps: Step[] = [];
    const values = groups.map((group) => ({ group, value: valueOf(group, { trim, fewest }, steps) }));
    const shown = values.flatMap(({ group: { id, weight }, value }) =>
      value === undefined ? [] : [{ id, weight: exact(weight), value }],
    );
    const score = scoreOf(shown, shown.length < groups.length, steps);
    const answer = {
      score: score === undefined ? null : round(score),
      groups: Object.fromEntries(values.map(({ group, value }) => [group.id, value === undefined ? null : round(value)])),
    };
    return { answer, steps };
  },
};

interface Limits {
  readonly trim: number;
  readonly fewest: number;
}

/** Undefined where the group is hidden. */
function valueOf({ id, scores }: RaterGroup, limits: Limits, steps: Step[]): Exact | undefined {
  const raters = whole(scores.length);
  const [trim, fewest] = [whole(limits.trim), whole(limits.fewest)];
  const kept = Math.max(scores.length - 2 * limits.trim, 0);
  if (scores.length < limits.fewest) {
    const label = 'scoring.multi-source.hidden';
    steps.push(step({ label, formula: `${id}: raters < fewest`, inputs: { raters, fewest }, value: raters, source: SOURCE }));
    return undefined;
  }
  if (kept === 0) {
    const label = 'scoring.multi-source.emptied';
    const formula = `${id}: raters ≤ 2 × trim`;
    steps.push(step({ label, formula, inputs: { raters, trim }, value: whole(0), source: SOURCE }));
    return undefined;
  }
  if (limits.trim > 0) {
    const label = 'scoring.multi-source.trimmed';
    const formula = `${id}: raters − 2 × trim`;
    steps.push(step({ label, formula, inputs: { raters, trim }, value: whole(kept), source: SOURCE }));
  }
  const used = scores
    .map(exact)
    .toSorted(compare)
    .slice(limits.trim, limits.trim + kept);
  const value = mean(used);
  const inputs = { sum: sum(used), count: whole(kept) };
  steps.push(step({ label: 'scoring.multi-source.mean', formula: `${id}: sum / count`, inputs, value, source: SOURCE }));
  return value;
}

interface Shown {
  readonly id: string;
  readonly weight: Exact;
  readonly value: Exact;
}

/** Undefined where nothing with a weight is shown. */
function scoreOf(shown: readonly Shown[], isPart: boolean, steps: Step[]): Exact | undefined {
  const valid = sum(shown.map(({ weight }) => weight));
  if (valid.n === 0n) return undefined;
  if (isPart) {
    const label = 'scoring.multi-source.renormalised';
    steps.push(step({ label, formula: '100 / valid', inputs: { valid }, value: div(HUNDRED, valid), source: SOURCE }));
  }
  const value = div(sum(shown.map((one) => mul(one.weight, one.value))), valid);
  const top = shown.map(({ id }) => `${id}.weight × ${id}.value`).join(' + ');
  const bottom = shown.map(({ id }) => `${id}.weight`).join(' + ');
  const inputs = Object.fromEntries(
    shown.flatMap((one) => [
      [`${one.id}.weight`, one.weight],
      [`${one.id}.value`, one.value],
    ]),
  );
  const label = 'scoring.multi-source.score';
  steps.push(step({ label, formula: `(${top}) / (${bottom})`, inputs, value, source: SOURCE }));
  return value;
}
