import { fc, test } from '@fast-check/vitest';
import { Decimal } from 'decimal.js';
import { describe, expect, it } from 'vitest';
import { compare, exact, mul, plain, round, sqrt, sub, whole } from '../../../domain/scoring/exact.ts';
import { normalBelow } from '../../../domain/scoring/normal.ts';

// 30 significant digits, computed apart from this code by mpmath: erfc(−z/√2)/2 at 500 digits.
const NORMAL: readonly (readonly [string, string])[] = [
  ['0', '0.5'],
  ['0.000001', '0.500000398942280401366187559879'],
  ['0.606977', '0.728066912019614437004046993917'],
  ['1', '0.841344746068542948585232545632'],
  ['-0.5', '0.308537538725986896362295389392'],
  ['-1', '0.158655253931457051414767454368'],
  ['2.5', '0.993790334674223864833021895426'],
  ['-3.7', '0.00010779973347738833693746943287'],
  ['5', '0.999999713348428120806088326248'],
  ['-10', '0.0000000000000000000000076198530241605260659733432516'],
  ['-20', `0.${'0'.repeat(88)}275362411860623369507562278086`],
];

describe('the normal distribution', () => {
  it.each(NORMAL)('GEN2: Φ(%s) is %s to 30 significant digits', (z, expected) => {
    expect(plain(normalBelow(exact(z)))).toBe(expected);
  });

  it('is 0 or 1 beyond forty standard deviations, however far', () => {
    expect(plain(normalBelow(exact('9'.repeat(60))))).toBe('1');
    expect(plain(normalBelow(exact(`-${'9'.repeat(60)}`)))).toBe('0');
  });

  test.prop([fc.integer({ min: -8_000, max: 8_000 })])('Φ(z) and Φ(−z) are one whole to 59 places', (thousandths) => {
    const z = { n: BigInt(thousandths), d: 1000n };
    const both = normalBelow(z).n + normalBelow({ n: -z.n, d: z.d }).n;
    const { d } = normalBelow(z);
    expect(round({ n: both, d }, 59)).toBe(`1.${'0'.repeat(59)}`);
  });
});

describe('a square root', () => {
  it.each([
    ['2', '1.41421356237309504880168872421'],
    ['34', '5.83095189484530047087415287755'],
    ['42.5', '6.51920240520264871458297155743'],
    [`0.${'0'.repeat(39)}1`, '0.00000000000000000001'],
    ['0.25', '0.5'],
    ['0', '0'],
  ])('GEN2: of %s is %s to 30 significant digits', (text, expected) => {
    expect(plain(sqrt(exact(text)))).toBe(expected);
  });

  const HalfHundred = Decimal.clone({ precision: 55, toExpPos: 200, toExpNeg: -200 });
  test.prop([fc.bigInt({ min: 1n, max: 10n ** 60n - 1n }), fc.nat({ max: 59 })])(
    'agrees with decimal.js to 50 places behind the first digit',
    (digits, places) => {
      const square = { n: digits, d: 10n ** BigInt(places) };
      const root = sqrt(square);
      const other = new HalfHundred(digits.toString()).div(new HalfHundred(10).pow(places)).sqrt();
      const ours = new HalfHundred(root.n.toString()).div(root.d.toString());
      expect(ours.minus(other).abs().div(other).lt('1e-50')).toBe(true);
    },
  );

  test.prop([fc.bigInt({ min: 0n, max: 10n ** 40n }), fc.bigInt({ min: 1n, max: 10n ** 20n })])(
    'of the square of a fraction is that fraction',
    (n, d) => {
      const fraction = { n, d };
      expect(compare(sqrt(mul(fraction, fraction)), fraction)).toBe(0);
    },
  );

  it('is never above the true one', () => {
    const root = sqrt(whole(2));
    expect(sub(mul(root, root), whole(2)).n < 0n).toBe(true);
  });
});
