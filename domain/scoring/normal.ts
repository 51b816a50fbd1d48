import { sqrt, tenTo } from './exact.ts';
import type { Exact } from './exact.ts';

const SIGNIFICANT = 60;
/** Beyond it the smaller tail is below 10^-349. */
const FARTHEST = 40n;

/**
 * Φ, the share of a standard normal distribution below `z`, to at least 30 significant digits; 1/2 is exact. Beyond 40 standard deviations it
 * is 0 or 1. scoring.md F7.
 */
export function normalBelow(z: Exact): Exact {
  if (z.n > FARTHEST * z.d) return { n: 1n, d: 1n };
  if (z.n < -FARTHEST * z.d) return { n: 0n, d: 1n };
  const size = Number((z.n * 1000n) / z.d) / 1000;
  // The tail is near 10^(-z²/4.6): it needs that many places more to keep its own digits.
  const one = tenTo(SIGNIFICANT + Math.ceil((size * size) / 4.6));
  const at = (z.n * one) / z.d;
  const square = (at * at) / one;
  // Φ(z) = 1/2 + (z + z³/3 + z⁵/15 + …) / (e^(z²/2) √(2π)): all terms have one sign, so none cancels another.
  const odd = series(at, (term, k) => (term * square) / (one * BigInt(2 * k + 1)));
  const exponential = series(one, (term, k) => (term * square) / (one * BigInt(2 * k)));
  return { n: one / 2n + (odd * one * one) / (exponential * rootOfTwoPi(one)), d: one };
}

/** The sum of `first` and what follows it; `next` makes the term at place `k` from the one before, until nothing is left of it. */
function series(first: bigint, next: (term: bigint, k: number) => bigint): bigint {
  let total = first;
  let term = next(first, 1);
  for (let k = 2; term !== 0n; k += 1) {
    total += term;
    term = next(term, k);
  }
  return total;
}

function rootOfTwoPi(one: bigint): bigint {
  const guarded = one * tenTo(10);
  // Machin: π = 16 arctan(1/5) − 4 arctan(1/239).
  const pi = 16n * arctanOfInverse(5n, guarded) - 4n * arctanOfInverse(239n, guarded);
  const { n, d } = sqrt({ n: 2n * pi * one, d: guarded * one });
  return (n * one) / d;
}

function arctanOfInverse(x: bigint, one: bigint): bigint {
  let [total, power] = [0n, one / x];
  for (let k = 0; power !== 0n; k += 1, power /= x * x) {
    const term = power / BigInt(2 * k + 1);
    total += k % 2 === 0 ? term : -term;
  }
  return total;
}
