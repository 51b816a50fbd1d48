import { composedScore } from './composed-score.ts';
import { derivedScore } from './derived-score.ts';
import { type RatedGroup, scoreElements } from './elements.ts';
import { findExact } from './exact.ts';
import { achievementSteps } from './measured.ts';
import { type RatedThing, type ScoreInputs, elementsOf, ratedThings } from './rated-things.ts';
import { type EvaluationScore, NO_SCORE, type ScoringRules } from './scoring-rules.ts';
import type { Step } from './steps.ts';

/** The score or level of one rating by the pack's own method, with the steps that lead to it; null where nobody has rated. Data never make it throw. */
export function evaluationScore(rules: ScoringRules, inputs: ScoreInputs | null): EvaluationScore {
  if (inputs === null) return { ...NO_SCORE, reason: 'not-rated' };
  const things = ratedThings(rules, inputs);
  if (things.some(({ level }) => level === null)) return { ...NO_SCORE, reason: 'levels-missing' };
  if (!things.every(({ weight }) => weight === null || findExact(weight) !== undefined))
    return { ...NO_SCORE, reason: 'not-a-number' };
  const { scoring } = rules;
  switch (scoring.method) {
    case 'elements':
      return byElements(rules, things, { outOf: scoring.outOf, before: achievementSteps(inputs.goals) });
    case 'derivation':
      return derivedScore({ rules, rule: scoring.rule, things, overall: inputs.overall });
    case 'composition':
      return composedScore({ components: scoring.components, things, inputs });
    case 'chosen':
      return inputs.overall === null
        ? { ...NO_SCORE, reason: 'levels-missing' }
        : { ...NO_SCORE, level: inputs.overall, reason: null };
  }
}

interface Scaling {
  readonly outOf: string;
  /** The goals' achievements: they inform and do not enter the sum. */
  readonly before: readonly Step[];
}

function byElements(rules: ScoringRules, things: readonly RatedThing[], { outOf, before }: Scaling): EvaluationScore {
  const { steps, ...scored } = scoreElements(groupsOf(rules, things), outOf);
  const { score, scaled } = scored;
  return { score, scaled, level: null, reason: scored.score === null ? scored.reason : null, steps: [...before, ...steps] };
}

/** Each section is a group: its share of 100, its things with weights as full marks. */
export function groupsOf({ sections }: Pick<ScoringRules, 'sections'>, things: readonly RatedThing[]): readonly RatedGroup[] {
  return sections.map(({ id, share = 0 }) => ({ id, share, elements: elementsOf(id, things) }));
}
