import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { faultsOf, labelsOf, outcome } from './builders.ts';

type Row = [name: string, direction: string, target: string, actual: string, ratio: string, linear?: string];

describe('W01 achievement rate', () => {
  it.each<Row>([
    ['a', 'higher', '4.0', '4.11', '102.75'],
    ['b', 'higher', '51.5', '70.7', '137.28'],
    ['c', 'higher', '22', '28.3', '128.64'],
    ['d', 'higher', '21.6', '25.5', '118.06'],
    ['e', 'lower', '2.5', '2.0', '125.00', '120.00'],
    ['f', 'higher', '0', '4.11', 'target-is-zero', 'target-is-zero'],
    ['g', 'lower', '7', '5', '140.00', '128.57'],
    ['h', 'lower', '7', '10', '70.00', '57.14'],
    ['i', 'lower', '7', '14', '50.00', '0.00'],
  ])('W01 %s: %s is better, target %s, actual %s', (...[, direction, target, actual, ratio, linear = ratio]) => {
    expect(outcome({ method: 'ratio', direction, target, actual })).toBe(ratio);
    // ACH8: linear with higher is F1.
    expect(outcome({ method: 'linear', direction, target, actual })).toBe(linear);
  });

  it('W01 b: the cap cuts to 100', () => {
    expect(outcome({ method: 'ratio', direction: 'higher', target: '51.5', actual: '70.7', cap: '100' })).toBe('100.00');
  });

  it.each([
    ['j', '60', '80', '75', '75.00'],
    ['j', '60', '80', '85', '125.00'],
    ['j', '60', '80', '55', '-25.00'],
    ['k', '12', '8', '9', '75.00'],
    ['k', '12', '8', '13', '-25.00'],
  ])('W01 %s: from baseline %s to target %s, actual %s gives %s', (...[, baseline, target, actual, expected]) => {
    expect(outcome({ method: 'from-baseline', baseline, target, actual })).toBe(expected);
  });

  it('W01 j: a floor lifts a step backwards to 0', () => {
    expect(outcome({ method: 'from-baseline', baseline: '60', target: '80', actual: '55', floor: '0' })).toBe('0.00');
  });
});

const higher = { method: 'ratio', direction: 'higher', target: '4', actual: '5' } as const;
const lower = { method: 'ratio', direction: 'lower', target: '7', actual: '0' } as const;
const baseline = { method: 'from-baseline', baseline: '10', target: '20', actual: '15' } as const;
const table = {
  method: 'steps',
  direction: 'higher',
  target: '100',
  actual: '97',
  steps: [
    ['90', '80'],
    ['100', '100'],
    ['95', '90'],
  ],
} as const;

describe('reasons for null', () => {
  it('ACH2: a missing actual and an unknown direction give null with the reason, the direction first', () => {
    expect(outcome({ ...higher, actual: null })).toBe('actual-missing');
    expect(outcome({ method: 'ratio', direction: 'higher', target: '4' })).toBe('actual-missing');
    for (const direction of [null, 'sideways', '', 'Higher']) expect(outcome({ ...higher, direction })).toBe('direction-unknown');
    expect(outcome({ method: 'ratio', target: '4', actual: null })).toBe('direction-unknown');
    expect(outcome({ ...table, direction: null })).toBe('direction-unknown');
    expect(outcome({ ...baseline, actual: null })).toBe('actual-missing');
    expect(outcome({ method: 'from-baseline', baseline: '1', target: '2' })).toBe('actual-missing');
  });

  it('GEN8: the first reason that holds is given, a negative value before a target of zero', () => {
    expect(outcome({ ...higher, actual: null, target: '-1' })).toBe('actual-missing');
    expect(outcome({ ...higher, target: '0', actual: '-1' })).toBe('negative-value');
    expect(outcome({ ...baseline, target: '10', actual: '-5' })).toBe('baseline-equals-target');
    expect(outcome({ ...baseline, target: '10.0', actual: null })).toBe('actual-missing');
  });

  it('ACH1: from-baseline ignores the direction', () => {
    for (const direction of ['higher', 'lower', 'sideways', null]) expect(outcome({ ...baseline, direction })).toBe('50.00');
  });

  it('ACH5: negative numbers are refused by ratio, linear and steps, and welcome from a baseline', () => {
    for (const method of ['ratio', 'linear'] as const) {
      expect(outcome({ ...higher, method, target: '-4' })).toBe('negative-value');
      expect(outcome({ ...higher, method, actual: '-0.01' })).toBe('negative-value');
    }
    expect(outcome({ ...table, actual: '-1' })).toBe('negative-value');
    expect(outcome({ method: 'from-baseline', baseline: '-10', target: '-2', actual: '-4' })).toBe('75.00');
    expect(outcome({ ...higher, actual: '-0' })).toBe('0.00');
  });
});

