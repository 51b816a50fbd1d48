import { plain } from './exact.ts';
import type { Exact } from './exact.ts';
import type { GroupLabel, StepLabel } from './labels.ts';

/** One step of a computation, as a person can follow it with a pencil (scoring.md GEN10). `value` is not rounded. */
export interface Step {
  /** Key of its words. */
  readonly label: string;
  readonly formula: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly value: string;
  /** Where the rule comes from. */
  readonly source: string;
}

export interface StepFacts {
  readonly label: StepLabel | GroupLabel;
  readonly formula: string;
  readonly inputs: Readonly<Record<string, Exact | string>>;
  readonly value: Exact | string;
  readonly source: string;
}

/** Writes a step's numbers in plain notation, at most 30 digits; a text is shown as it is. */
export function step({ label, formula, inputs, value, source }: StepFacts): Step {
  // A copy keeps every name the document gives, `__proto__` too.
  const shown: Record<string, Exact | string> = { ...inputs };
  for (const name of Object.keys(shown)) {
    const one = shown[name];
    if (typeof one === 'object') shown[name] = plain(one);
  }
  return {
    label,
    formula,
    inputs: shown as Readonly<Record<string, string>>,
    value: typeof value === 'string' ? value : plain(value),
    source,
  };
}

/** The steps of one part of a whole, each with the part's name before its formula. */
export function named(name: string, steps: readonly Step[]): readonly Step[] {
  return steps.map((one) => ({ ...one, formula: `${name}: ${one.formula}` }));
}

/** Inputs of a list, counted from 1: `history.1`, `history.2` … */
export function listed(name: string, values: readonly (Exact | string)[]): Readonly<Record<string, Exact | string>> {
  return Object.fromEntries(values.map((value, index) => [`${name}.${index + 1}`, value]));
}
