import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { seats } from '../../../../domain/scoring/kinds/seats.ts';
import type { SeatMethod, SeatsFacts, Share } from '../../../../domain/scoring/kinds/seats.ts';
import { answerTo, labelsOf, refusals, stepsOf } from './asked.ts';

const SABC: readonly Share[] = [
  ['S', '20'],
  ['A', '40'],
  ['B', '30'],
  ['C', '10'],
];
const WATERWORKS: readonly Share[] = [
  ['S', '30'],
  ['A', '50'],
  ['B', '20'],
];
const METHODS: readonly SeatMethod[] = ['largest-remainder', 'cumulative', 'never-exceed'];
const counts = (facts: Omit<SeatsFacts, 'method'>, method: SeatMethod = 'largest-remainder') =>
  Object.values(answerTo(seats, { ...facts, method }).seats).join('/');

describe('W06 seats', () => {
  it.each([
    [1, '0/1/0/0', '0/1/0/0', '0/0/0/1'],
    [3, '1/1/1/0', '1/1/1/0', '0/1/1/1'],
    [4, '1/2/1/0', '1/1/2/0', '0/2/1/1'],
    [5, '1/2/2/0', '1/2/2/0', '1/2/1/1'],
    [6, '1/2/2/1', '1/3/1/1', '1/2/2/1'],
    [7, '1/3/2/1', '1/3/2/1', '1/3/2/1'],
    [9, '2/3/3/1', '2/3/3/1', '1/4/3/1'],
    [10, '2/4/3/1', '2/4/3/1', '2/4/3/1'],
    [13, '3/5/4/1', '3/5/4/1', '2/5/4/2'],
    [33, '7/13/10/3', '7/13/10/3', '6/13/10/4'],
  ])('W06: %i people get %s by largest remainder, %s cumulatively, %s never exceeding', (...[people, ...expected]) => {
    expect(METHODS.map((method) => counts({ people, shares: SABC }, method))).toEqual(expected);
  });

  it('W06: where nobody deserves the lowest grade ten people get 2/4/4 and 21 get 4/9/8', () => {
    expect(counts({ people: 10, shares: SABC, spareLowest: true })).toBe('2/4/4/0');
    expect(counts({ people: 21, shares: SABC, spareLowest: true })).toBe('4/9/8/0');
  });

  it('W06: the two who are excluded among twenty come off B', () => {
    expect(counts({ people: 20, shares: WATERWORKS })).toBe('6/10/4');
    expect(counts({ people: 20, shares: WATERWORKS, excluded: 2 })).toBe('6/10/2');
  });
});

describe('seats in detail', () => {
  it('SEA1: the seats of excluded people come off the lowest grade, then the next better one', () => {
    expect(counts({ people: 20, shares: WATERWORKS, excluded: 5 })).toBe('6/9/0');
    expect(counts({ people: 20, shares: WATERWORKS, excluded: 20 })).toBe('0/0/0');
    expect(refusals(seats, { people: 20, shares: WATERWORKS, method: 'cumulative', excluded: 21 })).toEqual([
      'value-out-of-range /excluded',
    ]);
  });

  it('SEA1: a grade that pays nothing may have a share of 0', () => {
    const shares: readonly Share[] = [...WATERWORKS, ['C', '0']];
    for (const method of METHODS) expect(counts({ people: 20, shares, excluded: 2 }, method)).toBe('6/10/2/0');
  });

  it('SEA2: a spared grade stays with 0, and excluded people start at the lowest grade that has seats', () => {
    expect(answerTo(seats, { people: 10, shares: SABC, method: 'cumulative', spareLowest: true, excluded: 5 }).seats).toEqual({
      S: 2,
      A: 3,
      B: 0,
      C: 0,
    });
  });

  it('SEA3: the best grades are looked at together, so that a single one may exceed its own share', () => {
    // 3.6 for A alone, 5.4 for S and A.
    expect(answerTo(seats, { people: 9, shares: SABC, method: 'never-exceed' }).seats).toMatchObject({ S: 1, A: 4 });
  });

  it('a tie of remainders goes to the better grade', () => {
    const halves: readonly Share[] = [
      ['A', '50'],
      ['B', '50'],
    ];
    expect(counts({ people: 5, shares: halves })).toBe('3/2');
  });

  it('nobody there and one grade alone are no trouble', () => {
    for (const method of METHODS) {
      expect(counts({ people: 0, shares: SABC }, method)).toBe('0/0/0/0');
      expect(counts({ people: 7, shares: [['A', '100']], spareLowest: true }, method)).toBe('7');
    }
  });

  it('GEN2: thirds with many digits do not lose anybody', () => {
    const third = `33.${'3'.repeat(50)}`;
    const shares: readonly Share[] = [
      ['A', third],
      ['B', third],
      ['C', `33.${'3'.repeat(49)}4`],
    ];
    for (const method of METHODS) expect(counts({ people: 3, shares }, method)).toMatch(/^(1\/1\/1|0\/1\/2)$/);
  });

  it('GEN6: refuses shares that do not sum, a negative one and a grade that stands twice', () => {
    const method = 'largest-remainder';
    expect(refusals(seats, { people: 10, method, shares: SABC.slice(1) })).toEqual(['shares-do-not-sum /shares']);
    const wrong: readonly Share[] = [
      ['S', '-10'],
      ['S', '110'],
    ];
    expect(refusals(seats, { people: 10, method, shares: wrong })).toEqual([
      'duplicate-id /shares/1/0',
      'value-out-of-range /shares/0/1',
    ]);
  });

  it('GEN10: tells that a share was spared and whose seats were taken', () => {
    const facts = { people: 10, shares: SABC, spareLowest: true, excluded: 5 };
    expect(labelsOf(seats, { ...facts, method: 'largest-remainder' })).toEqual([
      'scoring.seats.spared',
      ...Array<string>(4).fill('scoring.seats.largest-remainder'),
      'scoring.seats.excluded',
      'scoring.seats.excluded',
    ]);
    const last = stepsOf(seats, { ...facts, method: 'largest-remainder' }).at(-1);
    expect(last).toMatchObject({ formula: 'B: seats − excluded', inputs: { seats: '4', excluded: '4' }, value: '0' });
  });

  it('GEN10: the steps of a method can be followed with a pencil', () => {
    const steps = METHODS.map((method) => stepsOf(seats, { people: 9, shares: SABC, method })[1]);
    expect(steps).toMatchObject([
      { formula: 'A: ⌊people × share / 100⌋', inputs: { people: '9', share: '40' }, value: '3' },
      {
        formula: 'A: ⌊people × cumulative / 100 + 1/2⌋ − ahead',
        inputs: { people: '9', cumulative: '60', ahead: '2' },
        value: '3',
      },
      { formula: 'A: ⌊people × cumulative / 100⌋ − ahead', inputs: { people: '9', cumulative: '60', ahead: '1' }, value: '4' },
    ]);
  });
});

