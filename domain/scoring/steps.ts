import { plain } from './exact.ts';
import type { Exact } from './exact.ts';

/** One step of a computation, as a person can follow it with a pencil (scoring.md, GEN10). `value` is not rounded. */
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
  readonly label: string;
  readonly formula: string;
  readonly inputs: Readonly<Record<string, Exact | string>>;
  readonly value: Exact | string;
  readonly source: string;
}

/** Writes a step's numbers in plain notation, at most 30 digits. */
export function step({ label, formula, inputs, value, source }: StepFacts): Step {
  const shown = (one: Exact | string) => (typeof one === 'string' ? one : plain(one));
  return {
    label,
    formula,
    inputs: Object.fromEntries(Object.entries(inputs).map(([name, one]) => [name, shown(one)])),
    value: shown(value),
    source,
  };
}
