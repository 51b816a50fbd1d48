import type { EvaluationScore } from './scoring-rules.ts';
import type { Step } from './steps.ts';

/** Something stored that a recomputation does not reach. */
export interface Difference {
  /** Label of the step, or the name of what was compared: `score`, `level`, `points` … */
  readonly step: string;
  /** Tells steps with one label apart; null where there is no step. */
  readonly formula: string | null;
  readonly stored: string | null;
  readonly recomputed: string | null;
}

export function difference(step: string, stored: string | null, recomputed: string | null): Difference {
  return { step, formula: null, stored, recomputed };
}

/** Named texts that must be equal to the last digit. */
export type Compared = Readonly<Record<string, string | null>>;

/** What differs of `stored`, in its own order. */
export function differencesOf(stored: Compared, again: Compared): readonly Difference[] {
  return Object.entries(stored).flatMap(([step, value]) => {
    const recomputed = again[step] ?? null;
    return value === recomputed ? [] : [difference(step, value, recomputed)];
  });
}

/** Everything of a score but its steps. */
export function comparedScore({ score, scaled, level, reason }: Omit<EvaluationScore, 'steps'>): Compared {
  return { score, scaled, level, reason };
}

/** The first step that differs: its value, or else whatever of it does, as text. Empty where all are equal. */
export function differingStep(stored: readonly Step[], again: readonly Step[]): readonly Difference[] {
  const length = Math.max(stored.length, again.length);
  for (let index = 0; index < length; index += 1) {
    const [one, other] = [stored[index], again[index]];
    if (one !== undefined && other !== undefined && isSame(one, other)) continue;
    const { label, formula } = (other ?? one) as Step;
    const byValue = one !== undefined && other !== undefined && one.value !== other.value;
    const shown = (step: Step | undefined) => (step === undefined ? null : byValue ? step.value : asText(step));
    return [{ step: label, formula, stored: shown(one), recomputed: shown(other) }];
  }
  return [];
}

function isSame(one: Step, other: Step): boolean {
  return (
    one.value === other.value &&
    one.label === other.label &&
    one.formula === other.formula &&
    one.source === other.source &&
    areSame(one.inputs, other.inputs)
  );
}

/** Whatever the order: stored names come back in another one. */
function areSame(one: Step['inputs'], other: Step['inputs']): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}

function asText({ formula, inputs, source, value }: Step): string {
  const sorted = Object.entries(inputs).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${formula} = ${value} (${sorted.map(([name, number]) => `${name} ${number}`).join(', ')}; ${source})`;
}
