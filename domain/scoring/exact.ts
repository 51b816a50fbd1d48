import { DomainError } from '../errors.ts';

/**
 * An exact number: a fraction with a positive denominator, not always in lowest terms. Nothing is rounded before it is written, but for square
 * roots.
 */
export interface Exact {
  readonly n: bigint;
  readonly d: bigint;
}

/** That a decimal may have (scoring.md GEN4). */
export const MOST_DIGITS = 60;
const SHOWN_DIGITS = 30;
const ROOT_DIGITS = 60;
const POWERS = Array.from({ length: 2 * MOST_DIGITS }, (_, exponent) => 10n ** BigInt(exponent));

export function tenTo(exponent: number): bigint {
  return POWERS[exponent] ?? 10n ** BigInt(exponent);
}

export const ZERO: Exact = { n: 0n, d: 1n };
export const HUNDRED: Exact = { n: 100n, d: 1n };

export function whole(value: number | bigint): Exact {
  return { n: BigInt(value), d: 1n };
}

const DECIMAL = /^-?\d+(?:\.\d+)?$/;

/** Reads `-?\d+(\.\d+)?` of at most 60 digits; undefined for any other text (scoring.md GEN4). */
export function findExact(text: string): Exact | undefined {
  if (!DECIMAL.test(text)) return undefined;
  const point = text.indexOf('.');
  const isTooLong = text.length - (point === -1 ? 0 : 1) - (text.startsWith('-') ? 1 : 0) > MOST_DIGITS;
  if (isTooLong) return undefined;
  if (point === -1) return { n: BigInt(text), d: 1n };
  return { n: BigInt(text.slice(0, point) + text.slice(point + 1)), d: tenTo(text.length - point - 1) };
}

/** @throws DomainError 'invalid-input' with the reason `not-a-number`: for numbers that were read before; a person's go through `findExact`. */
export function exact(text: string): Exact {
  const value = findExact(text);
  if (value === undefined) throw new DomainError('invalid-input', { reason: 'not-a-number' });
  return value;
}

export function add(a: Exact, b: Exact): Exact {
  // Decimals differ by a power of ten: the finer denominator serves both, and sums do not grow.
  if (a.d % b.d === 0n) return { n: a.n + b.n * (a.d / b.d), d: a.d };
  if (b.d % a.d === 0n) return { n: a.n * (b.d / a.d) + b.n, d: b.d };
  return { n: a.n * b.d + b.n * a.d, d: a.d * b.d };
}

export function negate({ n, d }: Exact): Exact {
  return { n: -n, d };
}

export function sub(a: Exact, b: Exact): Exact {
  return add(a, negate(b));
}

export function mul(a: Exact, b: Exact): Exact {
  return { n: a.n * b.n, d: a.d * b.d };
}

/** The divisor must not be zero: callers have a rule for that case. */
export function div(a: Exact, b: Exact): Exact {
  return b.n < 0n ? { n: -a.n * b.d, d: a.d * -b.n } : { n: a.n * b.d, d: a.d * b.n };
}

/** In halves, so that long lists of unlike denominators multiply numbers of like size. */
export function sum(values: readonly Exact[]): Exact {
  if (values.length <= 16) return values.reduce(add, ZERO);
  const half = values.length >> 1;
  return add(sum(values.slice(0, half)), sum(values.slice(half)));
}

/** Of at least one value. */
export function mean(values: readonly Exact[]): Exact {
  return div(sum(values), whole(values.length));
}

/** Negative, zero or positive, like the sort order. */
export function compare(a: Exact, b: Exact): number {
  const [left, right] = [a.n * b.d, b.n * a.d];
  return left < right ? -1 : left > right ? 1 : 0;
}

export function floorOf(value: Exact): bigint {
  const quotient = value.n / value.d;
  return value.n < 0n && quotient * value.d !== value.n ? quotient - 1n : quotient;
}

/** The square root of a number that is not negative: exact where it is a fraction, else cut after at least 60 significant digits. */
export function sqrt({ n, d }: Exact): Exact {
  const square = n * d;
  const places = Math.max(ROOT_DIGITS - (square.toString().length >> 1), 0);
  return { n: integerRoot(square * tenTo(2 * places)), d: d * tenTo(places) };
}

/** The largest integer whose square is not above `value`. */
function integerRoot(value: bigint): bigint {
  if (value === 0n) return 0n;
  let root = 1n << BigInt((value.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (root + value / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}

/** Half-up on the absolute value with exactly `places` decimals; zero has no sign (scoring.md GEN3). */
export function round({ n, d }: Exact, places = 2): string {
  const doubled = 2n * absolute(n) * tenTo(places);
  return write((doubled + d) / (2n * d), { places, negative: n < 0n });
}

/** Plain notation, 30 significant digits or all of those before the point, no trailing zeros: what a step shows. */
export function plain({ n, d }: Exact): string {
  if (d === 1n) return n.toString();
  const value = { n: absolute(n), d };
  const integer = value.n / d;
  // Leading zeros behind the point are not significant: they widen the places.
  const places = integer === 0n ? SHOWN_DIGITS + leadingZeros(value) : Math.max(SHOWN_DIGITS - integer.toString().length, 0);
  const text = round({ n, d }, places);
  return text.includes('.') ? withoutTrailingZeros(text) : text;
}

function leadingZeros({ n, d }: Exact): number {
  if (n === 0n) return 0;
  let count = 0;
  for (let rest = n * 10n; rest < d; rest *= 10n) count += 1;
  return count;
}

function withoutTrailingZeros(text: string): string {
  let end = text.length;
  while (text[end - 1] === '0') end -= 1;
  return text.slice(0, text[end - 1] === '.' ? end - 1 : end);
}

function write(units: bigint, { places, negative }: { readonly places: number; readonly negative: boolean }): string {
  const digits = units.toString().padStart(places + 1, '0');
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return negative && units !== 0n ? `-${text}` : text;
}
