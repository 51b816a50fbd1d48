/** A weight in hundredths; undefined for text that is no number, or one with more than two decimals. */
export function hundredths(weight: string): bigint | undefined {
  const [text, whole = '', decimals = ''] = /^(\d{1,6})(?:\.(\d{1,2}))?$/.exec(weight) ?? [];
  return text === undefined ? undefined : BigInt(whole) * 100n + BigInt(decimals.padEnd(2, '0'));
}

/** The sum, in hundredths, of the weights that are numbers. */
export function sumOfWeights(weights: readonly string[]): bigint {
  return weights.reduce((sum, weight) => sum + (hundredths(weight) ?? 0n), 0n);
}
