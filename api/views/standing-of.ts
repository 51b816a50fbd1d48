import type { PhaseStep } from '../../contracts/api/tasks.ts';
import type { CycleContext } from '../../db/reading/cycle-context.ts';
import type { PhaseRun } from '../../db/reading/steps.ts';
import type { TaskRecord } from '../../db/reading/task-rows.ts';
import { compareInstants, lastDayBefore, localDate } from '../../domain/cycle/instants.ts';
import { dateParts, localParts } from '../../domain/cycle/local-parts.ts';
import { daysLate, silenceDates } from '../../domain/cycle/silence.ts';
import { type IfSilent, KINDS, type TaskKind, mailKindOf, superiorOf } from '../../domain/tasks/kinds.ts';
import { ifSilentSentence } from '../../domain/tasks/silent.ts';
import { type Late, type StandingTask, type Step, standing } from '../../domain/tasks/standing.ts';
import type { LocalParts } from '../../domain/words/dates.ts';
import { type Message, type Words, person } from '../../domain/words/message.ts';

/** The phases of a cycle as steps of one evaluation. */
export function stepsOf(cycle: CycleContext, runs: readonly PhaseRun[]): PhaseStep[] {
  const byPhase = new Map(runs.map((run) => [run.phase, run]));
  return cycle.phases.map(({ phase, position, opensAt, closesAt }) => {
    const run = byPhase.get(phase);
    const state = run === undefined ? 'next' : run.state === 'done' ? (run.outcome === 'skipped' ? 'skipped' : 'done') : 'now';
    return { phase, position, title: titleOf(cycle, phase), state, opensAt, closesAt };
  });
}

/** The phases as steps of a group that has come to one of them: everybody has been through those before. */
export function stepsOfGroup(
  cycle: CycleContext,
  { phase, over }: { readonly phase: string; readonly over: boolean },
): PhaseStep[] {
  const here = cycle.phases.findIndex((one) => one.phase === phase);
  return cycle.phases.map(({ phase: key, position, opensAt, closesAt }, index) => {
    const state = index < here || (index === here && over) ? 'done' : index === here ? 'now' : 'next';
    return { phase: key, position, title: titleOf(cycle, key), state, opensAt, closesAt };
  });
}

export function titleOf(cycle: CycleContext, phase: string): Words {
  return cycle.pack.phases.find((one) => one.key === phase)?.title ?? { ko: phase, en: phase };
}

/** Where the reader stands in the step of this task. */
export function standingOfTask(cycle: CycleContext, task: TaskRecord, readerId: string): Message {
  const step = stepOf(cycle, task.phase);
  return standing({
    steps: cycle.phases.length,
    launched: cycle.launchedAt !== null,
    ...(task.paused ? { paused: 'other' as const } : {}),
    ...(step === undefined ? {} : { now: step }),
    ...(task.dueAt === null || task.state === 'closed' ? {} : { task: standingTask(cycle, task, readerId) }),
    publishes: localParts(cycle.publicationAt, cycle.timeZone),
  });
}

export interface EvaluationStanding {
  readonly cycle: CycleContext;
  readonly steps: readonly PhaseStep[];
  readonly runs: readonly PhaseRun[];
  /** The open task of the evaluation, if any; its own first. */
  readonly task: TaskRecord | undefined;
  readonly readerId: string;
}

/** Where somebody stands in the year, in one sentence. */
export function standingOfEvaluation({ cycle, steps, runs, task, readerId }: EvaluationStanding): Message {
  const now = task?.phase ?? steps.findLast((step) => step.state === 'now')?.phase;
  const coming = steps.find((step) => step.state === 'next' && compareInstants(step.opensAt, cycle.now) > 0);
  const between = now === undefined ? undefined : stepOf(cycle, now);
  return standing({
    steps: cycle.phases.length,
    launched: cycle.launchedAt !== null,
    ...(runs.some((run) => run.state === 'open' && run.paused) ? { paused: 'other' as const } : {}),
    ...(between === undefined ? {} : { now: between }),
    ...(task?.dueAt ? { task: standingTask(cycle, task, readerId) } : {}),
    ...(coming === undefined
      ? {}
      : { coming: { number: coming.position, title: coming.title, opens: localParts(coming.opensAt, cycle.timeZone) } }),
    publishes: localParts(cycle.publicationAt, cycle.timeZone),
  });
}

