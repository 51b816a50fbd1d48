import { DomainError } from '../errors.ts';
import { type Asked, type RatingRules, askedOf, measuresGoals, scaleOf } from '../rating/asked.ts';
import { notAccepted } from '../scoring/derived-score.ts';
import type { ScoringRules } from '../scoring/scoring-rules.ts';
import { type AgreedGoal, type GivenRating, inputsOfRating } from '../scoring/rating-inputs.ts';
import { assertCovers } from './covers.ts';

/** What a pack says about the form of a rating, and about which ratings its scoring accepts. */
export interface RatingFormRules extends RatingRules, ScoringRules {}

/** The parts of a parsed rating form that rules look at. */
export interface SubmittedRating extends GivenRating {
  readonly overall: { readonly level: string | null; readonly text: string } | null;
  readonly development: readonly unknown[];
}

export interface RatedOne {
  readonly goalsInForce: readonly AgreedGoal[];
  readonly leads: boolean;
}

/**
 * A rating rates exactly what the pack asks, on its scales, and gives to each level what the pack wants for it.
 *
 * @throws DomainError 'invalid-input' | 'answer-required' | 'words-required' | 'results-required' | 'rating-not-accepted' with the reasons of the derivation
 */
export function assertRating(form: SubmittedRating, rules: RatingFormRules, { goalsInForce, leads }: RatedOne): void {
  const goalIds = goalsInForce.map(({ id }) => id);
  const asked = askedOf(rules, { goalIds, leads });
  assertGoalRatings(form, asked, measuresGoals(rules) ? goalIds : []);
  const elements = asked.filter(({ of }) => of === 'element');
  assertCovers(
    'elements',
    form.elements.map(({ id }) => id),
    elements.map(({ id }) => id),
  );
  form.elements.forEach((answer, index) => {
    const scale = elements.find(({ id }) => id === answer.id)?.scale;
    if (scale !== undefined) assertLevel(answer, scale, `/elements/${index}`);
  });
  assertOverall(form, rules);
  const { fewest } = rules.development;
  if (form.development.length < fewest) throw new DomainError('answer-required', { path: '/development', fewest });
  const reasons = notAccepted(rules, inputsOfRating(form, { goals: goalsInForce, leads, cards: [] }));
  if (reasons.length > 0) throw new DomainError('rating-not-accepted', { path: '/overall/level', reasons });
}

/** Goals get a level where a section rates them; where only their numbers count, they get none. */
function assertGoalRatings({ goals }: SubmittedRating, asked: readonly Asked[], measured: readonly string[]): void {
  const rated = asked.filter(({ of }) => of === 'goal');
  const ids = rated.map(({ id }) => id);
  assertCovers(
    'goals',
    goals.map(({ goalId }) => goalId),
    ids.length > 0 ? ids : measured,
  );
  goals.forEach((goal, index) => {
    const scale = rated.find(({ id }) => id === goal.goalId)?.scale;
    if (scale !== undefined) assertLevel(goal, scale, `/goals/${index}`);
    else if (goal.level !== null) throw new DomainError('invalid-input', { path: `/goals/${index}/level`, reason: 'not-asked' });
  });
}

function assertOverall({ overall }: SubmittedRating, rules: RatingRules): void {
  if (rules.overall === undefined) {
    if (overall !== null) throw new DomainError('invalid-input', { path: '/overall', reason: 'not-asked' });
    return;
  }
  if (overall === null) throw new DomainError('answer-required', { path: '/overall' });
  assertLevel(overall, scaleOf(rules, rules.overall.scale), '/overall');
}

interface GivenLevel {
  readonly level: string | null;
  readonly text: string;
}

function assertLevel({ level, text }: GivenLevel, { levels }: Asked['scale'], path: string): void {
  const chosen = levels.find((one) => one.level === level);
  if (chosen === undefined)
    throw new DomainError('invalid-input', {
      path: `${path}/level`,
      reason: level === null ? 'required' : 'level-not-on-scale',
      levels: levels.map((one) => one.level),
    });
  if (chosen.needs === 'nothing' || text.trim() !== '') return;
  throw new DomainError(chosen.needs === 'words' ? 'words-required' : 'results-required', { path: `${path}/text`, level });
}
