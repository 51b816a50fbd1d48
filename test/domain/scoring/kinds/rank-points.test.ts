import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { bandsOf } from '../../../../domain/calibration/distribution.ts';
import { gradeByBand, rankPoints } from '../../../../domain/scoring/kinds/rank-points.ts';
import { pack } from '../../cycle/sample.ts';
import { answerTo, refusals, stepsOf } from './asked.ts';

const bands = bandsOf(pack.levels);
const seated = (numbers: readonly number[]) =>
  bands.map(({ grade, top, bottom }, index) => ({ grade, top, bottom, seats: numbers[index] ?? 0 }));
const points = (numbers: readonly number[]) => answerTo(rankPoints, { bands: seated(numbers) }).points;

describe('W06 rank points', () => {
  it('W06: ten people are spaced equally inside their bands', () => {
    const expected = '70.00 64.00 63.90 60.27 56.63 53.00 52.90 42.45 32.00 31.90';
    expect(points([2, 4, 3, 1])).toEqual(expected.split(' '));
  });

  it('gives the fourth 양 of grade 7 the 45.93 of the sample city', () => {
    expect(points([2, 4, 4, 0])[7]).toBe('45.93');
  });

  it('RAN1: one seat takes the top, no seat gives no points', () => {
    expect(points([1, 0, 0, 1])).toEqual(['70.00', '31.90']);
    expect(points([0, 0, 0, 0])).toEqual([]);
  });

  it('RAN1: refuses a band that is turned round, and one that reaches the better one', () => {
    const S = { grade: 'S', top: '70', bottom: '60', seats: 1 };
    const A = { grade: 'A', top: '60', bottom: '50', seats: 0 };
    expect(refusals(rankPoints, { bands: [S, A] })).toEqual(['value-out-of-range /bands/1/top']);
    expect(refusals(rankPoints, { bands: [S, { ...A, top: '59.99' }] })).toEqual([]);
    expect(refusals(rankPoints, { bands: [{ ...S, top: '59' }] })).toEqual(['value-out-of-range /bands/0/bottom']);
    expect(refusals(rankPoints, { bands: [{ ...S, top: '60' }] })).toEqual([]);
  });

  it('GEN6: refuses a grade that stands twice, and more seats than an answer can list', () => {
    const S = { grade: 'S', top: '70', bottom: '60', seats: 1 };
    expect(refusals(rankPoints, { bands: [S, { ...S, top: '50', bottom: '40' }] })).toEqual(['duplicate-id /bands/1/grade']);
    expect(refusals(rankPoints, { bands: [{ ...S, seats: 100_000 }] })).toEqual([]);
    expect(refusals(rankPoints, { bands: [{ ...S, seats: Number.MAX_SAFE_INTEGER }] })).toEqual([
      'value-out-of-range /bands/0/seats',
    ]);
  });

  it('GEN10: names the place and the seats of better grades in its step', () => {
    expect(stepsOf(rankPoints, { bands: seated([2, 4, 3, 1]) })[3]).toMatchObject({
      formula: '우: top − (top − bottom) × (place − ahead − 1) / (seats − 1)',
      inputs: { top: '63.9', bottom: '53', place: '4', ahead: '2', seats: '4' },
    });
  });

  test.prop([fc.tuple(fc.nat(60), fc.nat(60), fc.nat(60), fc.nat(60))])(
    'every point lies inside its band, and they fall strictly',
    (numbers) => {
      const given = rankPoints.score({ bands: seated(numbers) }).answer.points;
      const grades = numbers.flatMap((count, index) => Array<number>(count).fill(index));
      expect(given).toHaveLength(grades.length);
      given.forEach((point, index) => {
        const band = bands[grades[index] ?? 0];
        expect(Number(point)).toBeGreaterThanOrEqual(Number(band?.bottom));
        expect(Number(point)).toBeLessThanOrEqual(Number(band?.top));
        if (index > 0) expect(Number(point)).toBeLessThan(Number(given[index - 1]));
      });
    },
  );
});

describe('a grade without a quota', () => {
  it.each([
    ['70.00', '수'],
    ['64.00', '수'],
    ['63.99', '우'],
    ['53.00', '우'],
    ['52.99', '양'],
    ['32.00', '양'],
    ['31.99', '가'],
    ['0.00', '가'],
  ])('%s is %s', (scaled, grade) => {
    expect(gradeByBand(scaled, bands)).toBe(grade);
  });
});
