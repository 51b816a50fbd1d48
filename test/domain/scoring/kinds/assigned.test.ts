import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { KINDS } from '../../../../domain/scoring/kinds.ts';
import { labelsOf, outcome } from './builders.ts';

const rising = {
  method: 'assigned-ratio',
  direction: 'higher',
  history: ['100', '104', '107', '113', '116'],
  actual: '121',
} as const;
const falling = { method: 'assigned-ratio', direction: 'lower', history: ['10', '9', '9', '8', '8'], actual: '7' } as const;
const flat = {
  method: 'assigned-deviation',
  direction: 'higher',
  history: ['50', '50', '50', '50', '50'],
  actual: '55',
} as const;
const byDeviation = { method: 'assigned-deviation' } as const;
const bySample = { method: 'assigned-deviation', deviation: 'sample' } as const;

describe('W03 target assignment', () => {
  it('W03 a: gives 68.62 by ratio, 77.15 by the population deviation and 75.34 by the sample deviation', () => {
    expect([rising, { ...rising, ...byDeviation }, { ...rising, ...bySample }].map(outcome)).toEqual(['68.62', '77.15', '75.34']);
  });

  it('W03 b: gives 85.00, 86.73 and 83.90 where lower is better', () => {
    expect([falling, { ...falling, ...byDeviation }, { ...falling, ...bySample }].map(outcome)).toEqual([
      '85.00',
      '86.73',
      '83.90',
    ]);
  });

  it('W03 c: clamps a record to 100 and a collapse to 20, as a step of its own', () => {
    expect(outcome({ ...rising, actual: '200' })).toBe('100.00');
    expect(outcome({ ...rising, actual: '1' })).toBe('20.00');
    expect(labelsOf({ ...rising, actual: '200' }).at(-1)).toBe('scoring.assigned.clamp');
    expect(labelsOf(rising)).not.toContain('scoring.assigned.clamp');
    // On the limits themselves there is nothing to clamp.
    for (const [actual, score] of [
      ['139.2', '100.00'],
      ['92.8', '20.00'],
    ] as const) {
      // prettier-ignore
      expect(outcome({ ...rising, actual })).toBe(score);
      expect(labelsOf({ ...rising, actual })).not.toContain('scoring.assigned.clamp');
    }
  });

  it('W03 d: falls back to the ratio without spread and says so', () => {
    expect(outcome(flat)).toBe('80.00');
    expect(labelsOf(flat)).toContain('scoring.deviation.fallback');
    expect(labelsOf({ ...flat, ...rising, ...byDeviation })).not.toContain('scoring.deviation.fallback');
  });
});

describe('target assignment in detail', () => {
  it('F5: a business that is not main has the limits at a tenth, and one sigma', () => {
    // hi 127.6, lo 104.4: 20 + 80 × 16.6 / 23.2
    expect(outcome({ ...rising, main: false })).toBe('77.24');
    // hi 121.83, lo 110.17
    expect(outcome({ ...rising, ...byDeviation, main: false })).toBe('94.30');
    expect(outcome({ ...rising, main: true })).toBe(outcome(rising));
  });

  it('ACH3: the mean is of the last three years or of as many as there are; one year is enough and has no spread', () => {
    expect(outcome({ ...rising, history: ['100'], actual: '100' })).toBe('60.00');
    for (const facts of [byDeviation, bySample]) {
      expect(outcome({ ...rising, ...facts, history: ['100'], actual: '110' })).toBe('80.00');
      expect(labelsOf({ ...rising, ...facts, history: ['100'], actual: '110' })).toContain('scoring.deviation.fallback');
    }
    // The mean of 130 and 110 is the base, not the last year.
    expect(outcome({ ...rising, history: ['130', '110'], actual: '120' })).toBe('60.00');
    // The oldest of four is out of the mean and inside the sigma.
    const base = KINDS.achievement.score({ ...rising, ...byDeviation, history: ['900', '1', '2', '3'] }).steps;
    expect(base.find(({ label }) => label === 'scoring.assigned.mean')?.value).toBe('2');
    expect(base.find(({ label }) => label === 'scoring.deviation.sigma')?.value).toMatch(/^388\.846049/);
  });

  it('ACH4: a base of 0 gives null by ratio, and by deviation only when that falls back', () => {
    const nothing = { ...rising, history: ['0', '0', '0'], actual: '1' } as const;
    expect(outcome(nothing)).toBe('target-is-zero');
    expect(outcome({ ...nothing, ...byDeviation })).toBe('target-is-zero');
    expect(outcome({ ...falling, ...byDeviation, history: ['4', '0'], actual: '0' })).toBe('60.00');
  });

  it('ACH5: a negative year or actual gives null, a target that is not used does not', () => {
    expect(outcome({ ...rising, actual: '-1' })).toBe('negative-value');
    expect(outcome({ ...rising, ...byDeviation, history: ['-1', '5', '5', '5'] })).toBe('negative-value');
    expect(outcome({ ...rising, target: '-1' })).toBe('68.62');
  });

  it('ACH2: no history, none at all or an empty one, comes after the direction and the actual', () => {
    for (const history of [[], null]) expect(outcome({ ...rising, history })).toBe('no-history');
    expect(outcome({ method: 'assigned-ratio', direction: 'higher', actual: '-1' })).toBe('no-history');
    expect(outcome({ ...rising, history: [], actual: null })).toBe('actual-missing');
    expect(outcome({ ...rising, history: [], direction: 'up' })).toBe('direction-unknown');
    expect(outcome({ method: 'assigned-ratio', direction: 'higher', history: ['1'] })).toBe('actual-missing');
  });

  it('ACH12: cap and floor clamp the result', () => {
    expect(outcome({ ...rising, actual: '200', cap: '90' })).toBe('90.00');
    expect(outcome({ ...rising, actual: '1', floor: '30' })).toBe('30.00');
  });

  it('GEN2: sigma has thirty digits on sixty-digit years', () => {
    const history = [`1.${'0'.repeat(57)}1`, `2.${'7'.repeat(57)}3`, '1.5'];
    const { steps } = KINDS.achievement.score({ ...rising, ...byDeviation, history, actual: '1.6180339887' });
    // By mpmath at 200 digits.
    expect(steps.find(({ label }) => label === 'scoring.deviation.sigma')?.value).toBe('0.74856973820028654818398478282');
    expect(steps.at(-1)?.value).toBe('56.2267972280366703437450382035');
  });

  const year = fc.integer({ min: 0, max: 10_000 }).map(String);
  test.prop([fc.array(year, { minLength: 1, maxLength: 8 }), year, year])(
    'a higher actual never lowers the score',
    (history, one, other) => {
      const [less = one, more = one] = [one, other].sort((a, b) => Number(a) - Number(b));
      for (const method of ['assigned-ratio', 'assigned-deviation', 'trend'] as const) {
        const [low, high] = [less, more].map((actual) => outcome({ method, direction: 'higher', history, actual }));
        if (!Number.isNaN(Number(low))) expect(Number(high)).toBeGreaterThanOrEqual(Number(low));
      }
    },
  );
});
