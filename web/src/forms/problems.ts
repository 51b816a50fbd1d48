import type { z } from 'zod';
import type { Task } from '../../../contracts/api/tasks.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { AgreedGoal } from '../../../domain/scoring/rating-inputs.ts';
import { assertSubmission } from '../../../domain/tasks/rules.ts';
import type { SubmittedForm } from '../../../domain/tasks/rules.ts';
import type { DraftState } from './draft-store.ts';
import type { Content } from './pointers.ts';

/** Something to mend: where, and a reason that has words: `problem.…` or `error.…`. */
export interface FieldProblem {
  readonly path: string;
  readonly reason: string;
}

export interface Answer {
  readonly task: Task;
  readonly content: Content;
  readonly outcome: 'done' | 'returned';
}

/** Everything that the closing would refuse, at once; the same schemas and rules, loaded when first needed. */
export async function problemsOf({ task, content, outcome }: Answer): Promise<readonly FieldProblem[]> {
  const { SUBMISSIONS } = await import('../../../contracts/forms.ts');
  const parsed = SUBMISSIONS[task.kind].safeParse(content);
  if (!parsed.success) return parsed.error.issues.map(problemOf);
  try {
    assertSubmission(parsed.data as SubmittedForm, factsOf(task, outcome));
    return [];
  } catch (error) {
    if (error instanceof DomainError) return refusalProblems(error.code, error.details);
    throw error;
  }
}

/** What the last saving could not keep. */
export function notKeptProblems({ notKept = [] }: Pick<DraftState, 'notKept'>): readonly FieldProblem[] {
  return notKept.map(({ path, reason }) => ({ path, reason: `problem.${reason === 'too-big' ? 'too-long' : reason}` }));
}

/** A refusal by the rules as a problem at its place, or as one for each reason of a derivation. */
export function refusalProblems(code: string, details: Readonly<Record<string, unknown>>): readonly FieldProblem[] {
  const { path: at, reason, reasons } = details;
  const path = typeof at === 'string' ? at.replace(/^\/content(?=\/|$)/, '') : '';
  if (code === 'rating-not-accepted' && Array.isArray(reasons))
    return reasons.map((one) => ({ path, reason: `problem.${String(one)}` }));
  const known = code === 'invalid-input' && typeof reason === 'string';
  return [{ path, reason: known ? `problem.${reason}` : `error.${code}` }];
}

function problemOf(issue: z.core.$ZodIssue): FieldProblem {
  return { path: issue.path.map((part) => `/${String(part)}`).join(''), reason: `problem.${reasonOf(issue)}` };
}

function reasonOf(issue: z.core.$ZodIssue): string {
  if (/^[a-z]+(-[a-z]+)*$/.test(issue.message)) return issue.input === '' ? 'required' : issue.message;
  if (issue.code === 'too_small' || issue.code === 'invalid_type' || issue.code === 'invalid_value') return 'required';
  if (issue.code === 'too_big') return 'too-long';
  return issue.code === 'invalid_format' ? 'date' : 'invalid';
}

function factsOf({ kind, round, rules, evidence }: Task, outcome: 'done' | 'returned') {
  return {
    kind,
    round,
    outcome,
    goalsInForce: evidence.goals.map(agreedGoalOf),
    leads: rules.leads,
    indicatorIds: kind === 'goals.draft' ? evidence.indicators.map(({ id }) => id) : [],
    goals: rules.goals,
    rating: rules,
  };
}

function agreedGoalOf({ key, weight, target, content }: Task['evidence']['goals'][number]): AgreedGoal {
  const text = (name: string) => (typeof content[name] === 'string' ? content[name] : null);
  const [method, direction, baseline, designation] = [
    text('method') ?? 'ratio',
    text('direction'),
    text('baseline'),
    text('designation'),
  ];
  return { id: key, weight, target, method, direction, baseline, designation };
}
