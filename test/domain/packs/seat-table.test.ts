import { describe, expect, test } from 'vitest';
import { mostCapped, seatsByMethod } from '../../../domain/packs/seat-table.ts';
import { compareVersions } from '../../../domain/packs/version.ts';
import { shippedPack } from './sample.ts';

const { distribution } = shippedPack('kr-local-grade5');
const shares = (...percents: readonly number[]) => percents.map((share, at) => ({ level: `L${at}`, share }));
const table = (people: number) => {
  if (distribution.mode === 'none' || distribution.by !== 'shares') return [];
  const own = { ...distribution, method: 'never-exceed' as const, shares: shares(30, 50, 20) };
  return seatsByMethod(own, people, { quota: true, spareLowest: false });
};

describe('seatsByMethod', () => {
  test('shows what never to exceed 30/50/20 takes from a group of nine: the third best seat becomes one of the middle', () => {
    const rows = table(9).map(({ method, own, seats }) => [method, own, seats.map((one) => one.seats).join(' ')]);
    expect(rows).toEqual([
      ['largest-remainder', false, '3 4 2'],
      ['cumulative', false, '3 4 2'],
      ['never-exceed', true, '2 5 2'],
    ]);
  });

  test('is empty where a group is too small, and where a pack has no shares', () => {
    expect(table(1)).toEqual([]);
    expect(seatsByMethod(shippedPack('coaching-first').distribution, 9)).toEqual([]);
    expect(seatsByMethod(shippedPack('us-federal-ses').distribution, 9)).toEqual([]);
  });
});

describe('mostCapped', () => {
  test('is the whole number of people below a cap, and null without one', () => {
    expect(mostCapped(shippedPack('us-federal-ses').distribution, 10)).toBe(3);
    expect(mostCapped(distribution, 10)).toBeNull();
  });
});

describe('compareVersions', () => {
  test('orders by year, then by number, not by letters', () => {
    expect(['2026-10', '2027-1', '2026-9'].sort(compareVersions)).toEqual(['2026-9', '2026-10', '2027-1']);
  });
});
