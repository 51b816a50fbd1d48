import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { gradeByBand, rankPoints } from '../../../domain/scoring/rank-points.ts';
import { seats } from '../../../domain/scoring/seats.ts';
import type { SeatsFacts, Share } from '../../../domain/scoring/seats.ts';
import { pack } from '../cycle/sample.ts';

const method = 'largest-remainder';
const SABC: readonly Share[] = [
  ['S', 20],
  ['A', 40],
  ['B', 30],
  ['C', 10],
].map(([grade, share]) => ({ grade: String(grade), share: share ?? 0 }));
const counts = (facts: Omit<SeatsFacts, 'method'>) =>
  seats({ ...facts, method })
    .seats.map((seat) => seat.seats)
    .join('/');

describe('W06 seats by largest remainder', () => {
  it.each([
    [1, '0/1/0/0'],
    [3, '1/1/1/0'],
    [4, '1/2/1/0'],
    [5, '1/2/2/0'],
    [6, '1/2/2/1'],
    [7, '1/3/2/1'],
    [9, '2/3/3/1'],
    [10, '2/4/3/1'],
    [13, '3/5/4/1'],
    [33, '7/13/10/3'],
  ])('%i people get %s', (people, expected) => {
    expect(counts({ people, shares: SABC })).toBe(expected);
  });

  it('adds the lowest share to the one before it where nobody deserves it', () => {
    expect(counts({ people: 10, shares: SABC, spareLowest: true })).toBe('2/4/4/0');
    expect(counts({ people: 21, shares: SABC, spareLowest: true })).toBe('4/9/8/0');
  });

  it('takes the seats of excluded people off the lowest paid grade', () => {
    const shares = [
      ['S', 30],
      ['A', 50],
      ['B', 20],
    ].map(([grade, share]) => ({ grade: String(grade), share: share ?? 0 }));
    expect(counts({ people: 20, shares, excluded: 2 })).toBe('6/10/2');
    expect(counts({ people: 20, shares, excluded: 5 })).toBe('6/9/0');
  });

  it.each([
    ['grade 5', 8, true, '2/3/3/0'],
    ['grade 6', 10, false, '2/4/3/1'],
    ['grade 7', 10, true, '2/4/4/0'],
    ['grades 8 and 9', 14, true, '3/6/5/0'],
  ])('the sample city’s %s: %i people, lowest spared %s, get %s', (...[, people, spareLowest, expected]) => {
    expect(counts({ people, shares: pack.distribution.grades, spareLowest })).toBe(expected);
  });

  it('refuses shares that do not sum to 100', () => {
    expect(() => seats({ people: 10, method, shares: SABC.slice(1) })).toThrow('shares-do-not-sum');
  });

  it('tells that a share was spared and how many were excluded', () => {
    const { steps } = seats({ people: 10, method, shares: SABC, spareLowest: true, excluded: 1 });
    expect(steps.map(({ label }) => label)).toEqual([
      'scoring.seats.spared',
      ...Array<string>(4).fill('scoring.seats.largest-remainder'),
      'scoring.seats.excluded',
    ]);
  });

  const shares = fc
    .uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 6 })
    .map((cuts) => [0, ...cuts.toSorted((a, b) => a - b), 100])
    .map((cuts) => cuts.slice(1).map((cut, index) => ({ grade: `g${index}`, share: cut - (cuts[index] ?? 0) })));

  test.prop([fc.nat({ max: 5000 }), shares, fc.boolean()])(
    'seats always sum to the people, none is off by a whole seat',
    (people, some, spareLowest) => {
      const { seats: given } = seats({ people, shares: some, method, spareLowest });
      expect(given.reduce((total, seat) => total + seat.seats, 0)).toBe(people);
      const asked = spareLowest ? some.slice(0, -2) : some;
      asked.forEach(({ share }, index) => expect(Math.abs((given[index]?.seats ?? 0) - (people * share) / 100)).toBeLessThan(1));
    },
  );
});

describe('W06 rank points', () => {
  const bands = pack.distribution.grades;
  const seated = (numbers: readonly number[]) => bands.map((band, index) => ({ ...band, seats: numbers[index] ?? 0 }));
  const points = (numbers: readonly number[]) => rankPoints(seated(numbers)).map((point) => point.points);

  it('spaces ten people equally inside their bands', () => {
    expect(points([2, 4, 3, 1])).toEqual([
      '70.00',
      '64.00',
      '63.90',
      '60.27',
      '56.63',
      '53.00',
      '52.90',
      '42.45',
      '32.00',
      '31.90',
    ]);
  });

  it('gives the fourth 양 of grade 7 the 45.93 of the sample city', () => {
    expect(points([2, 4, 4, 0])[7]).toBe('45.93');
  });

  it('gives one seat the top and no seat nothing', () => {
    expect(points([1, 0, 0, 0])).toEqual(['70.00']);
  });

  it('refuses bands that overlap or are turned round', () => {
    const overlap = [
      { grade: 'S', top: '70', bottom: '60', seats: 1 },
      { grade: 'A', top: '60', bottom: '50', seats: 1 },
    ];
    expect(() => rankPoints(overlap)).toThrow('pack-invalid');
    expect(() => rankPoints([{ grade: 'S', top: '60', bottom: '70', seats: 1 }])).toThrow('pack-invalid');
  });

  test.prop([fc.tuple(fc.nat(200), fc.nat(200), fc.nat(200), fc.nat(200))])(
    'keeps every point inside its band and falls strictly',
    (numbers) => {
      const given = rankPoints(seated(numbers));
      given.forEach((point, index) => {
        const band = bands.find(({ grade }) => grade === point.grade);
        expect(Number(point.points)).toBeGreaterThanOrEqual(Number(band?.bottom));
        expect(Number(point.points)).toBeLessThanOrEqual(Number(band?.top));
        if (index > 0) expect(Number(point.points)).toBeLessThan(Number(given[index - 1]?.points));
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
    expect(gradeByBand(scaled, pack.distribution.grades)).toBe(grade);
  });
});