/** What happens if nobody answers this task, as its reader reads it. */
export function ifSilentOf(cycle: CycleContext, task: TaskRecord): { kind: IfSilent; sentence: Message } {
  const kind = task.ifSilent ?? 'hr-decides';
  const { superior, superiorOn, hrOn, legalOn } = silentValues(cycle, task);
  const parts = (date: string | undefined): LocalParts | undefined =>
    date === undefined ? undefined : dateParts(date, cycle.timeZone);
  const values = { superior, superiorOn: parts(superiorOn), hrOn: parts(hrOn), legalOn: parts(legalOn) };
  return { kind, sentence: ifSilentSentence(mailKindOf(task.kind, task.round), kind, values) };
}

function stepOf(cycle: CycleContext, phase: string): (Step & { readonly secret?: boolean }) | undefined {
  const window = cycle.phases.find((one) => one.phase === phase);
  if (window === undefined) return undefined;
  return {
    number: window.position,
    title: titleOf(cycle, phase),
    ...(window.subject === 'rating-group' ? { secret: true } : {}),
  };
}

function standingTask(cycle: CycleContext, task: TaskRecord, readerId: string): StandingTask {
  const { kind, dueAt, late, assigneeName } = task;
  const mine = task.assigneeId === readerId;
  const next = KINDS[kind].next;
  const nextDue = next === undefined ? undefined : dueOfNext(cycle, task, next);
  const nextWho = next === undefined ? undefined : nameOf(task, next);
  return {
    kind,
    mine,
    due: localParts(dueAt ?? cycle.now, cycle.timeZone),
    ...(mine || assigneeName === null ? {} : { who: person(assigneeName, task.assigneeNameEn) }),
    ...(late && dueAt !== null ? { late: lateOf(cycle, task) } : {}),
    ...(next === undefined
      ? {}
      : {
          next: {
            kind: next,
            ...(nextWho ? { who: nextWho } : {}),
            ...(nextDue ? { due: localParts(nextDue, cycle.timeZone) } : {}),
          },
        }),
  };
}

/** When the next task is due by its rule; undefined where this one's own day has come to be a later one, as after a return. */
function dueOfNext({ rules }: CycleContext, { phase, dueAt }: TaskRecord, next: TaskKind): string | undefined {
  const due = rules.find((rule) => rule.kind === next && rule.phase === phase)?.dueAt;
  return due !== undefined && dueAt !== null && compareInstants(due, dueAt) < 0 ? undefined : due;
}

function lateOf(cycle: CycleContext, task: TaskRecord): Late {
  const { superior, superiorOn, hrOn } = silentValues(cycle, task);
  const today = localDate(cycle.now, cycle.timeZone);
  return {
    days: task.dueAt === null ? 0 : (daysLate({ dueAt: task.dueAt, now: cycle.now, calendar: cycle.calendar }) ?? 0),
    acceptedToday: task.acceptedUntil !== 'infinity',
    ...(superior === undefined ? {} : { superior }),
    ...(superiorOn === undefined ? {} : { superiorOn: dateParts(superiorOn, cycle.timeZone) }),
    ...(task.escalatedAt === null ? {} : { told: true }),
    ...(hrOn === undefined ? {} : { hrOn: dateParts(hrOn, cycle.timeZone), withHr: hrOn <= today }),
  };
}

interface SilentDays {
  readonly superior?: Words | undefined;
  readonly superiorOn?: string | undefined;
  readonly hrOn?: string | undefined;
  readonly legalOn?: string | undefined;
}

function silentValues(cycle: CycleContext, task: TaskRecord): SilentDays {
  const { dueAt, ifSilent, phase } = task;
  if (dueAt === null || ifSilent === null) return {};
  const { calendar, pack, timeZone } = cycle;
  const { superiorOn, hrOn } = silenceDates({ dueAt, ifSilent, rule: pack.escalation, calendar });
  const window = cycle.phases.find((one) => one.phase === phase);
  const legalOn = window?.closesByLaw === true && dueAt <= window.closesAt ? lastDayBefore(window.closesAt, timeZone) : undefined;
  const above = superiorOf(task.kind);
  return { superior: above === undefined ? undefined : personAs(task, above), superiorOn, hrOn, legalOn };
}

function nameOf(task: TaskRecord, kind: TaskKind): Words | undefined {
  const { role } = KINDS[kind];
  return role === 'rater' || role === 'reviewer' ? personAs(task, role) : undefined;
}

function personAs(task: TaskRecord, role: 'rater' | 'reviewer'): Words | undefined {
  const { raterName, raterNameEn, reviewerName, reviewerNameEn } = task;
  if (role === 'rater') return raterName === null ? undefined : person(raterName, raterNameEn);
  return reviewerName === null ? undefined : person(reviewerName, reviewerNameEn);
}
