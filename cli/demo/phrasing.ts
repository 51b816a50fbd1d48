import { fill } from '../../domain/words/fill.ts';
import type { CityGoal, Phrases } from './city.ts';
import type { Random } from './random.ts';

export interface Phrasing {
  /** A sentence for a field of the form, or for one case of it. */
  readonly say: (field: string, values?: Readonly<Record<string, string>>) => string;
}

/** What a sentence says of a goal where there is none. */
const NO_GOAL = Object.fromEntries(
  ['title', 'duty', 'measure', 'target', 'midterm', 'final', 'source', 'unit', 'baseline'].map((name) => [name, '']),
);

/** Sentences of one task kind, in Korean; `{name}` is the value of that name, `{을/를}` the particle that fits what stands before it. */
export function phrasing(phrases: Phrases, kind: string, random: Random): Phrasing {
  return {
    say: (field, values = {}) => {
      const list = phrases[kind]?.[field];
      if (list === undefined) throw new Error(`no phrases for ${kind} ${field}`);
      const sentence = random.pick(list);
      return fill({ locale: 'ko', template: () => sentence }, { key: `${kind} ${field}`, values: { ...NO_GOAL, ...values } });
    },
  };
}

/** What sentences about a goal may name. */
export function goalValues(goal: CityGoal): Readonly<Record<string, string>> {
  const { title, duty, measure, target, midterm, final, source } = goal;
  return { title, duty, measure, target, midterm, final, source, unit: goal.unitOfMeasure, baseline: goal.baseline ?? '-' };
}

export function isReached(goal: CityGoal): boolean {
  return goal.direction === 'lower' ? Number(goal.final) <= Number(goal.target) : Number(goal.final) >= Number(goal.target);
}
