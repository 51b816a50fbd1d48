import type { MeasuredGoal, ScoreInputs } from './rated-things.ts';

/** A goal in force, as it was agreed. */
export interface AgreedGoal extends Omit<MeasuredGoal, 'actual'> {
  readonly designation: string | null;
}

/** A rating as its form has it. */
export interface GivenRating {
  readonly goals: readonly {
    readonly goalId: string;
    readonly level: string | null;
    readonly actual: string;
    readonly text: string;
  }[];
  readonly elements: readonly { readonly id: string; readonly level: string | null; readonly text: string }[];
  readonly overall: { readonly level: string | null } | null;
}

/** What a rating is about: goals in force, whether the person rates others, the scorecards of the unit. */
export interface RatedPerson extends Pick<ScoreInputs, 'leads' | 'cards'> {
  readonly goals: readonly AgreedGoal[];
}

/** The inputs of a score: every goal in force with what the rater gave to it. Something that was not rated has no level. */
export function inputsOfRating(rating: GivenRating, { goals, leads, cards }: RatedPerson): ScoreInputs {
  const given = new Map(rating.goals.map((goal) => [goal.goalId, goal]));
  return {
    goals: goals.map((goal) => {
      const { actual = null, level = null, text = '' } = given.get(goal.id) ?? {};
      return { ...goal, actual, level, documented: text.trim() !== '' };
    }),
    elements: rating.elements.map(({ id, level, text }) => ({ id, level, documented: text.trim() !== '' })),
    overall: rating.overall?.level ?? null,
    leads,
    cards,
  };
}
