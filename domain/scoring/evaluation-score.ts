import { type Asked, type RatingRules, askedOf } from '../rating/asked.ts';
import { type CompositionRules, composedScore } from './composed-score.ts';
import { derivedScore } from './derived-score.ts';
import { type ElementGroup, scoreElements } from './elements.ts';
import type { Step } from './steps.ts';

/** How a pack makes a score or a level out of a rating. */
export type ScoringMethod =
  | { readonly method: 'elements'; readonly outOf: string }
  | { readonly method: 'derivation'; readonly rule: 'us-federal-ses' | 'us-doi' | 'oklahoma' | 'arizona' }
  | CompositionRules
  | { readonly method: 'chosen' };

/** What scoring reads of a policy pack. */
export interface ScoringRules extends Pick<RatingRules, 'scales' | 'sections' | 'overall'> {
  readonly scoring: ScoringMethod;
  /** Of a result, best first. */
  readonly levels: readonly { readonly level: string; readonly bottom?: string | undefined }[];
}

export interface MeasuredGoal {
  readonly id: string;
  /** 0 where the pack's goals have no weights. */
  readonly weight: string;
  readonly method: string;
  readonly direction: string | null;
  readonly baseline: string | null;
  readonly target: string;
  readonly actual: string | null;
}

export interface RatedGoal extends MeasuredGoal {
  readonly designation: string | null;
  readonly level: string | null;
  /** Words that document the result were written. */
  readonly documented: boolean;
}

/** Everything that the score of one evaluation is made of; stored beside it, enough to compute it again. */
export interface ScoreInputs {
  readonly goals: readonly RatedGoal[];
  readonly elements: readonly { readonly id: string; readonly level: string | null; readonly documented: boolean }[];
  readonly overall: string | null;
  /** Rates others in the same cycle. */
  readonly leads: boolean;
  /** The scorecards behind the unit's score: its own, or those of the units that it is made of. */
  readonly cards: readonly { readonly unit: string; readonly indicators: readonly MeasuredGoal[] }[];
}

export interface EvaluationScore {
  /** On 100, and on the pack's scale; 2 places; null where the rules give no number. */
  readonly score: string | null;
  readonly scaled: string | null;
  /** The level that a derivation gives or the rater chose; null where places or bands decide. */
  readonly level: string | null;
  /** Why there is neither number nor level. */
  readonly reason: string | null;
  readonly steps: readonly Step[];
}

export const NO_SCORE = { score: null, scaled: null, level: null, steps: [] } as const;

/** Something that was rated, with the number of its level where the scale has numbers. */
export interface RatedThing extends Asked {
  readonly weight: string | null;
  readonly critical: boolean;
  readonly level: string | null;
  readonly value: number | null;
  readonly documented: boolean;
}

/** The score or level of one rating by the pack's own method, with the steps that lead to it. Data never make it throw. */
export function evaluationScore(rules: ScoringRules, inputs: ScoreInputs): EvaluationScore {
  const things = ratedThings(rules, inputs);
  const { scoring } = rules;
  if (things.some(({ level }) => level === null)) return { ...NO_SCORE, reason: 'levels-missing' };
  switch (scoring.method) {
    case 'elements':
      return byElements(rules, scoring.outOf, things);
    case 'derivation':
      return derivedScore({ rule: scoring.rule, rules, things, overall: inputs.overall });
    case 'composition':
      return composedScore({ scoring, rules, things, inputs });
    case 'chosen':
      return inputs.overall === null ? { ...NO_SCORE, reason: 'levels-missing' } : { ...NO_SCORE, level: inputs.overall, reason: null };
  }
}

function ratedThings(rules: ScoringRules, inputs: ScoreInputs): readonly RatedThing[] {
  const goals = new Map(inputs.goals.map((goal) => [goal.id, goal]));
  const elements = new Map(inputs.elements.map((element) => [element.id, element]));
  const fixed = new Map(rules.sections.flatMap((section) => section.elements.map((element) => [element.id, element])));
  return askedOf(rules, { goalIds: inputs.goals.map(({ id }) => id), leads: inputs.leads }).map((asked): RatedThing => {
    const goal = asked.of === 'goal' ? goals.get(asked.id) : undefined;
    const given = goal ?? elements.get(asked.id);
    const level = given?.level ?? null;
    return {
      ...asked,
      weight: goal?.weight ?? fixed.get(asked.id)?.weight ?? null,
      critical: goal === undefined ? fixed.get(asked.id)?.critical === true : goal.designation === 'critical',
      level,
      value: asked.scale.levels.find((one) => one.level === level)?.value ?? null,
      documented: given?.documented === true,
    };
  });
}

function byElements(rules: ScoringRules, outOf: string, things: readonly RatedThing[]): EvaluationScore {
  const scored = scoreElements({ groups: groupsOf(rules, things), outOf });
  return { score: scored.score, scaled: scored.scaled, level: null, reason: scored.score === null ? scored.reason : null, steps: scored.steps };
}

/** The sections as groups of elements with full marks and levels. */
export function groupsOf({ sections }: Pick<ScoringRules, 'sections'>, things: readonly RatedThing[]): readonly ElementGroup[] {
  return sections.map(({ id, share = 0 }) => ({
    id,
    share,
    elements: things
      .filter(({ section }) => section === id)
      .map((thing) => ({ id: thing.id, max: thing.weight ?? '1', level: thing.value })),
  }));
}
