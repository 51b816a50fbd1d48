import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import {
  add,
  compare,
  div,
  exact,
  findExact,
  floorOf,
  mul,
  plain,
  round,
  sub,
  sum,
  whole,
} from '../../../domain/scoring/exact.ts';

const integer = fc.bigInt({ min: -(10n ** 29n), max: 10n ** 29n });
const fraction = fc.tuple(integer, fc.bigInt({ min: 1n, max: 10n ** 20n })).map(([n, d]) => div(whole(n), whole(d)));
const decimal = fc.tuple(integer, fc.nat({ max: 999_999 })).map(([n, decimals]) => `${n}.${String(decimals).padStart(6, '0')}`);

describe('exact numbers', () => {
  it('rounds half up where binary floats fall below the half', () => {
    expect(['63.205', '2.675', '1.005'].map((text) => round(exact(text)))).toEqual(['63.21', '2.68', '1.01']);
  });

  it('rounds the absolute value and gives zero no sign', () => {
    expect(['-0.005', '-0.004', '-1.005', '0'].map((text) => round(exact(text)))).toEqual(['-0.01', '0.00', '-1.01', '0.00']);
  });

  it('rounds up a half that hides behind a third', () => {
    const third = div(whole(1), whole(3));
    expect(round(sum([third, third, third, exact('0.005')]))).toBe('1.01');
  });

  it('multiplies numbers of sixty digits without losing one', () => {
    const long = exact('9'.repeat(60));
    expect(compare(div(mul(long, long), long), long)).toBe(0);
  });

  it('reads nothing but plain decimals of at most sixty digits', () => {
    for (const text of ['', '+1', '1e3', '1,000', ' 1', '.5', '5.', '0x1', 'NaN', '1'.repeat(61), '１'])
      expect(findExact(text)).toBeUndefined();
    expect(findExact('1'.repeat(60))).toBeDefined();
    expect(() => exact('△4.11')).toThrow(expect.objectContaining({ code: 'invalid-input', details: { reason: 'not-a-number' } }));
  });

  it('writes thirty significant digits and no exponent', () => {
    expect(plain(div(whole(1), whole(3)))).toBe(`0.${'3'.repeat(30)}`);
    expect(plain(div(whole(2), whole(300)))).toBe(`0.00${'6'.repeat(29)}7`);
    expect(plain(whole(-12))).toBe('-12');
    expect(plain(exact('10.50'))).toBe('10.5');
    expect(plain(whole(1000))).toBe('1000');
    expect(plain({ n: 0n, d: 3n })).toBe('0');
  });

  it('writes all digits before the point, however many, and keeps the zeros there', () => {
    expect(plain(exact(`1${'0'.repeat(40)}.0`))).toBe(`1${'0'.repeat(40)}`);
    expect(plain(exact('9'.repeat(60)))).toBe('9'.repeat(60));
    expect(plain(exact(`${'9'.repeat(29)}.55`))).toBe(`${'9'.repeat(29)}.6`);
  });

  it('sums of decimals stay as fine as the finest one, so that long lists stay fast', () => {
    for (const texts of [
      ['0.1', '0.25'],
      ['0.25', '0.1'],
    ])
      expect(sum(texts.map(exact)).d).toBe(100n);
    expect(add(exact('0.5'), exact('0.1')).d).toBe(10n);
  });

  it('takes the floor of a negative number downwards', () => {
    expect([floorOf(exact('-1.5')), floorOf(exact('1.5')), floorOf(whole(-2))]).toEqual([-2n, 1n, -2n]);
    expect([floorOf(exact('-2.00')), floorOf(exact('-0.00'))]).toEqual([-2n, 0n]);
  });

  test.prop([decimal])('reads back what it writes', (text) => {
    const value = exact(text);
    expect(compare(exact(round(value, 6)), value)).toBe(0);
  });

  test.prop([fraction, fraction])('adds, subtracts, multiplies and divides back to where it started', (a, b) => {
    expect(compare(sub(add(a, b), b), a)).toBe(0);
    if (b.n !== 0n) expect(compare(div(mul(a, b), b), a)).toBe(0);
  });

  test.prop([fraction])('rounds to within half a unit', (value) => {
    const off = sub(exact(round(value)), value);
    expect(compare({ n: off.n < 0n ? -off.n : off.n, d: off.d }, exact('0.005'))).toBeLessThanOrEqual(0);
  });
});
