import type { RatedElement } from './elements.ts';
import { type Asked, askedOf } from '../rating/asked.ts';
import type { ScoringRules } from './scoring-rules.ts';

export interface MeasuredGoal {
  readonly id: string;
  /** 0 where the pack's goals have no weights. */
  readonly weight: string;
  readonly method: string;
  readonly direction: string | null;
  readonly baseline: string | null;
  readonly target: string | null;
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
  /** Rates others in the same year. */
  readonly leads: boolean;
  /** The scorecards behind the unit's score: its own, or those of the units that it is made of. Empty where the unit does not count. */
  readonly cards: readonly UnitCard[];
}
export interface UnitCard {
  readonly unit: string;
  readonly indicators: readonly MeasuredGoal[];
}

/** Something that was rated, with the number of its level where the scale has numbers. */
export interface RatedThing extends Asked {
  readonly weight: string | null;
  readonly critical: boolean;
  readonly level: string | null;
  readonly value: number | null;
  readonly documented: boolean;
}

/** What the pack asks of the rater about this person, with what was given; what was not given has no level. */
export function ratedThings(rules: Pick<ScoringRules, 'scales' | 'sections'>, inputs: ScoreInputs): readonly RatedThing[] {
  const goals = new Map(inputs.goals.map((goal) => [goal.id, goal]));
  const elements = new Map(inputs.elements.map((element) => [element.id, element]));
  const fixed = new Map(rules.sections.flatMap((section) => section.elements.map((element) => [element.id, element])));
  return askedOf(rules, { goalIds: inputs.goals.map(({ id }) => id), leads: inputs.leads }).map((asked): RatedThing => {
    const goal = asked.of === 'goal' ? goals.get(asked.id) : undefined;
    const given = asked.of === 'goal' ? goal : elements.get(asked.id);
    const level = given?.level ?? null;
    return {
      ...asked,
      weight: (asked.of === 'goal' ? goal : fixed.get(asked.id))?.weight ?? null,
      critical: goal === undefined ? fixed.get(asked.id)?.critical === true : goal.designation === 'critical',
      level,
      value: asked.scale.levels.find((one) => one.level === level)?.value ?? null,
      documented: given?.documented === true,
    };
  });
}

/** The things of one section as elements with full marks, the weights, and levels. */
export function elementsOf(section: string, things: readonly RatedThing[]): readonly RatedElement[] {
  return things
    .filter((thing) => thing.section === section)
    .map(({ id, weight, value }) => ({ id, max: weight ?? '1', level: value }));
}
