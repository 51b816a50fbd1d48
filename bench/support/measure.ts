/** One line of a benchmark: a value against the floor of the same run. */
export interface Measurement {
  readonly bench: string;
  readonly measure: string;
  readonly value: number;
  readonly floor: number | null;
  readonly aim: string;
  readonly ok: boolean;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[middle - 1] ?? 0, sorted[middle] ?? 0];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
}

export function round(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}

/** Milliseconds that `work` takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

/** Milliseconds of a fixed computation: how fast the machine is just now. Stored beside each figure, as runs on other days differ. */
export function calibration(): number {
  const from = performance.now();
  let x = 1;
  for (let i = 0; i < 50_000_000; i++) x = (x * 1_103_515_245 + 12_345) % 2_147_483_648;
  return performance.now() - from + (x < 0 ? 1 : 0);
}
