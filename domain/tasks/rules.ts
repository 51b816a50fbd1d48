import { DomainError } from '../errors.ts';
import { hundredths, sumOfWeights } from '../goals/weights.ts';
import type { TaskOutcome } from '../process/messages.ts';
import { KINDS, type TaskKind, outcomeByAnswer } from './kinds.ts';

// What a submission must satisfy beyond its form: rules that need the record or the pack. Pure; the caller has parsed the form.

/** What the record says around one task. Lists are of the goals in force, the unit's indicators and the pack's competencies. */
export interface SubmissionFacts {
  readonly kind: TaskKind;
  readonly round: number;
  readonly outcome: TaskOutcome;
  readonly goalIds: readonly string[];
  readonly indicatorIds: readonly string[];
  readonly competencyIds: readonly string[];
  readonly goals: { readonly fewest: number; readonly most: number; readonly weightsSum: number };
}

interface DraftedGoal {
  readonly id: string;
  readonly indicatorId: string | null;
  readonly weight: string;
}

/** The parts of the parsed forms that rules look at; a form without a field leaves it out. */
export interface SubmittedForm {
  readonly goals?: readonly unknown[];
  readonly progress?: readonly { readonly goalId: string }[];
  readonly competencies?: readonly { readonly id: string }[];
  readonly answer?: string | null;
  readonly comment?: string;
  readonly reason?: string;
  readonly discussed?: boolean;
}

/**
 * Refuses a submission that breaks a rule of the pack or of the record; `details.path` is a JSON pointer into the form.
 * @throws DomainError 'answer-does-not-fit' | 'reason-required' | 'answer-required' | 'goal-count' | 'weights-do-not-sum' | 'invalid-input'
 */
export function assertSubmission(form: SubmittedForm, facts: SubmissionFacts): void {
  const { kind, outcome } = facts;
  assertOutcome(form, facts);
  if (outcome === 'returned' && KINDS[kind].role !== 'employee' && !form.reason?.trim())
    throw new DomainError('reason-required', { path: '/reason' });
  if ((form.answer === 'commented' || form.answer === 'no-talk') && !form.comment?.trim())
    throw new DomainError('answer-required', { path: '/comment' });
  if (kind === 'goals.draft') assertGoals((form.goals ?? []) as readonly DraftedGoal[], facts);
  if (kind === 'coaching.hold') assertCovers('progress', ids(form.progress, 'goalId'), facts.goalIds);
  if (kind === 'self-assessment.write' || kind === 'rating.write')
    assertCovers('goals', ids(form.goals, 'goalId'), facts.goalIds);
  if (kind === 'rating.write') assertCovers('competencies', ids(form.competencies, 'id'), facts.competencyIds);
  if (kind === 'calibration.lock' && form.discussed !== true) throw new DomainError('answer-required', { path: '/discussed' });
}

function assertOutcome(form: SubmittedForm, { kind, round, outcome }: SubmissionFacts): void {
  const byAnswer = outcomeByAnswer({ kind, round, ...(typeof form.answer === 'string' ? { answer: form.answer } : {}) });
  const allowed: readonly string[] = byAnswer === undefined ? KINDS[kind].outcomes : [byAnswer];
  if (!allowed.includes(outcome)) throw new DomainError('answer-does-not-fit', { path: '/outcome', allowed });
}

function assertGoals(goals: readonly DraftedGoal[], { goals: rule, indicatorIds }: SubmissionFacts): void {
  if (goals.length < rule.fewest || goals.length > rule.most) {
    throw new DomainError('goal-count', { path: '/goals', fewest: rule.fewest, most: rule.most, count: goals.length });
  }
  const seen = new Set<string>();
  goals.forEach((goal, index) => {
    if (seen.has(goal.id)) throw new DomainError('invalid-input', { path: `/goals/${index}/id`, reason: 'duplicate-id' });
    seen.add(goal.id);
    const served = goal.indicatorId === null ? indicatorIds.length === 0 : indicatorIds.includes(goal.indicatorId);
    if (!served) throw new DomainError('invalid-input', { path: `/goals/${index}/indicatorId`, reason: 'not-of-the-unit' });
    // One with more than two decimals counts as out of range.
    if ((hundredths(goal.weight) ?? 0n) <= 0n)
      throw new DomainError('invalid-input', { path: `/goals/${index}/weight`, reason: 'weight-out-of-range' });
  });
  const sum = sumOfWeights(goals.map(({ weight }) => weight));
  if (sum !== BigInt(rule.weightsSum) * 100n)
    throw new DomainError('weights-do-not-sum', { path: '/goals', sum: `${sum / 100n}.${String(sum % 100n).padStart(2, '0')}` });
}

function ids(rows: readonly unknown[] | undefined, key: string): readonly string[] {
  return (rows ?? []).map((row) => String((row as Record<string, unknown>)[key]));
}

function assertCovers(field: string, given: readonly string[], wanted: readonly string[]): void {
  const strange = given.findIndex((id, index) => !wanted.includes(id) || given.indexOf(id) !== index);
  if (strange >= 0) throw new DomainError('invalid-input', { path: `/${field}/${strange}`, reason: 'unknown-or-twice' });
  const missing = wanted.filter((id) => !given.includes(id));
  if (missing.length > 0) throw new DomainError('answer-required', { path: `/${field}`, missing });
}
