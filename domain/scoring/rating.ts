import { scoreElements } from './elements.ts';
import type { ElementsScore, RatedGroup } from './elements.ts';

/** What scoring reads of a policy pack. */
export interface ScoringRules {
  readonly composition: readonly { readonly id: string; readonly share: number; readonly of: 'goals' | 'competencies' }[];
  readonly competencies: readonly { readonly id: string; readonly max: string }[];
  readonly scaledOutOf: string;
}

/** What a rater chose. A goal's weight is its full mark. */
export interface RatedLevels {
  readonly goals: readonly { readonly id: string; readonly weight: string; readonly level: number | null }[];
  readonly competencies: readonly { readonly id: string; readonly level: number | null }[];
}

/** The rater's value on 100, and on the pack's scale: the *score*. It orders people inside their unit; grade and points come from calibration. */
export function scoreRating(rules: ScoringRules, rated: RatedLevels): ElementsScore {
  const levels = new Map(rated.competencies.map(({ id, level }) => [id, level]));
  const elements = {
    goals: rated.goals.map(({ id, weight, level }) => ({ id, max: weight, level })),
    // A competency that the form does not have is one without a level, never one left out of the sum.
    competencies: rules.competencies.map(({ id, max }) => ({ id, max, level: levels.get(id) ?? null })),
  };
  const groups = rules.composition.map(({ id, share, of }): RatedGroup => ({ id, share, elements: elements[of] }));
  return scoreElements(groups, rules.scaledOutOf);
}
