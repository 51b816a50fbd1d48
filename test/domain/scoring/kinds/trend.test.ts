import { describe, expect, it } from 'vitest';
import { KINDS } from '../../../../domain/scoring/kinds.ts';
import { labelsOf, outcome } from './builders.ts';

const rising = { method: 'trend', direction: 'higher', history: ['100', '104', '107', '113', '116'], actual: '121' } as const;
const valueOf = (label: string, facts: Parameters<typeof outcome>[0]) =>
  KINDS.achievement.score(facts).steps.find((step) => step.label === `scoring.trend.${label}`)?.value;

describe('W04 trend', () => {
  it('W04: gives 78.25 by slope 4.1, forecast 120.3, S 1.153256, z 0.606977 and Φ 0.728067', () => {
    expect(outcome(rising)).toBe('78.25');
    expect(valueOf('slope', rising)).toBe('4.1');
    expect(valueOf('forecast', rising)).toBe('120.3');
    expect(valueOf('scatter', rising)).toMatch(/^1\.153256/);
    expect(valueOf('z', rising)).toMatch(/^0\.606977|^0\.6069769/);
    const score = KINDS.achievement.score(rising).steps.at(-1);
    expect(score?.inputs['phi']).toMatch(/^0\.728066|^0\.728067/);
    expect(score?.inputs['phi']).toHaveLength('0.'.length + 30);
  });

  it('F7: turns the sign where lower is better', () => {
    // 40 from the middle of the scale to either side.
    expect(outcome({ ...rising, direction: 'lower' })).toBe('41.75');
  });

  it('ACH3: uses the last five years and needs three', () => {
    expect(outcome({ ...rising, history: ['999', '1', ...rising.history] })).toBe('78.25');
    expect(outcome({ ...rising, history: ['1', '2'] })).toBe('no-history');
    for (const history of [[], null]) expect(outcome({ ...rising, history })).toBe('no-history');
    expect(outcome({ ...rising, history: ['1', '2', '4'], actual: '4' })).toBe('22.95');
  });

  it('ACH4: without scatter a trend gives 100, 60 or 20', () => {
    const line = { ...rising, history: ['1', '2', '3'] } as const;
    expect(['4.01', '4', '3.99'].map((actual) => outcome({ ...line, actual }))).toEqual(['100.00', '60.00', '20.00']);
    const turned = { ...line, direction: 'lower' } as const;
    expect(['4.01', '4', '3.99'].map((actual) => outcome({ ...turned, actual }))).toEqual(['20.00', '60.00', '100.00']);
    expect(labelsOf({ ...line, actual: '4' })).toContain('scoring.trend.no-scatter');
    expect(outcome({ ...line, history: ['0', '0', '0', '0'], actual: '0.000001' })).toBe('100.00');
  });

  it('ACH2: asks for the direction first, then for the actual, then for the history', () => {
    const { actual: _, ...unmeasured } = rising;
    for (const direction of ['up', null]) expect(outcome({ ...unmeasured, direction, history: [] })).toBe('direction-unknown');
    expect(outcome({ ...unmeasured, history: [] })).toBe('actual-missing');
    expect(outcome({ ...rising, actual: null })).toBe('actual-missing');
  });

  it('ACH5: accepts negative values', () => {
    expect(outcome({ ...rising, history: ['-5', '-4', '-3'], actual: '-2' })).toBe('60.00');
  });

  it('gives 60 exactly on a forecast with scatter', () => {
    expect(outcome({ ...rising, actual: '120.3' })).toBe('60.00');
  });

  it('ACH12: cap and floor clamp the result', () => {
    expect(outcome({ ...rising, actual: '900', cap: '95' })).toBe('95.00');
    expect(outcome({ ...rising, actual: '0', floor: '25' })).toBe('25.00');
  });

  it('GEN2: has thirty digits on sixty-digit years', () => {
    const history = ['3', '4', '9', '1'].map((digit) => `0.${digit.repeat(59)}`);
    const facts = { ...rising, history, actual: '0.1' };
    // By mpmath at 200 digits.
    expect(valueOf('z', facts)).toBe('-0.470697563160696496328933763259');
    expect(valueOf('score', facts)).toBe('45.5142689935960428903306563021');
  });
});
