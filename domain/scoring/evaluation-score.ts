import { achievementByRatio } from './achievement.ts';
import { findExact, plain } from './exact.ts';
import { type ScoringRules, scoreRating } from './rating.ts';
import type { Step } from './steps.ts';

/** Everything that the score of one evaluation is made of; stored beside it, enough to compute it again. */
export interface ScoreInputs {
  readonly goals: readonly {
    readonly id: string;
    readonly weight: string;
    readonly target: string;
    readonly direction: string;
    readonly actual: string | null;
    readonly level: number | null;
  }[];
  readonly competencies: readonly { readonly id: string; readonly level: number | null }[];
}

export interface EvaluationScore {
  /** On 100, and on the pack's scale; both 2 places, both null with a reason where the rules give no number. */
  readonly score: string | null;
  readonly scaled: string | null;
  readonly reason: string | null;
  readonly steps: readonly Step[];
}

/** The rater's score with its steps; the goals' achievements stand before it as steps, they inform and do not enter the sum. */
export function evaluationScore(rules: ScoringRules, inputs: ScoreInputs): EvaluationScore {
  const achieved = inputs.goals.flatMap(({ direction, target, actual }) =>
    achievementByRatio({ direction, target, actual }).steps.map(inPlainNotation),
  );
  const rated = scoreRating(rules, inputs);
  return {
    score: rated.score,
    scaled: rated.scaled,
    reason: rated.score === null ? rated.reason : null,
    steps: [...achieved, ...rated.steps],
  };
}

/** Stored steps are compared with fresh ones as texts: 54.50 and 54.5 are one number, and have one notation. */
function inPlainNotation(step: Step): Step {
  const inputs = Object.entries(step.inputs).map(([name, text]) => {
    const value = findExact(text);
    return [name, value === undefined ? text : plain(value)] as const;
  });
  return { ...step, inputs: Object.fromEntries(inputs) };
}
