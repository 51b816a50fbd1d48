import { add, div, exact, mul, whole } from '../../exact.ts';
import type { Exact } from '../../exact.ts';
import { step } from '../../steps.ts';
import type { Step } from '../../steps.ts';
import type { RosterYear } from '../roster.ts';

interface YearValue {
  readonly year: number;
  readonly counted: boolean;
  /** Not rounded. */
  readonly value: Exact;
}
interface Valued {
  readonly value: Exact;
  readonly steps: readonly Step[];
}

/** For a neighbour that is not there: 60 % of full marks. */
const STAND_IN: Exact = { n: 60n, d: 100n };
const SOURCE = '평정규칙 §27(4)(5), scoring.md ROS4';

/**
 * The value of each year: the mean of its halves, a missing half being the other one; for a missing year the mean of the years before and after
 * it in the list, 60 % of full marks standing in for one that is not there or is missing itself. W08; scoring.md ROS4.
 */
export function yearValues(years: readonly RosterYear[], fullMarks: Exact) {
  const own = years.map(ofHalves);
  const steps: Step[] = [];
  const values = years.map(({ year, counted = true }, index): YearValue => {
    const valued = own[index] ?? missingYear(year, { before: own[index - 1], after: own[index + 1], fullMarks });
    steps.push(...valued.steps);
    return { year, counted, value: valued.value };
  });
  return { years: values, steps };
}

/** Undefined where both halves are missing. */
function ofHalves({ year, halves: [first, second] }: RosterYear): Valued | undefined {
  const other = first ?? second;
  if (other === null) return undefined;
  if (first === null || second === null) {
    const value = exact(other);
    const label = 'scoring.roster.half-missing';
    return { value, steps: [step({ label, formula: `${year}: other`, inputs: { other: value }, value, source: SOURCE })] };
  }
  const inputs = { first: exact(first), second: exact(second) };
  const value = middle(inputs.first, inputs.second);
  const label = 'scoring.roster.year';
  return { value, steps: [step({ label, formula: `${year}: (first + second) / 2`, inputs, value, source: SOURCE })] };
}

interface Neighbours {
  readonly before: Valued | undefined;
  readonly after: Valued | undefined;
  readonly fullMarks: Exact;
}

function missingYear(year: number, { before, after, fullMarks }: Neighbours): Valued {
  const standIn = mul(fullMarks, STAND_IN);
  const inputs = { before: before?.value ?? standIn, after: after?.value ?? standIn };
  const value = middle(inputs.before, inputs.after);
  const missing = step({
    label: 'scoring.roster.year-missing',
    formula: `${year}: (before + after) / 2`,
    inputs,
    value,
    source: SOURCE,
  });
  if (before !== undefined && after !== undefined) return { value, steps: [missing] };
  const stood = step({
    label: 'scoring.roster.no-neighbour',
    formula: `${year}: fullMarks × 60 / 100`,
    inputs: { fullMarks },
    value: standIn,
    source: SOURCE,
  });
  return { value, steps: [stood, missing] };
}

function middle(a: Exact, b: Exact): Exact {
  return div(add(a, b), whole(2));
}
