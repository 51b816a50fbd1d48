import { TASK_KINDS, type TaskKind } from '../../tasks/kinds.ts';
import type { CheckedPack, CheckedPhase } from '../checked-pack.ts';
import type { Finding } from '../codes.ts';
import { comparable } from '../days.ts';

/** Each phase has a window that lies after the one before it, and its deadlines lie inside, in the order of its steps. */
export function windowFindings({ phases }: CheckedPack): readonly Finding[] {
  return phases.flatMap((phase, at) => [
    ...(comparable(phase.closes) < comparable(phase.opens)
      ? [{ code: 'closes-before-opens' as const, pointer: `/phases/${at}/closes`, details: { phase: phase.key } }]
      : []),
    ...neighbourFindings(phases, at),
    ...dueFindings(phase, at),
  ]);
}

/** A group's phase may open while people are still being rated: it waits for them by itself. */
function neighbourFindings(phases: readonly CheckedPhase[], at: number): readonly Finding[] {
  const [before, phase] = [phases[at - 1], phases[at]];
  if (before === undefined || phase === undefined) return [];
  const [pointer, details] = [`/phases/${at}/opens`, { phase: phase.key, before: before.key }];
  const opens = comparable(phase.opens);
  if (opens < comparable(before.opens)) return [{ code: 'phases-out-of-order', pointer, details }];
  const mayOverlap = phase.subject === 'rating-group' && before.subject === 'evaluation';
  return opens <= comparable(before.closes) && !mayOverlap ? [{ code: 'windows-overlap', pointer, details }] : [];
}

function dueFindings({ key: phase, tasks, opens, closes }: CheckedPhase, at: number): readonly Finding[] {
  const [first, last] = [comparable(opens), comparable(closes)];
  let latest: { readonly kind: TaskKind; readonly due: string } | undefined;
  return TASK_KINDS.flatMap((kind): Finding[] => {
    const task = tasks[kind];
    if (task === undefined) return [];
    const [pointer, due] = [`/phases/${at}/tasks/${kind}/due`, comparable(task.due)];
    const outside: Finding[] =
      due < first || due > last ? [{ code: 'due-outside-window', pointer, details: { phase, kind } }] : [];
    const early: Finding[] =
      latest !== undefined && due < latest.due
        ? [{ code: 'due-out-of-order', pointer, details: { kind, before: latest.kind } }]
        : [];
    if (latest === undefined || due > latest.due) latest = { kind, due };
    return [...outside, ...early];
  });
}
