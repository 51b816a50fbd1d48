import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { faultsOf, labelsOf, outcome } from './builders.ts';

const milestones = [
  { weight: '33.34', done: true },
  { weight: '33.33', done: false },
  { weight: '33.33', done: true },
];

describe('milestones', () => {
  it('F9: sums the weights of what is done and needs nothing else', () => {
    expect(outcome({ method: 'milestones', milestones })).toBe('66.67');
    expect(outcome({ method: 'milestones', milestones, direction: 'sideways', actual: null })).toBe('66.67');
    expect(outcome({ method: 'milestones', milestones: [{ weight: '100', done: false }] })).toBe('0.00');
  });

  it('ACH10: refuses weights that do not sum to 100, at the list', () => {
    expect(faultsOf({ method: 'milestones', milestones })).toEqual([]);
    expect(faultsOf({ method: 'milestones', milestones: milestones.slice(1) })).toEqual(['weights-do-not-sum /milestones']);
    expect(
      faultsOf({
        method: 'milestones',
        milestones: [
          { weight: '-1', done: true },
          { weight: '100.01', done: true },
        ],
      }),
    ).toEqual([
      'weight-out-of-range /milestones/0/weight',
      'weight-out-of-range /milestones/1/weight',
      'weights-do-not-sum /milestones',
    ]);
  });

  it('ACH12: cap and floor clamp the result', () => {
    expect(outcome({ method: 'milestones', milestones, cap: '50' })).toBe('50.00');
    expect(outcome({ method: 'milestones', milestones, floor: '70' })).toBe('70.00');
  });
});

const panel = ['90', '80', '70', '10', '81'];

describe('a panel', () => {
  it('ACH11: is the mean of the marks, of those left after dropping at each end', () => {
    expect(outcome({ method: 'panel', panel })).toBe('66.20');
    expect(outcome({ method: 'panel', panel, trim: 1 })).toBe('77.00');
    expect(outcome({ method: 'panel', panel, trim: 2 })).toBe('80.00');
    expect(outcome({ method: 'panel', panel: ['100', '100', '99'] })).toBe('99.67');
    expect(labelsOf({ method: 'panel', panel, trim: 1 })).toEqual(['scoring.panel.trimmed', 'scoring.panel.mean']);
    expect(labelsOf({ method: 'panel', panel })).toEqual(['scoring.panel.mean']);
  });

  it('ACH11: refuses to drop all marks, and marks that are not on 100', () => {
    expect(faultsOf({ method: 'panel', panel, trim: 2 })).toEqual([]);
    expect(faultsOf({ method: 'panel', panel, trim: 3 })).toEqual(['value-out-of-range /trim']);
    expect(faultsOf({ method: 'panel', panel: ['1', '2'], trim: 1 })).toEqual(['value-out-of-range /trim']);
    expect(faultsOf({ method: 'panel', panel: ['100', '0', '100.1', '-1'] })).toEqual([
      'value-out-of-range /panel/2',
      'value-out-of-range /panel/3',
    ]);
  });

  it('ACH12: cap and floor clamp the result', () => {
    expect(outcome({ method: 'panel', panel, cap: '60' })).toBe('60.00');
    expect(outcome({ method: 'panel', panel, floor: '70' })).toBe('70.00');
  });

  const mark = fc.integer({ min: 0, max: 1000 }).map((tenths) => `${Math.floor(tenths / 10)}.${tenths % 10}`);
  test.prop([fc.array(mark, { minLength: 3, maxLength: 12 })])('the order of the marks does not matter', (marks) => {
    expect(outcome({ method: 'panel', panel: marks.toReversed(), trim: 1 })).toBe(
      outcome({ method: 'panel', panel: marks, trim: 1 }),
    );
  });
});
