import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { KINDS } from '../../../../domain/scoring/kinds.ts';
import type { Indicator, ScorecardFacts } from '../../../../domain/scoring/kinds/scorecard.ts';
import { indicator } from './builders.ts';
import type { Row } from './builders.ts';

const scoreOf = (facts: ScorecardFacts) => KINDS.scorecard.score(facts).answer.score;
const rowsOf = (facts: ScorecardFacts) =>
  KINDS.scorecard.score(facts).answer.indicators.map(({ achievement, points }) => [achievement, points]);
const faultsOf = (facts: ScorecardFacts) => KINDS.scorecard.faults(facts).map(({ code, path }) => `${code} ${path}`);
const labelsOf = (facts: ScorecardFacts) => KINDS.scorecard.score(facts).steps.map(({ label }) => label);

const k1: Row = ['K1', 'higher', '200', '170', '30'];
const k2: Row = ['K2', 'higher', '80', '88', '25'];
const k3: Row = ['K3', 'lower', '7', '10', '25'];
const k4: Row = ['K4', 'higher', '95', '95', '20'];
const card = (third: Partial<Indicator> = {}) => [indicator(k1), indicator(k2), indicator(k3, third), indicator(k4)];
const unmeasured = card({ actual: null });

describe('W02 department card', () => {
  it.each([
    ['100', '88.00', '25.00'],
    ['120', '90.50', '27.50'],
  ])('W02: cap %s gives %s', (cap, score, second) => {
    expect(scoreOf({ indicators: card(), cap })).toBe(score);
    expect(rowsOf({ indicators: card(), cap }).map(([, points]) => points)).toEqual(['25.50', second, '17.50', '20.00']);
  });

  it('W02: re-normalises to 94.00 when the council cancels the third', () => {
    const facts = { indicators: card({ cancelled: true }), cap: '100' };
    expect(KINDS.scorecard.score(facts).answer).toEqual({
      score: '94.00',
      indicators: [
        { id: 'K1', achievement: '85.00', points: '34.00' },
        { id: 'K2', achievement: '100.00', points: '33.33' },
        { id: 'K3', achievement: null, points: null },
        { id: 'K4', achievement: '100.00', points: '26.67' },
      ],
    });
    const rules = ['scoring.scorecard.cancelled', 'scoring.cap', 'scoring.scorecard.renormalised'];
    expect(labelsOf(facts)).toEqual(expect.arrayContaining(rules));
    expect(labelsOf({ indicators: card(), cap: '120' })).not.toEqual(expect.arrayContaining(rules.slice(2)));
  });
});

describe('cap and floor of a card', () => {
  it('SC1: an indicator has its own cap or floor before the ones of the card, and the achievement is reported after clamping', () => {
    const indicators = [indicator(k1, { floor: '90' }), indicator(k2, { cap: '105' }), indicator(k3), indicator(k4)];
    expect(rowsOf({ indicators, cap: '99', floor: '75' }).map(([achievement]) => achievement)).toEqual([
      '90.00',
      '105.00',
      '75.00',
      '99.00',
    ]);
    expect(rowsOf({ indicators }).map(([achievement]) => achievement)).toEqual(['90.00', '105.00', '70.00', '100.00']);
  });

  it('SC1: the cap of an actual of 0 is the one in force', () => {
    const rows = (own: Partial<Indicator>, limits: Partial<ScorecardFacts>) =>
      rowsOf({ indicators: card({ actual: '0', ...own }), ...limits })[2]?.[0];
    expect(rows({}, {})).toBe('100.00');
    expect(rows({}, { cap: '120' })).toBe('120.00');
    expect(rows({ cap: '110' }, { cap: '120' })).toBe('110.00');
  });

  it('ACH12: a floor above the cap in force is refused where the floor stands', () => {
    expect(faultsOf({ indicators: card(), cap: '100', floor: '101' })).toEqual(['value-out-of-range /floor']);
    expect(faultsOf({ indicators: card({ floor: '101' }), cap: '100' })).toEqual(['value-out-of-range /indicators/2/floor']);
    expect(faultsOf({ indicators: card({ floor: '101', cap: '99' }) })).toEqual(['value-out-of-range /indicators/2/floor']);
    expect(faultsOf({ indicators: card({ cap: '50' }), cap: '100', floor: '60' })).toEqual(['value-out-of-range /floor']);
    expect(faultsOf({ indicators: card({ floor: '101', cap: '120' }), cap: '100' })).toEqual([]);
  });
});

