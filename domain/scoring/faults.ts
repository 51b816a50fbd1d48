import { compare, exact, HUNDRED, sum } from './exact.ts';
import type { Step } from './steps.ts';

/** The last of the order in which faults are looked for; the earlier ones are the reader's (scoring.md GEN8). */
export const STAGES = ['range', 'sum', 'overlap'] as const;

export type FaultCode =
  | 'weight-out-of-range'
  | 'value-out-of-range'
  | 'level-out-of-range'
  | 'duplicate-id'
  | 'empty-list'
  | 'missing-field'
  | 'unknown-value'
  | 'not-a-number'
  | 'weights-do-not-sum'
  | 'shares-do-not-sum'
  | 'dates-overlap'
  | 'date-invalid'
  | 'not-measured';

export interface Fault {
  readonly stage: (typeof STAGES)[number];
  readonly code: FaultCode;
  /** JSON pointer inside the object; it names the field itself. */
  readonly path: string;
}

export interface Scored<A> {
  readonly answer: A;
  readonly steps: readonly Step[];
}

/** How one kind of recalculation is done. */
export interface ScoringKind<F, A> {
  /** All faults of ranges, sums and overlaps; which one is reported is the reader's. */
  readonly faults: (facts: F) => readonly Fault[];
  /** May rely on there being no fault. */
  readonly score: (facts: F) => Scored<A>;
}

/** A weight is a per cent: from 0 to 100. */
export function weightFaults(weight: string, path: string): readonly Fault[] {
  const value = exact(weight);
  return value.n >= 0n && compare(value, HUNDRED) <= 0 ? [] : [{ stage: 'range', code: 'weight-out-of-range', path }];
}

/** `path` names the list. */
export function sumFaults(
  parts: readonly string[],
  code: 'weights-do-not-sum' | 'shares-do-not-sum',
  path: string,
): readonly Fault[] {
  return compare(sum(parts.map(exact)), HUNDRED) === 0 ? [] : [{ stage: 'sum', code, path }];
}

/** Each id may stand once; `pathOf` names the field of the id at a place of the list. */
export function duplicateFaults(ids: readonly (string | number)[], pathOf: (index: number) => string): readonly Fault[] {
  const seen = new Set<string | number>();
  return ids.flatMap((id, index): readonly Fault[] => {
    if (seen.has(id)) return [{ stage: 'range', code: 'duplicate-id', path: pathOf(index) }];
    seen.add(id);
    return [];
  });
}
