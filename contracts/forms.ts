import { z } from 'zod';
import {
  DESIGNATIONS,
  DIRECTIONS,
  FREQUENCIES,
  GOAL_METHODS,
  INFLUENCES,
  RESULT_ANSWERS,
  TALK_ANSWERS,
} from '../domain/tasks/choices.ts';
import type { TaskKind } from '../domain/tasks/kinds.ts';
import { decimal, id, plain } from './fields.ts';
import { REASON_LENGTH } from '../domain/reason-length.ts';

// One form per task kind, twice: as a draft everything may be missing or unfinished, as a submission nothing may.

const LONG_TEXT = 4000;
/** Of a number or a day that is being typed; longer than any that is right. */
const UNFINISHED = 60;

const date = z.iso.date();
const levelKey = z.string().regex(/^[\p{L}\p{N}]+(-[\p{L}\p{N}]+)*$/u, 'not-a-level');
const goalId = z.string().regex(/^[a-z0-9-]{1,40}$/, 'not-an-id');

function fields(strict: boolean) {
  const text = (max = LONG_TEXT) => (strict ? plain(max).trim().min(1) : plain(max)) as z.ZodType<string>;
  const note = (max = LONG_TEXT) => plain(max).default('');
  const number = () => (strict ? decimal : plain(UNFINISHED)) as z.ZodType<string>;
  const day = () => (strict ? date : plain(UNFINISHED)) as z.ZodType<string>;
  const level = () => (strict ? levelKey : levelKey.nullable()) as z.ZodType<string | null>;
  const choice = <const T extends readonly [string, ...string[]]>(values: T) =>
    (strict ? z.enum(values) : z.enum(values).nullable()) as z.ZodType<T[number] | null>;
  return { text, note, number, day, level, choice };
}

function forms(strict: boolean) {
  const { text, note, number, day, level, choice } = fields(strict);
  const object = <T extends z.ZodRawShape>(shape: T) => {
    const schema = z.strictObject(shape);
    return (strict ? schema : schema.partial()) as z.ZodObject<T, z.core.$strict>;
  };
  const goal = object({
    id: goalId,
    title: text(200),
    duty: text(200),
    /** The unit's indicator that this goal serves; null only where the unit has none. */
    indicatorId: id.nullable(),
    measure: text(200),
    unitOfMeasure: text(40),
    direction: choice(DIRECTIONS),
    baseline: number().nullable().default(null),
    history: z.array(number()).max(3).default([]),
    method: z.enum(GOAL_METHODS).default('ratio'),
    target: number(),
    whyTarget: text(1000),
    source: text(200),
    frequency: choice(FREQUENCIES),
    influence: choice(INFLUENCES).nullable().default(null),
    /** Whether failing it alone decides; null where the pack makes no such difference. */
    designation: z.enum(DESIGNATIONS).nullable().default(null),
    /** 0 where the pack's goals have no weights. */
    weight: number(),
    sharedWith: z.array(plain(20)).max(10).default([]),
  });
  const comment = object({ goalId, text: text(1000) });
  const action = object({ what: text(300), who: choice(['rater', 'employee']), by: day(), knownBy: text(300) });
  const step = object({ what: text(300), support: note(300), by: day() });
  const decision = object({ reason: note(), comments: z.array(comment).max(20).default([]) });
  return {
    'goals.draft': object({ goals: z.array(goal).max(20) }),
    'goals.agree': decision,
    'goals.confirm': decision,
    'coaching.hold': object({
      heldOn: day(),
      place: text(100),
      minutes: strict ? z.int().min(1).max(600) : z.int().min(0).max(600).nullable(),
      progress: z.array(object({ goalId, actual: number(), text: note(1000) })).max(20),
      wentWell: text(),
      obstacle: text(),
      raterRemoves: text(),
      nextTwoWeeks: text(),
      actions: z.array(action).max(3),
      goalChange: note(1000),
    }),
    'coaching.acknowledge': object({
      answer: choice(TALK_ANSWERS),
      comment: note(),
      helpful: z.int().min(1).max(5).nullable().default(null),
    }),
    'self-assessment.write': object({
      goals: z.array(object({ goalId, actual: number(), text: text() })).max(20),
      actions: z
        .array(object({ what: text(300), done: z.boolean().nullable().default(null), text: note(1000) }))
        .max(3)
        .default([]),
      together: note(),
      wish: note(),
    }),
    'rating.write': object({
      /** Without a level where only a goal's numbers count. */
      goals: z.array(object({ goalId, level: levelKey.nullable(), actual: number(), text: note() })).max(20),
      elements: z.array(object({ id: plain(40), level: level(), text: note() })).max(60),
      /** The rater's own judgement of the whole, where the pack asks for one. */
      overall: object({ level: level(), text: note() }).nullable().default(null),
      opinion: text(),
      strengths: text(),
      nextYear: text(),
      /** Steps of development that both agreed. */
      development: z.array(step).max(3).default([]),
    }),
    'rating.review': object({ reason: note() }),
    'calibration.meeting': object({ attends: strict ? z.boolean() : z.boolean().nullable(), note: note(1000) }),
    'calibration.lock': object({
      moves: z
        .array(
          object({
            evaluationId: id,
            to: z.int().min(1).max(100_000),
            code: plain(40),
            reason: plain(REASON_LENGTH),
            proposer: plain(100).default(''),
          }),
        )
        .max(1000)
        .default([]),
      /** Where the pack's committee changes levels instead of places. */
      changes: z
        .array(
          object({
            evaluationId: id,
            level: plain(40),
            code: plain(40),
            reason: plain(REASON_LENGTH),
            proposer: plain(100).default(''),
          }),
        )
        .max(1000)
        .default([]),
      discussed: z.boolean().default(false),
      minutes: note(),
    }),
    'result.acknowledge': object({
      answer: choice(RESULT_ANSWERS),
      comment: note(),
      /** The answer is to this version of the result: the one that was read. Who has not answered yet is asked for the answer alone. */
      resultVersion: z.int().min(1).max(100_000).optional(),
    }).refine(({ resultVersion }) => !strict || resultVersion !== undefined, { path: ['resultVersion'], message: 'required' }),
  } satisfies Record<TaskKind, z.ZodType>;
}

/** What autosave accepts: known fields of the right type; anything may be missing. */
export const DRAFTS = forms(false);
/** What a closing accepts: everything that the task asks for. Rules that need the pack or the record are in `domain/tasks`. */
export const SUBMISSIONS = forms(true);

export type Submission<K extends TaskKind> = z.output<ReturnType<typeof forms>[K]>;
export type Goal = Submission<'goals.draft'>['goals'][number];
