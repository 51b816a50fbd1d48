import type { DERIVATION_RULES } from '../packs/choices.ts';
import type { RatingRules } from '../rating/asked.ts';
import type { Step } from './steps.ts';

/** How a card treats what it measures: scoring.md `scorecard`. */
export interface CardRules {
  readonly cap?: string | undefined;
  readonly floor?: string | undefined;
  readonly notMeasured: 'zero' | 'exclude';
}

interface Component {
  readonly id: string;
  readonly weight: string;
}
/** The unit's scorecard, the achievement of the own goals, a section of the rating form. */
export type ScoreComponent =
  | (Component & CardRules & { readonly of: 'unit' | 'goals' })
  | (Component & { readonly of: 'section'; readonly section: string });

export interface CompositionRules {
  readonly method: 'composition';
  readonly components: readonly ScoreComponent[];
}

/** How a pack makes a score or a level out of a rating. */
export type ScoringMethod =
  | { readonly method: 'elements'; readonly outOf: string }
  | { readonly method: 'derivation'; readonly rule: (typeof DERIVATION_RULES)[number] }
  | CompositionRules
  | { readonly method: 'chosen' };

/** Whether a person's score has the scorecard of the unit in it. */
export function countsUnit({ scoring }: Pick<ScoringRules, 'scoring'>): boolean {
  return scoring.method === 'composition' && scoring.components.some((part) => part.of === 'unit');
}

/** A level of a result. */
export interface ResultLevel {
  readonly level: string;
  /** From which score it is reached. */
  readonly bottom?: string | undefined;
}

/** What scoring reads of a policy pack. */
export interface ScoringRules extends Pick<RatingRules, 'scales' | 'sections' | 'overall'> {
  readonly scoring: ScoringMethod;
  /** Best first. */
  readonly levels: readonly ResultLevel[];
}

export interface EvaluationScore {
  /** As the method counts it, and on the pack's scale where it has one; 2 places; null where the rules give no number. */
  readonly score: string | null;
  readonly scaled: string | null;
  /** The level that a derivation gives or the rater chose; null where places or bands decide. */
  readonly level: string | null;
  /** Why there is neither number nor level. */
  readonly reason: string | null;
  readonly steps: readonly Step[];
}

export const NO_SCORE = { score: null, scaled: null, level: null, steps: [] } as const;
