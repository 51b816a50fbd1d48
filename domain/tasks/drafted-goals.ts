import type { TaskKind } from './kinds.ts';

type Content = Readonly<Record<string, unknown>>;

interface Answer {
  readonly taskId: string;
  readonly kind: TaskKind;
  readonly content: Content | null;
}

interface DraftedGoal {
  readonly key: string;
  readonly content: Content;
}

/** The goals that one of a process's answers is about: of the last draft before it, which are in force only after it. None where there is no draft. */
export function draftedBefore(answers: readonly Answer[], taskId: string): readonly DraftedGoal[] {
  const before = answers.slice(
    0,
    answers.findIndex((answer) => answer.taskId === taskId),
  );
  const goals = before.findLast(({ kind }) => kind === 'goals.draft')?.content?.['goals'];
  return (Array.isArray(goals) ? (goals as Content[]) : []).map((content) => ({ key: String(content['id']), content }));
}
