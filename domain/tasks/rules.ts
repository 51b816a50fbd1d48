import { DomainError } from '../errors.ts';
import type { TaskOutcome } from '../process/messages.ts';
import type { AgreedGoal } from '../scoring/rating-inputs.ts';
import { assertCovers } from './covers.ts';
import { type DraftedGoal, type GoalRules, assertGoals } from './goal-rules.ts';
import { KINDS, type TaskKind, outcomeByAnswer } from './kinds.ts';
import { type RatingFormRules, type SubmittedRating, assertRating } from './rating-rules.ts';

// What a submission must satisfy beyond its form: rules that need the record or the pack. Pure; the caller has parsed the form.

/** What the record says around one task: goals in force, the indicators that a goal may serve, whom it is about; and what the pack says about goals and ratings. */
export interface SubmissionFacts {
  readonly kind: TaskKind;
  readonly round: number;
  readonly outcome: TaskOutcome;
  readonly indicatorIds: readonly string[];
  readonly goalsInForce: readonly AgreedGoal[];
  /** Whether the one whom it is about rates others in the same year. */
  readonly leads: boolean;
  readonly goals: GoalRules;
  readonly rating: RatingFormRules;
}

/** The parts of the parsed forms that rules look at; a form without a field leaves it out. */
export interface SubmittedForm {
  readonly goals?: readonly unknown[];
  readonly progress?: readonly { readonly goalId: string }[];
  readonly answer?: string | null;
  readonly comment?: string;
  readonly reason?: string;
  readonly discussed?: boolean;
}

/**
 * Refuses a submission that breaks a rule of the pack or of the record; `details.path` is a JSON pointer into the form.
 * @throws DomainError 'answer-does-not-fit' | 'reason-required' | 'answer-required' | 'invalid-input', and what `assertGoals` and `assertRating` refuse
 */
export function assertSubmission(form: SubmittedForm, facts: SubmissionFacts): void {
  const { kind, outcome } = facts;
  const goalIds = facts.goalsInForce.map(({ id }) => id);
  assertOutcome(form, facts);
  if (outcome === 'returned' && KINDS[kind].role !== 'employee' && !form.reason?.trim())
    throw new DomainError('reason-required', { path: '/reason' });
  if ((form.answer === 'commented' || form.answer === 'no-talk') && !form.comment?.trim())
    throw new DomainError('answer-required', { path: '/comment' });
  if (kind === 'goals.draft') assertGoals((form.goals ?? []) as readonly DraftedGoal[], facts.goals, facts.indicatorIds);
  if (kind === 'coaching.hold') assertCovers('progress', idsOf(form.progress), goalIds);
  if (kind === 'self-assessment.write') assertCovers('goals', idsOf(form.goals), goalIds);
  if (kind === 'rating.write') assertRating(form as SubmittedRating, facts.rating, facts);
  if (kind === 'calibration.lock' && form.discussed !== true) throw new DomainError('answer-required', { path: '/discussed' });
}

function assertOutcome(form: SubmittedForm, { kind, round, outcome }: SubmissionFacts): void {
  const byAnswer = outcomeByAnswer({ kind, round, ...(typeof form.answer === 'string' ? { answer: form.answer } : {}) });
  const allowed: readonly string[] = byAnswer === undefined ? KINDS[kind].outcomes : [byAnswer];
  if (!allowed.includes(outcome)) throw new DomainError('answer-does-not-fit', { path: '/outcome', allowed });
}

function idsOf(rows: readonly unknown[] | undefined): readonly string[] {
  return (rows ?? []).map((row) => (row as { readonly goalId: string }).goalId);
}
