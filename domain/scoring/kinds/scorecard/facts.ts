import type { AchievementFacts } from '../achievement/facts.ts';

export type Indicator = AchievementFacts & {
  readonly id: string;
  /** All weights of a card, cancelled ones included, sum to 100. */
  readonly weight: string;
  /** Taken out of the card by law or council. */
  readonly cancelled?: boolean;
  readonly notMeasured?: boolean;
};

export interface ScorecardFacts {
  readonly indicators: readonly Indicator[];
  /** For indicators that have none of their own. */
  readonly cap?: string;
  readonly floor?: string;
  /** What happens to an indicator without an achievement; refused if absent. */
  readonly notMeasured?: 'refuse' | 'zero' | 'exclude';
}

/** The indicator with the card's cap and floor where it has none of its own (scoring.md SC1). */
export function inForce(indicator: Indicator, { cap, floor }: ScorecardFacts): AchievementFacts {
  return { cap, floor, ...indicator };
}
