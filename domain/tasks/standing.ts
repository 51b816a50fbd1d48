import type { LocalParts } from '../words/dates.ts';
import type { WordKey } from '../words/en.ts';
import type { Message, Value, Words } from '../words/message.ts';
import { KINDS } from './kinds.ts';
import type { TaskKind } from './kinds.ts';

export type StandingKey = Extract<WordKey, `standing.${string}`>;
export type Standing = Message<StandingKey>;

/** One of the named steps above the sentence: a phase of the cycle. */
export interface Step {
  readonly number: number;
  readonly title: Words;
}

/** A late task; `days` are working days, 0 on the due day itself. */
export interface Late {
  readonly days: number;
  /** Silence ends it at midnight of this day. */
  readonly acceptedToday: boolean;
  readonly superior?: Value;
  readonly superiorOn?: LocalParts;
  /** The superior has been told. */
  readonly told?: boolean;
  readonly hrOn?: LocalParts;
  /** HR's day has come. */
  readonly withHr?: boolean;
}

export interface StandingTask {
  readonly kind: TaskKind;
  /** The reader is its assignee. */
  readonly mine: boolean;
  readonly due: LocalParts;
  /** Whose turn it is, by name; without it the role stands there. */
  readonly who?: Value;
  readonly late?: Late;
  readonly next?: { readonly kind: TaskKind; readonly who?: Value; readonly due?: LocalParts };
}

export interface StandingFacts {
  /** How many steps the year has. */
  readonly steps: number;
  readonly launched: boolean;
  readonly paused?: 'leave' | 'other';
  /** The step under way. */
  readonly now?: Step & { readonly secret?: boolean };
  readonly task?: StandingTask;
  readonly coming?: Step & { readonly opens: LocalParts };
  /** When all results come out. */
  readonly publishes?: LocalParts;
}

/** Where one stands, in one sentence: stepper, task row, mail and CLI take their words from here. */
export function standing(facts: StandingFacts): Standing {
  const { paused, now, task, coming, launched } = facts;
  if (paused !== undefined) return { key: paused === 'leave' ? 'standing.paused-leave' : 'standing.paused' };
  if (now !== undefined) {
    if (task?.mine === true) return mine(facts, now, task);
    if (now.secret === true) return secret(now, facts.publishes);
    if (task !== undefined) return others(now, task);
    return { key: 'standing.others-open', values: { step: now.number, phase: now.title } };
  }
  if (coming !== undefined) {
    return { key: 'standing.between', values: { step: coming.number, phase: coming.title, opens: coming.opens } };
  }
  return { key: launched ? 'standing.finished' : 'standing.not-started' };
}

function mine({ steps }: StandingFacts, now: Step, { due, late, next }: StandingTask): Standing {
  if (late !== undefined) return lateSentence(late);
  const values = { steps, step: now.number, phase: now.title, due };
  if (next === undefined) return { key: 'standing.mine', values };
  const who = next.who ?? role(next.kind, false);
  const then = { ...values, who, verb: { key: `verb.${next.kind}` } };
  if (next.due === undefined) return { key: 'standing.mine-then-open', values: then };
  return { key: 'standing.mine-then', values: { ...then, nextDue: next.due } };
}

/** What a late task says: midnight, the superior, or HR. */
export function lateSentence(late: Late): Standing {
  const { days, acceptedToday, superior, superiorOn, told, hrOn, withHr } = late;
  if (acceptedToday) return { key: 'standing.late-today' };
  if (withHr === true) return { key: 'standing.late-with-hr', values: { days } };
  if (told === true && superior !== undefined && hrOn !== undefined) {
    return { key: 'standing.late-told', values: { days, superior, on: hrOn } };
  }
  if (superior !== undefined && superiorOn !== undefined) {
    const values = { days, superior, on: superiorOn };
    return { key: days === 0 ? 'standing.late-superior-today' : 'standing.late-superior', values };
  }
  const on = superiorOn ?? hrOn;
  if (on === undefined) return { key: 'standing.late-with-hr', values: { days } };
  return { key: days === 0 ? 'standing.late-hr-today' : 'standing.late-hr', values: { days, on } };
}

function others(now: Step, { kind, who, due, late }: StandingTask): Standing {
  const values = { step: now.number, phase: now.title, who: who ?? role(kind, true), due };
  if (late !== undefined) return { key: 'standing.others-late', values };
  return { key: 'standing.others', values: { ...values, verb: { key: `verb.${kind}` } } };
}

function secret(now: Step, publishes: LocalParts | undefined): Standing {
  const values = { step: now.number, phase: now.title };
  if (publishes === undefined) return { key: 'standing.secret-open', values };
  return { key: 'standing.secret', values: { ...values, publishes } };
}

function role(kind: TaskKind, startsSentence: boolean): Message<WordKey> {
  const { role: who } = KINDS[kind];
  return { key: startsSentence ? `role.${who}.start` : `role.${who}` };
}
