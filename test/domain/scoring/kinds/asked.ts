import { expect } from 'vitest';
import type { ScoringKind } from '../../../../domain/scoring/faults.ts';
import { LABELS } from '../../../../domain/scoring/labels.ts';
import type { Step } from '../../../../domain/scoring/steps.ts';

/** Codes with the places they name. */
export function refusals<F, A>(kind: ScoringKind<F, A>, facts: F): readonly string[] {
  return kind.faults(facts).map(({ code, path }) => `${code} ${path}`);
}

/** Steps of facts without a fault; each one is listed with its inputs and has plain numbers. */
export function stepsOf<F, A>(kind: ScoringKind<F, A>, facts: F): readonly Step[] {
  expect(refusals(kind, facts)).toEqual([]);
  const { steps } = kind.score(facts);
  for (const one of steps) expectListed(one);
  return steps;
}

export function answerTo<F, A>(kind: ScoringKind<F, A>, facts: F): A {
  stepsOf(kind, facts);
  return kind.score(facts).answer;
}

export function labelsOf<F, A>(kind: ScoringKind<F, A>, facts: F): readonly string[] {
  return stepsOf(kind, facts).map(({ label }) => label);
}

/** A step has the inputs that are listed with its label, in their order, and plain numbers. */
export function expectListed({ label, inputs, value }: Step): void {
  const listed: Readonly<Record<string, readonly string[]>> = LABELS;
  const names = listed[label];
  expect(names, label).toBeDefined();
  if (!names?.includes('*')) expect(Object.keys(inputs), label).toEqual(names);
  for (const number of [value, ...Object.values(inputs)]) expect(number, label).toMatch(/^-?\d+(\.\d+)?$/);
}
