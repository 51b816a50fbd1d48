import { div, exact, HUNDRED, mul, round, sum } from '../exact.ts';
import type { Exact } from '../exact.ts';
import { sumFaults } from '../faults.ts';
import type { Fault, ScoringKind } from '../faults.ts';
import { negativeFaults } from '../ranges.ts';
import { step } from '../steps.ts';
import type { Step } from '../steps.ts';
import { shareFaults } from './seats.ts';
import type { Share } from './seats.ts';

export interface BonusFacts {
  /** Of one head, in won. */
  readonly base: string;
  /** Each grade's per cent of the base. */
  readonly rates: readonly Share[];
  /** The grades' per cent of the heads: with it goes `budgetRate`. */
  readonly shares?: readonly Share[];
  /** What may be spent on average, in per cent of the base. */
  readonly budgetRate?: string;
}
export interface BonusAnswer {
  /** Whole won, half-up. */
  readonly amounts: Readonly<Record<string, string>>;
  readonly adjustedBase: string | null;
}

const SOURCE = '수당규정 §6-2, scoring.md BON1';

/**
 * The bonus of each grade; with shares and a budget from a base that spends the budget exactly: base × budgetRate / Σ(share × rate / 100),
 * used unrounded. A grade with a rate and no share has nobody in it. W07; scoring.md BON1.
 */
export const bonus: ScoringKind<BonusFacts, BonusAnswer> = {
  faults: ({ base, rates, shares = [], budgetRate }) => [
    ...negativeFaults(base, '/base'),
    ...shareFaults(rates, '/rates'),
    ...negativeFaults(budgetRate, '/budgetRate'),
    ...shareFaults(shares, '/shares'),
    ...(shares.length === 0 ? [] : budgetFaults(shares, rates)),
  ],
  score: ({ base, rates, shares, budgetRate }) => {
    const steps: Step[] = [];
    const adjusted =
      shares === undefined || budgetRate === undefined ? undefined : adjustedBase({ base, rates, shares, budgetRate }, steps);
    const used = adjusted ?? exact(base);
    const amounts = rates.map(([grade, percent]) => {
      const rate = exact(percent);
      const value = div(mul(used, rate), HUNDRED);
      const formula = `${grade}: base × rate / 100`;
      steps.push(step({ label: 'scoring.bonus.amount', formula, inputs: { base: used, rate }, value, source: SOURCE }));
      return [grade, round(value, 0)] as const;
    });
    const answer = {
      amounts: Object.fromEntries(amounts),
      adjustedBase: adjusted === undefined ? null : round(adjusted, 0),
    };
    return { answer, steps };
  },
};

function budgetFaults(shares: readonly Share[], rates: readonly Share[]): readonly Fault[] {
  const known = new Set(rates.map(([grade]) => grade));
  const unknown = shares.flatMap(([grade], index): readonly Fault[] =>
    known.has(grade) ? [] : [{ stage: 'range', code: 'unknown-value', path: `/shares/${index}/0` }],
  );
  const unsummed = sumFaults(
    shares.map(([, percent]) => percent),
    'shares-do-not-sum',
    '/shares',
  );
  // No base whatever spends a budget on grades that are all paid nothing.
  const unpaid: readonly Fault[] =
    cost(shares, rates).n === 0n ? [{ stage: 'sum', code: 'value-out-of-range', path: '/rates' }] : [];
  return [...unknown, ...unsummed, ...unpaid];
}

/** What a head costs on average, in per cent of the base. */
function cost(shares: readonly Share[], rates: readonly Share[]): Exact {
  return sum(costs(shares, rates).map(({ part }) => part));
}

function costs(shares: readonly Share[], rates: readonly Share[]) {
  const byGrade = new Map(rates);
  return shares.map(([grade, percent]) => {
    const [share, rate] = [exact(percent), exact(byGrade.get(grade) ?? '0')];
    return { grade, share, rate, part: div(mul(share, rate), HUNDRED) };
  });
}

function adjustedBase({ base, rates, shares, budgetRate }: Required<BonusFacts>, steps: Step[]): Exact {
  const parts = costs(shares, rates);
  const total = cost(shares, rates);
  const budget = exact(budgetRate);
  const value = div(mul(exact(base), budget), total);
  steps.push(
    step({
      label: 'scoring.bonus.cost',
      formula: parts.map(({ grade }) => `${grade}.share × ${grade}.rate / 100`).join(' + '),
      inputs: Object.fromEntries(
        parts.flatMap(({ grade, share, rate }) => [
          [`${grade}.share`, share],
          [`${grade}.rate`, rate],
        ]),
      ),
      value: total,
      source: SOURCE,
    }),
    step({
      label: 'scoring.bonus.adjusted-base',
      formula: 'base × budgetRate / cost',
      inputs: { base: exact(base), budgetRate: budget, cost: total },
      value,
      source: SOURCE,
    }),
  );
  return value;
}
