import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { severity } from '../../../../domain/scoring/kinds/severity.ts';
import { answerTo, labelsOf } from './asked.ts';

const W15 = {
  R1: ['92', '95', '90', '93', '95'],
  R2: ['78', '80', '82', '75', '85'],
  R3: ['85', '88', '82', '90', '80'],
};

describe('W15 rater severity', () => {
  it('W15: the three raters have +7, −6 and −1 against a deviation of 6.19; only the first is flagged', () => {
    expect(answerTo(severity, { raters: W15 })).toEqual({
      mean: '86.00',
      deviation: '6.19',
      raters: {
        R1: { mean: '93.00', index: '7.00', deviation: '1.90', flagged: true },
        R2: { mean: '80.00', index: '-6.00', deviation: '3.41', flagged: false },
        R3: { mean: '85.00', index: '-1.00', deviation: '3.69', flagged: false },
      },
    });
  });
});

describe('severity in detail', () => {
  const flags = (raters: Readonly<Record<string, readonly string[]>>) =>
    Object.values(answerTo(severity, { raters }).raters).map(({ flagged }) => flagged);

  it('SEV1: the mean is of all scores, however many each rater gave', () => {
    const answer = answerTo(severity, { raters: { a: ['90'], b: ['60', '60'] } });
    expect(answer).toMatchObject({ mean: '70.00', deviation: '14.14' });
    expect(answer.raters['a']).toEqual({ mean: '90.00', index: '20.00', deviation: '0.00', flagged: false });
  });

  it('SEV1: a rater of fewer than five scores is never flagged', () => {
    const low = (count: number) => Array<string>(count).fill('10');
    const many = Array<string>(40).fill('90');
    expect(flags({ a: low(4), b: many })).toEqual([false, false]);
    expect(flags({ a: low(5), b: many })).toEqual([true, false]);
  });

  it('SEV1: an index of exactly one deviation is not flagged, one unseen above it is', () => {
    const five = (value: string) => Array<string>(5).fill(value);
    expect(flags({ a: five('80'), b: five('60') })).toEqual([false, false]);
    // Ten scores of 70 make the deviation smaller than the index of the others.
    expect(flags({ a: five('80'), b: five('60'), c: ['70'] })).toEqual([true, true, false]);
  });

  it('GEN3: a root that ends in a half of the last place rounds up', () => {
    // 0 and 0.01: the deviation is exactly 0.005.
    expect(answerTo(severity, { raters: { a: ['0', '0.01'] } })).toMatchObject({ mean: '0.01', deviation: '0.01' });
    expect(answerTo(severity, { raters: { a: ['0'], b: ['0.01'] } }).raters).toMatchObject({
      a: { index: '-0.01' },
      b: { index: '0.01' },
    });
  });

  it('keeps raters whose names are names of objects’ own machinery', () => {
    const raters = Object.fromEntries(['__proto__', 'constructor', '2', '1'].map((id) => [id, ['80']]));
    expect(Object.keys(answerTo(severity, { raters }).raters).sort()).toEqual(['1', '2', '__proto__', 'constructor']);
  });

  it('GEN10: a flag is a step of its own', () => {
    expect(labelsOf(severity, { raters: W15 }).filter((label) => label === 'scoring.severity.flagged')).toHaveLength(1);
  });

  const scores = fc.array(
    fc.integer({ min: 0, max: 10_000 }).map((value) => (value / 100).toFixed(2)),
    { minLength: 1, maxLength: 8 },
  );
  test.prop([fc.array(scores, { minLength: 1, maxLength: 5 }), fc.integer({ min: 1, max: 50 })])(
    'a shift of all scores changes means and nothing else',
    (lists, shift) => {
      const raters = Object.fromEntries(lists.map((list, index) => [`r${index}`, list]));
      const shifted = Object.fromEntries(
        lists.map((list, index) => [`r${index}`, list.map((one) => (Number(one) + shift).toFixed(2))]),
      );
      const [before, after] = [raters, shifted].map((given) => severity.score({ raters: given }).answer);
      expect(after?.deviation).toBe(before?.deviation);
      for (const [id, one] of Object.entries(before?.raters ?? {})) {
        const { mean: _, ...same } = one;
        expect(after?.raters[id]).toMatchObject(same);
      }
    },
  );
});
