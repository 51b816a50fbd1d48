import type { CityGoal, Phrases } from './city.ts';
import type { Random } from './random.ts';

export interface Phrasing {
  /** A sentence for a field of the form, or for one case of it. */
  readonly say: (field: string, values?: Readonly<Record<string, string>>) => string;
}

/** Sentences of one task kind; `{name}` is replaced by the value of that name. */
export function phrasing(phrases: Phrases, kind: string, random: Random): Phrasing {
  return {
    say: (field, values = {}) => {
      const list = phrases[kind]?.[field];
      if (list === undefined) throw new Error(`no phrases for ${kind} ${field}`);
      return random.pick(list).replaceAll(/\{(\w+)\}/g, (_all, key: string) => values[key] ?? '');
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