describe('seats for any number of people and any shares', () => {
  const hundredths = (value: number) => `${Math.floor(value / 100)}.${String(value % 100).padStart(2, '0')}`;
  const shares = fc
    .uniqueArray(fc.integer({ min: 1, max: 9999 }), { minLength: 1, maxLength: 6 })
    .map((cuts) => [0, ...cuts.toSorted((a, b) => a - b), 10_000])
    .map((cuts) => cuts.slice(1).map((cut, index): Share => [`g${index}`, hundredths(cut - (cuts[index] ?? 0))]));
  const people = fc.nat({ max: 5000 });
  const method = fc.constantFrom(...METHODS);
  const numbers = (facts: SeatsFacts) => Object.values(seats.score(facts).answer.seats);
  const total = (list: readonly number[]) => list.reduce((sum, one) => sum + one, 0);

  test.prop([people, shares, method, fc.boolean(), fc.nat()])(
    'they always sum to the people less the excluded, none below 0',
    (...[count, some, by, spareLowest, out]) => {
      const excluded = out % (count + 1);
      const given = numbers({ people: count, shares: some, method: by, spareLowest, excluded });
      expect(total(given)).toBe(count - excluded);
      expect(Math.min(...given)).toBeGreaterThanOrEqual(0);
    },
  );

  test.prop([people, shares])('by largest remainder none is off by a whole seat', (count, some) => {
    const given = numbers({ people: count, shares: some, method: 'largest-remainder' });
    some.forEach(([, percent], index) => {
      expect(Math.abs((given[index] ?? 0) * 10_000 - count * Math.round(Number(percent) * 100))).toBeLessThan(10_000);
    });
  });

  test.prop([people, shares, fc.boolean()])('the best k grades together never exceed their share', (count, some, spareLowest) => {
    const given = numbers({ people: count, shares: some, method: 'never-exceed', spareLowest });
    const parts = some.map(([, percent]) => Math.round(Number(percent) * 100));
    const used = spareLowest ? [...parts.slice(0, -2), total(parts.slice(-2)), 0] : parts;
    given.forEach((_, index) => {
      expect(total(given.slice(0, index + 1)) * 10_000).toBeLessThanOrEqual(count * total(used.slice(0, index + 1)));
    });
  });

  test.prop([people, shares, fc.constantFrom('cumulative', 'never-exceed')])(
    'one person more takes no seat from the best k grades together',
    (count, some, by) => {
      const [before, after] = [count, count + 1].map((one) => numbers({ people: one, shares: some, method: by }));
      some.forEach((_, index) => {
        expect(total(after?.slice(0, index + 1) ?? [])).toBeGreaterThanOrEqual(total(before?.slice(0, index + 1) ?? []));
      });
    },
  );
});
