import { DomainError } from '../errors.ts';

/** An exact number: a fraction with a positive denominator, in lowest terms. Nothing is rounded before it is written. */
export interface Exact {
  readonly n: bigint;
  readonly d: bigint;
}

const MOST_DIGITS = 60;
const SHOWN_DIGITS = 30;

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

function fraction(n: bigint, d: bigint): Exact {
  const common = gcd(n, d);
  return common === 1n ? { n, d } : { n: n / common, d: d / common };
}

export const ZERO: Exact = { n: 0n, d: 1n };

export function whole(value: number | bigint): Exact {
  return { n: BigInt(value), d: 1n };
}

/** Reads `-?\d+(\.\d+)?` of at most 60 digits; undefined for any other text (scoring.md, GEN4). */
export function findExact(text: string): Exact | undefined {
  const [, sign = '', integer = '', decimals = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  const digits = integer + decimals;
  if (digits === '' || digits.length > MOST_DIGITS) return undefined;
  return fraction(BigInt(sign + digits), 10n ** BigInt(decimals.length));
}

/** @throws DomainError 'invalid-input' with the reason `not-a-number`: for numbers of a pack; a person's numbers go through `findExact`. */
export function exact(text: string): Exact {
  const value = findExact(text);
  if (value === undefined) throw new DomainError('invalid-input', { reason: 'not-a-number' });
  return value;
}

export function add(a: Exact, b: Exact): Exact {
  return a.d === b.d ? fraction(a.n + b.n, a.d) : fraction(a.n * b.d + b.n * a.d, a.d * b.d);
}

export function sub(a: Exact, b: Exact): Exact {
  return add(a, { n: -b.n, d: b.d });
}

export function mul(a: Exact, b: Exact): Exact {
  return fraction(a.n * b.n, a.d * b.d);
}

/** The divisor must not be zero: callers have a rule for that case. */
export function div(a: Exact, b: Exact): Exact {
  return b.n < 0n ? fraction(-a.n * b.d, a.d * -b.n) : fraction(a.n * b.d, a.d * b.n);
}

export function sum(values: readonly Exact[]): Exact {
  return values.reduce(add, ZERO);
}

/** Negative, zero or positive, like the sort order. */
export function compare(a: Exact, b: Exact): number {
  const difference = a.n * b.d - b.n * a.d;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export function floorOf(value: Exact): bigint {
  const quotient = value.n / value.d;
  return value.n < 0n && quotient * value.d !== value.n ? quotient - 1n : quotient;
}

/** Half-up on the absolute value with exactly `places` decimals; zero has no sign (scoring.md, GEN3). */
export function round(value: Exact, places = 2): string {
  const scaled = (value.n < 0n ? -value.n : value.n) * 10n ** BigInt(places);
  const units = (2n * scaled + value.d) / (2n * value.d);
  return write(units, { places, negative: value.n < 0n });
}

/** Plain notation, at most 30 significant digits, no trailing zeros: what a step shows. */
export function plain(value: Exact): string {
  const digits = (value.n < 0n ? -value.n : value.n) / value.d;
  const integerDigits = digits === 0n ? 0 : digits.toString().length;
  // Leading zeros behind the point are not significant: they widen the places.
  let places = Math.max(SHOWN_DIGITS - integerDigits, 0);
  if (integerDigits === 0 && value.n !== 0n) places += leadingZeros(value);
  const text = round(value, places);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

function leadingZeros(value: Exact): number {
  let [rest, count] = [(value.n < 0n ? -value.n : value.n) * 10n, 0];
  for (; rest < value.d; rest *= 10n) count += 1;
  return count;
}

function write(units: bigint, { places, negative }: { readonly places: number; readonly negative: boolean }): string {
  const digits = units.toString().padStart(places + 1, '0');
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return negative && units !== 0n ? `-${text}` : text;
}
