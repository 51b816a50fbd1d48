import { add, compare, div, exact, HUNDRED, mean, mul, negate, sqrt, sub, sum, whole } from '../../exact.ts';
import type { Exact } from '../../exact.ts';
import { normalBelow } from '../../normal.ts';
import { listed, step } from '../../steps.ts';
import type { Step } from '../../steps.ts';
import { findDirection } from './facts.ts';
import type { Direction, NoAchievement, TrendFacts } from './facts.ts';

const MOST_YEARS = 5;
const FEWEST_YEARS = 3;
const SOURCE = 'scoring.md F7';
const ON_FORECAST = whole(60);
const LEAST = whole(20);

/**
 * How likely less than the actual was, by the straight line through the last five years: 20 + 80 Φ(z), z being the distance from the forecast
 * in units of its own scatter (F7). Without scatter 100, 60 or 20. W04; scoring.md ACH3, ACH4.
 */
export function byTrend(facts: TrendFacts, steps: Step[]): Exact | NoAchievement {
  const direction = findDirection(facts.direction);
  if (direction === undefined) return 'direction-unknown';
  if (facts.actual === null || facts.actual === undefined) return 'actual-missing';
  const history = (facts.history ?? []).slice(-MOST_YEARS).map(exact);
  if (history.length < FEWEST_YEARS) return 'no-history';
  const line = fit(history);
  const slope = { formula: 'Σ(x − x̄)(history − mean) / Σ(x − x̄)²', inputs: listed('history', history), value: line.slope };
  steps.push(step({ label: 'scoring.trend.slope', ...slope, source: SOURCE }));
  const ahead = { formula: 'mean + slope × (years + 1) / 2', inputs: { mean: line.mean, slope: line.slope, years: line.years } };
  steps.push(step({ label: 'scoring.trend.forecast', ...ahead, value: line.forecast, source: SOURCE }));
  const off = sub(exact(facts.actual), line.forecast);
  const better = direction === 'higher' ? off : negate(off);
  if (line.squares.n === 0n) return withoutScatter({ direction, actual: facts.actual, line, better }, steps);
  // 1 + 1/n + (xp − x̄)² / Sxx with xp one year after the last.
  const reach = add(add(whole(1), div(whole(1), line.years)), div(mul(line.distance, line.distance), line.spread));
  const scatter = sqrt(mul(div(line.squares, sub(line.years, whole(2))), reach));
  const spread = { formula: '√(squares / (years − 2) × reach)', inputs: { squares: line.squares, years: line.years, reach } };
  steps.push(step({ label: 'scoring.trend.scatter', ...spread, value: scatter, source: SOURCE }));
  const z = div(better, scatter);
  const formula = direction === 'higher' ? '(actual − forecast) / scatter' : '(forecast − actual) / scatter';
  const inputs = { actual: facts.actual, forecast: line.forecast, scatter };
  steps.push(step({ label: 'scoring.trend.z', formula, inputs, value: z, source: SOURCE }));
  const phi = normalBelow(z);
  const value = add(LEAST, mul(whole(80), phi));
  steps.push(step({ label: 'scoring.trend.score', formula: '20 + 80 × Φ(z)', inputs: { z, phi }, value, source: SOURCE }));
  return value;
}

interface Line {
  readonly years: Exact;
  readonly mean: Exact;
  readonly slope: Exact;
  readonly forecast: Exact;
  /** Sum of the squared distances of the years from the line. */
  readonly squares: Exact;
  /** Sum of the squared distances of the places from their mean. */
  readonly spread: Exact;
  /** From the mean of the places to the place of the forecast. */
  readonly distance: Exact;
}

/** The least-squares line through the values at the places 1, 2 … */
function fit(values: readonly Exact[]): Line {
  const years = whole(values.length);
  const middle = mean(values);
  const centre = div(add(years, whole(1)), whole(2));
  const points = values.map((value, index) => ({ x: sub(whole(index + 1), centre), y: sub(value, middle) }));
  const spread = sum(points.map(({ x }) => mul(x, x)));
  const slope = div(sum(points.map(({ x, y }) => mul(x, y))), spread);
  const residuals = points.map(({ x, y }) => sub(y, mul(slope, x)));
  const squares = sum(residuals.map((residual) => mul(residual, residual)));
  const forecast = add(middle, mul(slope, centre));
  return { years, mean: middle, slope, forecast, squares, spread, distance: centre };
}

interface Bare {
  readonly direction: Direction;
  readonly actual: string;
  readonly line: Line;
  readonly better: Exact;
}

function withoutScatter({ direction, actual, line, better }: Bare, steps: Step[]): Exact {
  const sign = compare(better, whole(0));
  const value = sign > 0 ? HUNDRED : sign < 0 ? LEAST : ON_FORECAST;
  const formula = `actual ${direction === 'higher' ? '>' : '<'} forecast ? 100 : actual = forecast ? 60 : 20`;
  const inputs = { actual, forecast: line.forecast };
  steps.push(step({ label: 'scoring.trend.no-scatter', formula, inputs, value, source: 'scoring.md F7, ACH4' }));
  return value;
}
