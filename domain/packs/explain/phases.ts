import { KINDS, TASK_KINDS, type TaskKind } from '../../tasks/kinds.ts';
import type { CheckedPack, CheckedPhase, CheckedTask, CheckedTasks } from '../checked-pack.ts';
import { dayWords, windowWords } from '../day-words.ts';
import { type ExplainedRole, type Part, type Sentence, list, when } from './part.ts';

/** Each phase: who does what until when, and what happens if they do not. */
export function phaseParts(pack: CheckedPack, role: ExplainedRole): readonly Part[] {
  return pack.phases.map((phase) => {
    const values = { phase: phase.title, window: windowWords(phase.opens, phase.closes) };
    return {
      title: { key: 'explain.phase', values },
      sentences: [...taskSentences(pack, phase, role), ...windowSentences(phase, role)],
    };
  });
}

function windowSentences({ closesBy, newcomerDays, barrier }: CheckedPhase, role: ExplainedRole): readonly Sentence[] {
  return [
    ...(closesBy === undefined ? [] : [{ key: 'explain.closes-by' as const, values: { rule: closesBy } }]),
    ...(newcomerDays === undefined ? [] : [{ key: 'explain.newcomers' as const, values: { days: newcomerDays } }]),
    ...when(role === 'hr' && barrier === true, () => ({ key: 'explain.barrier' })),
  ];
}

function taskSentences(pack: CheckedPack, { tasks }: CheckedPhase, role: ExplainedRole): readonly Sentence[] {
  const asked = askedIn(tasks);
  if (asked.length === 0) return [{ key: 'explain.nobody-asked' }];
  if (role === 'employee' && isSecret(tasks)) return [{ key: 'explain.not-your-turn' }];
  return asked.flatMap(({ kind, task }) => [
    whoSentence(kind, task, role),
    ...when(isConcerned(kind, role), () => silentSentence(pack, task)),
    ...reviewerSentences(pack, task),
  ]);
}

/** What a phase asks, in the order of its steps. */
export function askedIn(tasks: CheckedTasks): readonly { readonly kind: TaskKind; readonly task: CheckedTask }[] {
  return TASK_KINDS.flatMap((kind) => {
    const task = tasks[kind];
    return task === undefined ? [] : [{ kind, task }];
  });
}

/** Whether only the committee is asked: an employee is told nothing of it. */
export function isSecret(tasks: CheckedTasks): boolean {
  return askedIn(tasks).every(({ kind }) => KINDS[kind].workflowType === 'calibrationWorkflow');
}

function isConcerned(kind: TaskKind, role: ExplainedRole): boolean {
  const asked = KINDS[kind].role;
  return role === 'hr' || asked === role || (role === 'rater' && asked === 'reviewer');
}

function whoSentence(kind: TaskKind, { due, minutes }: CheckedTask, role: ExplainedRole): Sentence {
  const asked = KINDS[kind].role;
  const values = { task: { key: `task.${kind}.name` }, due: dayWords(due) };
  if (asked === role) return { key: 'explain.task.mine', values: { ...values, minutes } };
  if (role === 'rater' && asked === 'reviewer') return { key: 'explain.task.as-reviewer', values: { ...values, minutes } };
  return { key: 'explain.task.others', values: { ...values, who: { key: `role.${asked}.start` } } };
}

function silentSentence({ escalation }: CheckedPack, { ifSilent }: CheckedTask): Sentence {
  const { superiorAfterWorkingDays: first, hrAfterWorkingDays: then, hrDirectlyAfterWorkingDays: directly } = escalation;
  switch (ifSilent) {
    case 'recorded':
      return { key: 'explain.silent.recorded' };
    case 'moves-on':
      return { key: 'explain.silent.moves-on' };
    case 'asks-superior':
      return { key: 'explain.silent.asks-superior', values: { first, then } };
    case 'hr-decides':
      return { key: 'explain.silent.hr-decides', values: { first: directly } };
  }
}

function reviewerSentences({ levels }: CheckedPack, { reviewer }: CheckedTask): readonly Sentence[] {
  if (reviewer === undefined) return [];
  const names = levels.filter(({ level }) => reviewer.onlyLevels?.includes(level));
  return [
    { key: reviewer.sameAsRater === 'skipped' ? 'explain.reviewer.skipped' : 'explain.reviewer.asked' },
    ...when(names.length > 0, () => ({
      key: 'explain.reviewer.only-levels',
      values: { levels: list(names.map(({ name }) => name)) },
    })),
  ];
}