describe('an indicator that is not measured', () => {
  it('SC2: is refused at the indicator unless the card says otherwise', () => {
    expect(faultsOf({ indicators: unmeasured })).toEqual(['not-measured /indicators/2']);
    expect(faultsOf({ indicators: card({ notMeasured: true }), notMeasured: 'refuse' })).toEqual(['not-measured /indicators/2']);
    expect(faultsOf({ indicators: card({ direction: null }) })).toEqual(['not-measured /indicators/2']);
    expect(faultsOf({ indicators: card({ actual: null, cancelled: true }) })).toEqual([]);
    for (const notMeasured of ['zero', 'exclude'] as const) expect(faultsOf({ indicators: unmeasured, notMeasured })).toEqual([]);
  });

  it('SC2: counts as zero points whatever the floor', () => {
    for (const indicators of [unmeasured, card({ notMeasured: true })]) {
      const facts: ScorecardFacts = { indicators, cap: '100', floor: '50', notMeasured: 'zero' };
      expect(scoreOf(facts)).toBe('70.50');
      expect(rowsOf(facts)[2]).toEqual([null, '0.00']);
      expect(labelsOf(facts)).toContain('scoring.scorecard.zero');
    }
  });

  it('SC2: leaves the card where it is excluded', () => {
    for (const indicators of [unmeasured, card({ notMeasured: true })]) {
      const facts: ScorecardFacts = { indicators, cap: '100', notMeasured: 'exclude' };
      expect(scoreOf(facts)).toBe('94.00');
      expect(rowsOf(facts)[2]).toEqual([null, null]);
      expect(labelsOf(facts)).toEqual(expect.arrayContaining(['scoring.scorecard.excluded', 'scoring.scorecard.renormalised']));
    }
  });
});

describe('weights of a card', () => {
  it('SC3: sum to 100 with the cancelled ones, else the list is named', () => {
    const off = [indicator(k1), indicator(k2), indicator(k3, { cancelled: true, weight: '24.99' }), indicator(k4)];
    expect(faultsOf({ indicators: off })).toEqual(['weights-do-not-sum /indicators']);
    expect(faultsOf({ indicators: card({ weight: '-25' }) })).toEqual([
      'weight-out-of-range /indicators/2/weight',
      'weights-do-not-sum /indicators',
    ]);
    expect(faultsOf({ indicators: card() })).toEqual([]);
  });

  it('SC3: leave no score when nothing is left of them', () => {
    const all = card().map((one) => ({ ...one, cancelled: true }));
    expect(KINDS.scorecard.score({ indicators: all }).answer).toMatchObject({
      score: null,
      indicators: [{ points: null }, {}, {}, {}],
    });
    const none = unmeasured.map((one) => ({ ...one, actual: null }));
    expect(scoreOf({ indicators: none, notMeasured: 'exclude' })).toBeNull();
    expect(scoreOf({ indicators: none, notMeasured: 'zero' })).toBe('0.00');
    const weightless = [
      indicator(['A', 'higher', '1', '1', '100'], { cancelled: true }),
      indicator(['B', 'higher', '1', '1', '0']),
    ];
    expect(KINDS.scorecard.score({ indicators: weightless }).answer).toMatchObject({
      score: null,
      indicators: [{}, { points: '0.00' }],
    });
  });

  it('GEN6: an id stands once', () => {
    expect(
      faultsOf({ indicators: [indicator(k1), indicator(k2), indicator(k3), indicator(['K2', 'higher', '1', '1', '20'])] }),
    ).toEqual(['duplicate-id /indicators/3/id']);
  });

  it('finds the faults of an achievement where it stands', () => {
    const panel = { id: 'P', weight: '20', method: 'panel', panel: ['90'], trim: 1 } as const;
    expect(faultsOf({ indicators: [indicator(k1), indicator(k2), indicator(k3), panel] })).toEqual([
      'value-out-of-range /indicators/3/trim',
    ]);
  });
});

