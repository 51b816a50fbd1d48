import { describe, expect, it } from 'vitest';
import { duplicateFaults, sumFaults, weightFaults } from '../../../domain/scoring/faults.ts';
import type { Fault } from '../../../domain/scoring/faults.ts';
import { KINDS } from '../../../domain/scoring/kinds.ts';
import { rangeFaults } from '../../../domain/scoring/ranges.ts';

const at = (stage: Fault['stage'], code: Fault['code'], path: string): Fault => ({ stage, code, path });

describe('the stage of a fault, by which the first one is found (GEN8)', () => {
  it('a weight is a per cent from 0 to 100, both included', () => {
    expect(['0', '-0', '100', '100.0', '33.333'].flatMap((weight) => weightFaults(weight, '/weight'))).toEqual([]);
    for (const weight of ['-0.01', '100.01'])
      expect(weightFaults(weight, '/weight')).toEqual([at('range', 'weight-out-of-range', '/weight')]);
  });

  it('a sum is looked at after the ranges', () => {
    expect(sumFaults(['60', '40.0'], 'shares-do-not-sum', '/shares')).toEqual([]);
    expect(sumFaults(['60'], 'shares-do-not-sum', '/shares')).toEqual([at('sum', 'shares-do-not-sum', '/shares')]);
  });

  it('an id that stands again is told at each place but the first', () => {
    expect(duplicateFaults(['a', 'b', 'a', 'a'], (index) => `/${index}`)).toEqual([
      at('range', 'duplicate-id', '/2'),
      at('range', 'duplicate-id', '/3'),
    ]);
  });

  it('a value outside its range is one of the ranges', () => {
    expect(rangeFaults(false, '/a')).toEqual([at('range', 'value-out-of-range', '/a')]);
    expect(rangeFaults(true, '/a')).toEqual([]);
  });

  it('what only a kind can see has its own stage', () => {
    expect(KINDS.number.faults({ text: 'x' })).toEqual([at('range', 'not-a-number', '/text')]);
    const indicators = [{ method: 'ratio', id: 'K', weight: '100', target: '1', direction: 'higher' }] as const;
    expect(KINDS.scorecard.faults({ indicators })).toEqual([at('sum', 'not-measured', '/indicators/0')]);
    expect(KINDS.derivation.faults({ rule: 'us-federal-ses', elements: [{ id: 'RD', level: 3, weight: '100' }] })).toEqual([
      at('range', 'missing-field', '/elements'),
    ]);
    expect(KINDS.derivation.faults({ rule: 'us-federal-ses', elements: [{ id: 'LC', level: 3, weight: '100' }] })).toEqual([
      at('range', 'missing-field', '/elements'),
    ]);
    const rates = [['S', '0']] as const;
    expect(
      KINDS.bonus.faults({
        base: '1',
        rates,
        shares: [
          ['S', '100'],
          ['A', '0'],
        ],
        budgetRate: '100',
      }),
    ).toEqual([
      // prettier-ignore
      at('range', 'unknown-value', '/shares/1/0'),
      at('sum', 'value-out-of-range', '/rates'),
    ]);
    const day = { from: '2025-01-01', to: '2025-01-01', score: '1' };
    expect(KINDS.proration.faults({ method: 'days', postings: [day, day], leaves: [{ ...day, to: '2024-12-31' }] })).toEqual([
      at('range', 'date-invalid', '/leaves/0/to'),
      at('overlap', 'dates-overlap', '/postings/1'),
    ]);
  });
});