describe('zeros', () => {
  it('ACH6: full or nothing on a target of 0 is for lower is better only, in ratio, linear and steps, then clamped', () => {
    const zero = { target: '0', zeroTarget: 'full-or-nothing' } as const;
    for (const facts of [lower, { ...lower, method: 'linear' }, { ...table, direction: 'lower', actual: '0' }] as const) {
      expect(outcome({ ...facts, ...zero })).toBe('100.00');
      expect(outcome({ ...facts, ...zero, actual: '1' })).toBe('0.00');
      expect(outcome({ ...facts, ...zero, actual: '1', floor: '20' })).toBe('20.00');
      expect(outcome({ ...facts, ...zero, cap: '90' })).toBe('90.00');
      expect(outcome({ ...facts, ...zero, direction: 'higher' })).toBe('target-is-zero');
      expect(outcome({ ...facts, target: '0' })).toBe('target-is-zero');
    }
    expect(outcome({ ...baseline, target: '0', zeroTarget: 'full-or-nothing' })).toBe('-50.00');
  });

  it('ACH7: an actual of 0 where lower is better takes the cap, else 100, in ratio and in steps through it, not in linear', () => {
    expect(outcome(lower)).toBe('100.00');
    expect(outcome({ ...lower, cap: '120' })).toBe('120.00');
    expect(outcome({ ...lower, method: 'linear' })).toBe('200.00');
    expect(outcome({ ...baseline, baseline: '7', target: '5', actual: '0' })).toBe('350.00');
    expect(outcome({ ...table, direction: 'lower', actual: '0' })).toBe('100.00');
    // The cap of 92 is looked up like any other ratio.
    expect(outcome({ ...table, direction: 'lower', actual: '0', cap: '92' })).toBe('80.00');
  });
});

describe('a table of steps', () => {
  it('ACH9: the unrounded ratio is looked up in a list of any order, and below the lowest there is nothing', () => {
    const on = (actual: string) => outcome({ ...table, actual });
    expect(['100', '99.999', '95', '94.9999', '90', '89.99', '250'].map(on)).toEqual([
      '100.00',
      '90.00',
      '90.00',
      '80.00',
      '80.00',
      '0.00',
      '100.00',
    ]);
  });

  it('ACH9: cap and floor clamp the points', () => {
    expect(outcome({ ...table, actual: '1', floor: '20' })).toBe('20.00');
    expect(outcome({ ...table, actual: '150', cap: '95' })).toBe('95.00');
    expect(labelsOf({ ...table, actual: '150', cap: '95' })).toEqual([
      'scoring.ratio.higher',
      'scoring.steps.points',
      'scoring.cap',
    ]);
  });

  it('ACH9: two steps from the same achievement would make the order count and are refused', () => {
    expect(
      faultsOf({
        ...table,
        steps: [
          ['95', '1'],
          ['90', '2'],
          ['95.0', '3'],
        ],
      }),
    ).toEqual(['value-out-of-range /steps/2/0']);
  });
});

describe('cap and floor', () => {
  it('ACH12: clamp every method and are steps of their own; a floor above the cap is refused', () => {
    expect(outcome({ ...higher, cap: '110' })).toBe('110.00');
    expect(outcome({ ...higher, floor: '130' })).toBe('130.00');
    expect(outcome({ ...baseline, cap: '40' })).toBe('40.00');
    expect(labelsOf({ ...higher, floor: '130' })).toEqual(['scoring.ratio.higher', 'scoring.floor']);
    expect(labelsOf({ ...higher, cap: '125.0', floor: '125' })).toEqual(['scoring.ratio.higher']);
    expect(faultsOf({ ...higher, cap: '100', floor: '100.01' })).toEqual(['value-out-of-range /floor']);
    expect(faultsOf({ ...higher, cap: '100', floor: '100.0' })).toEqual([]);
  });
});

describe('exact numbers', () => {
  it('GEN2: sixty digits count to the last one', () => {
    const long = `1.${'0'.repeat(58)}1`;
    expect(outcome({ ...higher, target: '200', actual: '2.01' })).toBe('1.01');
    expect(outcome({ ...higher, target: '200', actual: `2.00${'9'.repeat(57)}` })).toBe('1.00');
    expect(outcome({ ...higher, target: long, actual: long })).toBe('100.00');
    expect(outcome({ ...higher, target: '1', actual: '9'.repeat(60) })).toBe(`${'9'.repeat(60)}00.00`);
  });

  it('GEN3: halves go up on the absolute value', () => {
    expect(outcome({ ...baseline, baseline: '0', target: '20000', actual: '-1' })).toBe('-0.01');
    expect(outcome({ ...baseline, baseline: '0', target: '20001', actual: '-1' })).toBe('0.00');
  });

  const amount = fc
    .integer({ min: 0, max: 10 ** 9 })
    .map((cents) => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`);
  test.prop([amount, amount, amount])('a higher actual never lowers a higher-is-better achievement', (target, one, other) => {
    const [less, more] = [one, other].sort((a, b) => Number(a) - Number(b));
    for (const method of ['ratio', 'linear'] as const) {
      const [low, high] = [less, more].map((actual) =>
        Number(outcome({ method, direction: 'higher', target, actual: actual ?? '0' })),
      );
      if (Number(target) > 0) expect(high).toBeGreaterThanOrEqual(low ?? 0);
    }
  });
});
