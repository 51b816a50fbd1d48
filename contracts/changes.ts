import { z } from 'zod';
import { INDICATOR_METHODS } from '../domain/tasks/choices.ts';
import { day, instant, kind, person, words } from './api/wire.ts';
import { id } from './fields.ts';

/** What an order changes about somebody, a group or a phase. */
export const CHANGED = [
  'enrolment',
  'departure',
  'rater',
  'reviewer',
  'chair',
  'member',
  'assignee',
  'way-back',
  'deadline',
  'meeting',
  'pause',
  'silence',
  'launch',
  'pack',
  'own-plan',
  'part',
  'quota',
  'spare-lowest',
  'exempt',
  'indicator',
  'address-above',
  'address-changed',
  'address-shared',
  'address-tagged',
  'address-elsewhere',
  'address-given',
  'publication',
] as const;

export const CHANGE_STATES = [
  'enrolled',
  'withdrawn',
  'excluded',
  'nobody-above',
  'left',
  'running',
  'paused',
  'open',
  'skipped',
  'off',
] as const;

/** Where the rules of a cycle come from; `asker`: from whoever asks for the order, by any account of theirs. */
export const PACK_ORIGINS = ['shipped', 'asker', 'person', 'operator'] as const;

const value = z.union([
  z.object({ person }),
  z.object({ state: z.enum(CHANGE_STATES) }),
  z.object({ at: instant }),
  z.object({ day }),
  z.object({ task: kind, round: z.int() }),
  z.object({
    indicator: z.string(),
    direction: z.enum(['higher', 'lower']),
    method: z.enum(INDICATOR_METHODS),
    baseline: z.string().nullable(),
    target: z.string().nullable(),
    actual: z.string().nullable(),
    weight: z.string().nullable(),
  }),
  z.object({ unit: z.string() }),
  z.object({ grades: z.array(z.string()) }),
  z.object({ address: z.string() }),
  z.object({
    pack: words,
    version: z.string(),
    origin: z.enum(PACK_ORIGINS),
    /** Who stored it, and when; null: it came with the program, or nobody by name stored it. */
    storedBy: person.nullable(),
    storedAt: instant.nullable(),
  }),
]);
export type ChangedValue = z.infer<typeof value>;

/** One line of what stands before the second person's eyes. */
export const changeSchema = z
  .object({
    what: z.enum(CHANGED),
    /** Whose case; null: a group's, a phase's or everybody's. */
    who: person.extend({ evaluationId: id.nullable(), unitName: z.string() }).nullable(),
    group: z.string().nullable(),
    phase: z.string().nullable(),
    kind: kind.nullable(),
    /** How many people, processes or tasks the line stands for. */
    count: z.int(),
    before: value.nullable(),
    after: value.nullable(),
  })
  .meta({ id: 'Change' });
export type Change = z.infer<typeof changeSchema>;

/** As many at once; the rest is counted, and read on from there. */
export const MOST_CHANGES = 1000;
