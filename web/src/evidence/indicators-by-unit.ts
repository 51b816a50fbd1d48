import type { Indicator } from './types.ts';

/** Indicators in their order, unit by unit; the heading is undefined where all are of one unit. */
export function indicatorsByUnit(
  indicators: readonly Indicator[],
): readonly { readonly heading: string | undefined; readonly indicators: readonly Indicator[] }[] {
  const units = [...Map.groupBy(indicators, ({ unitName }) => unitName)];
  return units.map(([unitName, own]) => ({ heading: units.length > 1 ? unitName : undefined, indicators: own }));
}
