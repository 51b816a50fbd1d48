import { DomainError } from '../errors.ts';
import { type Asked, type Rated, type RatingRules, askedOf, scaleOf } from '../rating/asked.ts';
import { assertCovers } from './covers.ts';

/** The parts of a parsed rating form that rules look at. */
export interface SubmittedRating {
  readonly goals: readonly { readonly goalId: string; readonly level: string; readonly text: string }[];
  readonly elements: readonly { readonly id: string; readonly level: string; readonly text: string }[];
  readonly overall: { readonly level: string; readonly text: string } | null;
  readonly development: readonly unknown[];
}

/**
 * A rating rates exactly what the pack asks, on its scales, and gives to each level what the pack wants for it.
 *
 * @throws DomainError 'invalid-input' | 'answer-required' | 'words-required' | 'results-required'
 */
export function assertRating(form: SubmittedRating, rules: RatingRules, rated: Rated): void {
  const asked = askedOf(rules, rated);
  assertPart(
    'goals',
    form.goals.map(({ goalId, ...rest }) => ({ id: goalId, ...rest })),
    asked.filter(({ of }) => of === 'goal'),
  );
  assertPart(
    'elements',
    form.elements,
    asked.filter(({ of }) => of === 'element'),
  );
  assertOverall(form, rules);
  const { fewest } = rules.development;
  if (form.development.length < fewest) throw new DomainError('answer-required', { path: '/development', fewest });
}

interface Answered {
  readonly id: string;
  readonly level: string;
  readonly text: string;
}

function assertPart(field: 'goals' | 'elements', given: readonly Answered[], asked: readonly Asked[]): void {
  assertCovers(
    field,
    given.map(({ id }) => id),
    asked.map(({ id }) => id),
  );
  given.forEach((answer, index) => {
    const scale = asked.find(({ id }) => id === answer.id)?.scale;
    if (scale !== undefined) assertLevel(answer, scale, `/${field}/${index}`);
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

function assertLevel({ level, text }: Pick<Answered, 'level' | 'text'>, { levels }: Asked['scale'], path: string): void {
  const chosen = levels.find((one) => one.level === level);
  if (chosen === undefined)
    throw new DomainError('invalid-input', {
      path: `${path}/level`,
      reason: 'level-not-on-scale',
      levels: levels.map((one) => one.level),
    });
  if (chosen.needs === 'nothing' || text.trim() !== '') return;
  throw new DomainError(chosen.needs === 'words' ? 'words-required' : 'results-required', { path: `${path}/text`, level });
}
