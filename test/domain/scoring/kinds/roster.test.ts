import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { roster } from '../../../../domain/scoring/kinds/roster.ts';
import type { RosterFacts, RosterYear } from '../../../../domain/scoring/kinds/roster.ts';
import { answerTo, labelsOf, refusals } from './asked.ts';

const year = (number: number, ...halves: RosterYear['halves']): RosterYear => ({ year: number, halves });
const neighbour = (number: number, ...halves: RosterYear['halves']): RosterYear => ({ year: number, halves, counted: false });
const twoYears = [year(2025, '62.10', '64.30'), year(2024, '60.00', null)];

function place(years: readonly RosterYear[], more: Partial<RosterFacts> = {}): RosterFacts {
  return { fullMarks: '70', years, career: '0', ...more };
}
const ratingOf = (...years: readonly RosterYear[]) => answerTo(roster, place(years)).rating;
const gap = (number: number) => year(number, null, null);

describe('W08 roster', () => {
  it('W08: grade 7 with two years has 61.60, and 90.30 with career and bonus', () => {
    expect(answerTo(roster, place(twoYears, { career: '27.50', bonus: '1.20' }))).toEqual({
      rating: '61.60',
      roster: '90.30',
      years: { 2025: '63.20', 2024: '60.00' },
    });
  });

  it('W08: a missing year between 65.00 and 61.25 has 63.13', () => {
    expect(ratingOf(neighbour(2025, '65.00', '65.00'), gap(2024), neighbour(2023, '61.25', '61.25'))).toBe('63.13');
  });

  it('W08: 42 stands in for the later neighbour that is missing too', () => {
    expect(ratingOf(neighbour(2023, '65', '65'), gap(2024), { ...gap(2025), counted: false })).toBe('53.50');
  });

  it('W08: after a shift to 80/20 the roster is 89.93', () => {
    const shift = { rating: '80', career: '20' };
    expect(answerTo(roster, place(twoYears, { career: '27.50', bonus: '1.20', shift }))).toMatchObject({
      rating: '61.60',
      roster: '89.93',
    });
  });

  it.each([
    ['63.205', '63.21'],
    ['2.675', '2.68'],
    ['1.005', '1.01'],
  ])('W08: %s is %s', (value, rounded) => {
    expect(ratingOf(year(2025, value, value))).toBe(rounded);
  });
});

