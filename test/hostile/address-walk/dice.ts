/** Numbers that look random and are the same for the same seed: what a walk has found is found again. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** From 0 to less than 1: mulberry32, of which every seed is as good as another. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    const mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    const again = mixed ^ (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61));
    return ((again ^ (again >>> 14)) >>> 0) / 2 ** 32;
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  /** Undefined: there is none. */
  pick<T>(some: readonly T[]): T | undefined {
    return some[Math.floor(this.next() * some.length)];
  }

  /** One of these, each as often as its weight says. */
  weigh<T>(some: readonly (readonly [weight: number, what: T])[]): T {
    let left = this.next() * some.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, what] of some) {
      if (left < weight) return what;
      left -= weight;
    }
    throw new Error('nothing to choose from');
  }
}
