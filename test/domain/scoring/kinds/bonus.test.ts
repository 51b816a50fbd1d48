import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { bonus } from '../../../../domain/scoring/kinds/bonus.ts';
import type { BonusFacts } from '../../../../domain/scoring/kinds/bonus.ts';
import { seats } from '../../../../domain/scoring/kinds/seats.ts';
import type { Share } from '../../../../domain/scoring/kinds/seats.ts';
import { answerTo, labelsOf, refusals, stepsOf } from './asked.ts';

const rates: readonly Share[] = [
  ['S', '172.5'],
  ['A', '125'],
  ['B', '85'],
  ['C', '0'],
];
const WATERWORKS: readonly Share[] = [
  ['S', '30'],
  ['A', '50'],
  ['B', '20'],
];
const base = '3000000';
const neutral: BonusFacts = { base, rates, shares: WATERWORKS, budgetRate: '110' };

describe('W07 bonus', () => {
  it('W07: 172.5, 125, 85 and 0 per cent of 3,000,000 won', () => {
    expect(answerTo(bonus, { base, rates })).toEqual({
      amounts: { S: '5175000', A: '3750000', B: '2550000', C: '0' },
      adjustedBase: null,
    });
  });

  it('W07: 20/40/30/10 cost 110 per cent of the base, so that this budget leaves it as it is', () => {
    const shares: readonly Share[] = [
      ['S', '20'],
      ['A', '40'],
      ['B', '30'],
      ['C', '10'],
    ];
    const facts = { base, rates, shares, budgetRate: '110' };
    expect(stepsOf(bonus, facts)[0]).toMatchObject({ label: 'scoring.bonus.cost', value: '110' });
    expect(answerTo(bonus, facts).adjustedBase).toBe('3000000');
  });

  it('W07: 30/50/20 cost 131.25 per cent and need an adjusted base', () => {
    expect(stepsOf(bonus, neutral)[0]?.value).toBe('131.25');
    expect(answerTo(bonus, neutral)).toEqual({
      amounts: { S: '4337143', A: '3142857', B: '2137143', C: '0' },
      adjustedBase: '2514286',
    });
  });
});

describe('the bonus in detail', () => {
  it('BON1: amounts follow from the adjusted base as it is, not as it is shown', () => {
    const facts = { base: '1', rates: [['S', '1000000']], shares: [['S', '100']], budgetRate: '333333.3' } as const;
    expect(answerTo(bonus, facts)).toEqual({ amounts: { S: '3333' }, adjustedBase: '0' });
  });

  it('BON1: a grade with a rate and no share has nobody in it', () => {
    expect(answerTo(bonus, { ...neutral, rates: [...rates, ['SS', '300']] }).adjustedBase).toBe('2514286');
  });

  it('BON1: refuses a cost of 0, which no base can meet', () => {
    const unpaid = { ...neutral, rates: WATERWORKS.map(([grade]) => [grade, '0'] as const) };
    expect(refusals(bonus, unpaid)).toEqual(['value-out-of-range /rates']);
  });

  it('BON1: shares sum to 100 like those of seats, and each grade of them has a rate', () => {
    expect(refusals(bonus, { ...neutral, shares: WATERWORKS.slice(1) })).toEqual(['shares-do-not-sum /shares']);
    const shares: readonly Share[] = [...WATERWORKS, ['s', '0']];
    expect(refusals(bonus, { ...neutral, shares })).toEqual(['unknown-value /shares/3/0']);
  });

  it('GEN6: refuses what is negative and grades that stand twice', () => {
    const wrong: BonusFacts = {
      base: '-1',
      rates: [['S', '-5'], ['S', '10']], // prettier-ignore
      shares: [['S', '-20'], ['S', '120']], // prettier-ignore
      budgetRate: '-110',
    };
    expect(refusals(bonus, wrong)).toEqual([
      'value-out-of-range /base',
      'duplicate-id /rates/1/0',
      'value-out-of-range /rates/0/1',
      'value-out-of-range /budgetRate',
      'duplicate-id /shares/1/0',
      'value-out-of-range /shares/0/1',
    ]);
  });

  it('GEN10: one step for each amount, and two before them with a budget', () => {
    expect(labelsOf(bonus, { base, rates })).toEqual(Array<string>(4).fill('scoring.bonus.amount'));
    expect(labelsOf(bonus, neutral).slice(0, 2)).toEqual(['scoring.bonus.cost', 'scoring.bonus.adjusted-base']);
  });

  const parts = fc
    .uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 5 })
    .map((cuts) => [0, ...cuts.toSorted((a, b) => a - b), 100])
    .map((cuts) => cuts.slice(1).map((cut, index): Share => [`g${index}`, `${cut - (cuts[index] ?? 0)}`]));
  const rate = fc.integer({ min: 1, max: 300 });

  test.prop([parts, fc.array(rate, { minLength: 6, maxLength: 6 }), fc.nat(10_000_000), fc.nat(200)])(
    'the sum of all bonuses stays within the budget, but for half a won that rounding may add to each',
    (...[shares, percents, won, budgetRate]) => {
      const paid = shares.map(([grade], index): Share => [grade, `${percents[index] ?? 0}`]);
      const facts = { base: `${won}`, rates: paid, shares, budgetRate: `${budgetRate}` };
      const { amounts } = bonus.score(facts).answer;
      // A hundred people have whole seats at whole percents.
      const given = seats.score({ people: 100, shares, method: 'largest-remainder' }).answer.seats;
      const spent = Object.entries(given).reduce((total, [grade, count]) => total + count * Number(amounts[grade]), 0);
      expect(spent).toBeLessThanOrEqual(won * budgetRate + 50);
    },
  );
});