describe('the roster in detail', () => {
  it('ROS1: the rating is the mean of the counted years, and every year is listed', () => {
    const years = [neighbour(2023, '10', '10'), year(2024, '60', '61'), year(2025, '50', '50.01')];
    expect(answerTo(roster, place(years))).toEqual({
      rating: '55.25',
      roster: '55.25',
      years: { 2023: '10.00', 2024: '60.50', 2025: '50.01' },
    });
  });

  it('ROS1: nothing is rounded on the way from halves to rating', () => {
    // 50.005 and 50.004 are 50.0045 together; rounded years would give 50.01.
    expect(ratingOf(year(2024, '50.00', '50.01'), year(2025, '50.004', '50.004'))).toBe('50.00');
  });

  it('ROS1: without a shift the roster is the sum of what is not rounded', () => {
    const facts = place([year(2025, '50.004', '50.004')], { career: '20.004', bonus: '0.004' });
    expect(answerTo(roster, facts)).toMatchObject({ rating: '50.00', roster: '70.01' });
  });

  it('ROS2: with a shift each part is rounded before adding; the rating stays on full marks', () => {
    const shift = { rating: '80', career: '20' };
    // 50.00 × 80 / 70 = 57.142857 and 10.01 × 20 / 30 = 6.673333.
    expect(answerTo(roster, place([year(2025, '50', '50')], { career: '10.01', shift }))).toMatchObject({
      rating: '50.00',
      roster: '63.81',
    });
    expect(answerTo(roster, place([year(2025, '50', '50')], { career: '20', shift, careerFullMarks: '40' })).roster).toBe(
      '67.14',
    );
  });

  it('ROS2: the part of the rating comes from the unrounded rating', () => {
    const shift = { rating: '700', career: '0' };
    expect(answerTo(roster, place([year(2025, '50.004', '50.004')], { shift })).roster).toBe('500.04');
  });

  it('ROS3: halves lie between 0 and full marks', () => {
    expect(refusals(roster, place([year(2024, '70', '0'), year(2025, '70.01', '-0.01')]))).toEqual([
      'value-out-of-range /years/1/halves/0',
      'value-out-of-range /years/1/halves/1',
    ]);
  });

  it('ROS3: at least one year is counted', () => {
    expect(refusals(roster, place([neighbour(2025, '60', '60')]))).toEqual(['empty-list /years']);
  });

  it('ROS4: a neighbour outside the list is not there', () => {
    // (42 + 60) / 2, and (42 + 42) / 2.
    expect(ratingOf(gap(2024), neighbour(2025, '60', '60'))).toBe('51.00');
    expect(ratingOf(gap(2025))).toBe('42.00');
  });

  it('ROS4: the list may run either way', () => {
    const years = [neighbour(2023, '65', '65'), gap(2024), year(2025, '61.25', null)];
    expect(answerTo(roster, place(years))).toEqual(answerTo(roster, place(years.toReversed())));
  });

  it('ROS4: a gap in the numbers is not a missing year', () => {
    expect(ratingOf(neighbour(2020, '60', '60'), gap(2023), neighbour(2025, '64', '64'))).toBe('62.00');
  });

  it('ROS4: refuses years in no order, and one that stands twice', () => {
    const order = (...numbers: readonly number[]) => place(numbers.map((number) => year(number, '60', '60')));
    expect(refusals(roster, order(2023, 2025, 2024))).toEqual(['value-out-of-range /years/2/year']);
    expect(refusals(roster, order(2025, 2023, 2024))).toEqual(['value-out-of-range /years/2/year']);
    expect(refusals(roster, order(2023, 2024, 2024))).toEqual(['duplicate-id /years/2/year']);
    expect(refusals(roster, order(2024, 2024, 2023))).toEqual(['duplicate-id /years/1/year']);
  });

  it('GEN6: full marks are above 0, nothing else is below', () => {
    const wrong = { career: '-1', bonus: '-1', shift: { rating: '-1', career: '-1' }, careerFullMarks: '0' };
    expect(refusals(roster, place([gap(2025)], { fullMarks: '0', ...wrong }))).toEqual([
      'value-out-of-range /fullMarks',
      'value-out-of-range /career',
      'value-out-of-range /bonus',
      'value-out-of-range /shift/rating',
      'value-out-of-range /shift/career',
      'value-out-of-range /careerFullMarks',
    ]);
  });

  it('GEN10: what stands in for what is missing is told', () => {
    for (const list of [
      [gap(2024), neighbour(2025, '60', '60')],
      [neighbour(2023, '60', '60'), gap(2024)],
    ])
      expect(labelsOf(roster, place(list))).toContain('scoring.roster.no-neighbour');
    const years = [year(2023, null, '60'), gap(2024), gap(2025)];
    const shift = { rating: '80', career: '20' };
    expect(labelsOf(roster, place(years, { shift }))).toEqual([
      'scoring.roster.half-missing',
      'scoring.roster.no-neighbour',
      'scoring.roster.year-missing',
      'scoring.roster.no-neighbour',
      'scoring.roster.year-missing',
      'scoring.roster.rating',
      'scoring.roster.shifted-rating',
      'scoring.roster.shifted-career',
      'scoring.roster.total',
    ]);
  });

  const half = fc.option(fc.integer({ min: 0, max: 7000 }).map((value) => (value / 100).toFixed(2)));
  test.prop([fc.array(fc.tuple(half, half), { minLength: 1, maxLength: 6 })])(
    'a rating lies between 0 and full marks',
    (halves) => {
      const { rating } = roster.score(place(halves.map((pair, index) => year(2020 + index, ...pair)))).answer;
      expect(Number(rating)).toBeGreaterThanOrEqual(0);
      expect(Number(rating)).toBeLessThanOrEqual(70);
    },
  );
});
