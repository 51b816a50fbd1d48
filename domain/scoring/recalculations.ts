import { composedOf } from './composed-score.ts';
import { derivationFacts } from './derived-score.ts';
import { elementsFacts } from './elements.ts';
import { evaluationScore, groupsOf } from './evaluation-score.ts';
import type { Recalculation } from './kinds.ts';
import { type ScoreInputs, ratedThings } from './rated-things.ts';
import type { ScoringRules } from './scoring-rules.ts';

export interface Recalculations {
  /** Gives the score, or the level, of the evaluation. */
  readonly whole: Recalculation;
  /** Give the parts of which the whole is composed. */
  readonly parts: readonly Recalculation[];
}

/** The same computation for somebody else to do; or why there is none: nobody rated, a number is missing, or a person chose the level. */
export function recalculationsOf(rules: ScoringRules, inputs: ScoreInputs | null): Recalculations | { readonly reason: string } {
  const { score, level, reason } = evaluationScore(rules, inputs);
  if (inputs === null || (score === null && level === null)) return { reason: reason ?? 'not-rated' };
  const things = ratedThings(rules, inputs);
  const { scoring } = rules;
  switch (scoring.method) {
    case 'elements':
      return { whole: { kind: 'elements', ...elementsFacts(groupsOf(rules, things), scoring.outOf) }, parts: [] };
    case 'derivation': {
      const facts = derivationFacts({ rules, rule: scoring.rule, things, overall: inputs.overall });
      return facts === undefined ? { reason: 'levels-missing' } : { whole: { kind: 'derivation', ...facts }, parts: [] };
    }
    case 'composition': {
      const composed = composedOf({ components: scoring.components, things, inputs });
      return 'reason' in composed ? composed : { whole: { kind: 'composition', ...composed.whole }, parts: composed.parts };
    }
    case 'chosen':
      return { reason: 'level-chosen' };
  }
}