describe('the exactness of a card', () => {
  it('GEN2: a half that hides behind thirds goes up', () => {
    // 1/3 × 30 = 10, and 1/14000 of 70 = 0.005.
    const indicators = [indicator(['A', 'higher', '3', '1', '30']), indicator(['B', 'higher', '14000', '1', '70'])];
    expect(scoreOf({ indicators })).toBe('10.01');
    const just = [indicator(['A', 'higher', '3', '1', '30']), indicator(['B', 'higher', `14000.${'0'.repeat(54)}1`, '1', '70'])];
    expect(scoreOf({ indicators: just })).toBe('10.00');
  });

  it('GEN10: keeps ids of any name in the steps', () => {
    const facts = { indicators: [indicator(['__proto__', 'higher', '1', '1', '100'])] };
    expect(JSON.stringify(KINDS.scorecard.score(facts).steps.at(-1))).toContain('"inputs":{"__proto__":"100"}');
  });
});

const amount = fc
  .integer({ min: 1, max: 100_000 })
  .map((cents) => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`);
const pair = fc.record({
  direction: fc.constantFrom('higher', 'lower'),
  target: amount,
  actual: amount,
  weight: fc.integer({ min: 1, max: 50 }),
});
const pairs = fc.array(pair, { minLength: 1, maxLength: 12 });
type Pair = Readonly<{ direction: string; target: string; actual: string; weight: number }>;

/** Whole weights that sum to 100 in the proportions given, the last one taking the rest; `scale` only multiplies before dividing again. */
const cardOf = (rows: readonly Pair[], scale = 1): ScorecardFacts => {
  const total = rows.reduce((sum, { weight }) => sum + weight, 0);
  const weights = rows.map(({ weight }) => Math.floor((weight * 100) / total));
  const rest = 100 - weights.reduce((sum, weight) => sum + weight, 0);
  const indicators = rows.map(({ direction, target, actual }, index) =>
    indicator([`K${index}`, direction, target, actual, `${(weights[index] ?? 0) + (index === 0 ? rest : 0)}`]),
  );
  if (scale === 1) return { indicators, cap: '120' };
  const shares = indicators.map((one) => ({ ...one, weight: String(Number(one.weight) / scale) }));
  return {
    indicators: [...shares, indicator(['out', 'higher', '1', '1', String(100 - 100 / scale)], { cancelled: true })],
    cap: '120',
  };
};

describe('properties of a card', () => {
  test.prop([pairs])('the order of the indicators does not matter', (rows) => {
    const { indicators } = cardOf(rows);
    expect(scoreOf({ indicators: indicators.toReversed(), cap: '120' })).toBe(scoreOf({ indicators, cap: '120' }));
  });

  test.prop([pairs, amount])('a higher actual never lowers the score of a higher-is-better card', (rows, more) => {
    const higher = rows.map((row) => ({ ...row, direction: 'higher' }));
    const raised = higher.map((row, index) =>
      index === 0 ? { ...row, actual: String(Number(row.actual) + Math.ceil(Number(more))) } : row,
    );
    expect(Number(scoreOf(cardOf(raised)))).toBeGreaterThanOrEqual(Number(scoreOf(cardOf(higher))));
  });

  test.prop([pairs, fc.constantFrom(2, 4, 5, 10)])(
    'weights scaled down beside a cancelled indicator give the same score',
    (rows, scale) => {
      expect(KINDS.scorecard.faults(cardOf(rows, scale))).toEqual([]);
      expect(scoreOf(cardOf(rows, scale))).toBe(scoreOf(cardOf(rows)));
    },
  );
});
