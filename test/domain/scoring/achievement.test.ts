import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { achievementByRatio } from '../../../domain/scoring/achievement.ts';
import type { WrittenRatio } from '../../../domain/scoring/achievement.ts';
import { div, mul, round, sum, whole } from '../../../domain/scoring/exact.ts';

type Direction = 'higher' | 'lower';
const by = (direction: Direction, target: string, actual: string) => achievementByRatio({ direction, target, actual });
const reasonOf = (facts: Partial<WrittenRatio>) => {
  const answer = achievementByRatio({ direction: 'higher', target: '4.0', actual: '4.11', ...facts });
  return answer.achievement === null ? answer.reason : undefined;
};

describe('W01 achievement by ratio', () => {
  it.each<[string, Direction, string, string, string]>([
    ['a', 'higher', '4.0', '4.11', '102.75'],
    ['b', 'higher', '51.5', '70.7', '137.28'],
    ['c', 'higher', '22', '28.3', '128.64'],
    ['d', 'higher', '21.6', '25.5', '118.06'],
    ['e', 'lower', '2.5', '2.0', '125.00'],
    ['g', 'lower', '7', '5', '140.00'],
    ['h', 'lower', '7', '10', '70.00'],
    ['i', 'lower', '7', '14', '50.00'],
  ])('%s: %s is better, target %s, actual %s gives %s', (...[, direction, target, actual, expected]) => {
    expect(by(direction, target, actual).achievement).toBe(expected);
  });

  it('b: the cap cuts to 100 and is a step of its own', () => {
    const answer = achievementByRatio({ direction: 'higher', target: '51.5', actual: '70.7', cap: '100' });
    expect(answer.achievement).toBe('100.00');
    expect(answer.steps.map(({ label, value }) => [label, value])).toEqual([
      ['scoring.ratio.higher', '137.281553398058252427184466019'],
      ['scoring.cap', '100'],
    ]);
  });

  it('f: a target of zero gives nothing, not 0 and not 100', () => {
    expect(reasonOf({ target: '0' })).toBe('target-is-zero');
    expect(reasonOf({ direction: 'lower', target: '0' })).toBe('target-is-zero');
  });
});

describe('an achievement that cannot be computed', () => {
  it('says why', () => {
    expect(reasonOf({ direction: undefined })).toBe('direction-unknown');
    expect(reasonOf({ direction: 'sideways', actual: null })).toBe('direction-unknown');
    expect(reasonOf({ actual: null })).toBe('actual-missing');
    expect(reasonOf({ actual: '-1' })).toBe('negative-value');
    expect(reasonOf({ target: '-1' })).toBe('negative-value');
    expect(reasonOf({ actual: '많음' })).toBe('not-a-number');
    expect(by('higher', '4.0', '많음').steps).toEqual([]);
  });

  it('is full or nothing by the zero rule, for lower is better only', () => {
    const zero = { direction: 'lower', target: '0', zeroTarget: 'full-or-nothing' } as const;
    expect(achievementByRatio({ ...zero, actual: '0' }).achievement).toBe('100.00');
    expect(achievementByRatio({ ...zero, actual: '1' }).achievement).toBe('0.00');
    expect(achievementByRatio({ ...zero, actual: '1', floor: '20' }).achievement).toBe('20.00');
    expect(reasonOf({ ...zero, direction: 'higher' })).toBe('target-is-zero');
  });

  it('takes the cap, else 100, where nothing is left of what should be low', () => {
    const nothing = { direction: 'lower', target: '7', actual: '0' } as const;
    expect(achievementByRatio(nothing).achievement).toBe('100.00');
    expect(achievementByRatio({ ...nothing, cap: '120' }).achievement).toBe('120.00');
  });
});

describe('the sample city', () => {
  it.each<[string, Direction, string, string, string]>([
    ['E14 grant success', 'higher', '45', '47', '104.44'],
    ['E22 small arrears', 'higher', '48', '49.2', '102.50'],
    ['E30 checks', 'higher', '90', '94', '104.44'],
    ['E32 potholes', 'higher', '85', '86', '101.18'],
    ['E38 complaints', 'lower', '80', '78', '102.56'],
    ['E37 bad sorting', 'lower', '11.0', '12.1', '90.91'],
    ['D3 collection rate of last year', 'higher', '96.8', '96.2', '99.38'],
    ['D3 collection rate', 'higher', '96.8', '96.7', '99.90'],
  ])('%s, %s is better: %s and %s give %s', (...[, direction, target, actual, expected]) => {
    expect(by(direction, target, actual).achievement).toBe(expected);
  });

  it.each<[string, [Direction, string, string, number][], string]>([
    [
      'D1',
      [
        ['higher', '200', '214', 40],
        ['higher', '60.0', '57.9', 30],
        ['higher', '92', '91', 30],
      ],
      '98.62',
    ],
    [
      'D4',
      [
        ['higher', '80', '84', 40],
        ['lower', '1.5', '1.6', 30],
        ['higher', '90', '88', 30],
      ],
      '97.46',
    ],
    [
      'D5',
      [
        ['higher', '85', '82', 40],
        ['lower', '7', '5', 30],
        ['higher', '9', '9.3', 30],
      ],
      '98.59',
    ],
    [
      'D5 on the old target',
      [
        ['higher', '85', '82', 40],
        ['lower', '7', '5', 30],
        ['higher', '12', '9.3', 30],
      ],
      '91.84',
    ],
  ])('%s has the score of its card', (_, indicators, expected) => {
    const points = indicators.map(([direction, target, actual, weight]) => {
      const answer = achievementByRatio({ direction, target, actual, cap: '100' });
      return answer.achievement === null ? whole(0) : div(mul(answer.exact, whole(weight)), whole(100));
    });
    expect(round(sum(points))).toBe(expected);
  });
});

const positive = fc.integer({ min: 1, max: 1_000_000 });
const cents = (value: number) => `${Math.floor(value / 100)}.${String(value % 100).padStart(2, '0')}`;

describe('properties', () => {
  test.prop([positive, positive, positive])(
    'a higher actual never lowers a higher-is-better achievement',
    (target, actual, more) => {
      const [less, higher] = [by('higher', cents(target), cents(actual)), by('higher', cents(target), cents(actual + more))];
      expect(Number(higher.achievement)).toBeGreaterThanOrEqual(Number(less.achievement));
    },
  );

  test.prop([positive, positive])('both directions agree when the target is met exactly and nowhere else', (target, actual) => {
    const [up, down] = [by('higher', cents(target), cents(actual)), by('lower', cents(target), cents(actual))];
    if (target === actual) expect([up.achievement, down.achievement]).toEqual(['100.00', '100.00']);
    else expect(Number(up.achievement) > 100 && Number(down.achievement) > 100).toBe(false);
  });

  test.prop([fc.string(), fc.string(), fc.string()])('never throws, whatever the texts', (direction, target, actual) => {
    expect(() => achievementByRatio({ direction, target, actual })).not.toThrow();
  });
});
