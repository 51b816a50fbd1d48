import { z } from 'zod';
import { RESULT_ANSWERS } from '../../domain/tasks/choices.ts';
import { indicator } from './evidence.ts';
import { route } from './route.ts';
import { id } from '../fields.ts';
import { cycleRef, day, decimal, instant, person, purposeQuery, step, words } from './wire.ts';

export const resultRow = z
  .object({
    evaluationId: id,
    cycle: cycleRef,
    publishedAt: instant,
    version: z.int(),
    grade: z.string().nullable(),
    gradeName: words.nullable(),
    /** What the level says about the year. */
    meaning: words.nullable(),
    /** Null also where the pack does not tell it. */
    points: decimal.nullable(),
    score: decimal.nullable(),
  })
  .meta({ id: 'ResultRow' });
export type ResultRow = z.infer<typeof resultRow>;

export const result = resultRow
  .extend({
    name: z.string(),
    unitName: z.string(),
    /** Whether the reader is the one who was evaluated. */
    mine: z.boolean(),
    jobGrade: z.string().nullable(),
    /** The rater's words; null where the pack does not tell them. `overall` is about the level of the whole. */
    overall: z.string().nullable(),
    opinion: z.string().nullable(),
    strengths: z.string().nullable(),
    nextYear: z.string().nullable(),
    development: z.array(z.object({ what: z.string(), support: z.string(), by: day })).nullable(),
    /** Hidden where the group has fewer than 4 people, and where the pack puts nobody in an order. */
    place: z.int().nullable(),
    groupSize: z.int().nullable(),
    groupName: z.string().nullable(),
    /** The level is one of a fixed number of seats. */
    hasQuota: z.boolean(),
    /** Empty where the pack tells no number. */
    steps: z.array(step),
    /** Names of what the steps call by ids: sections, elements, parts of the score, goals, indicators. */
    names: z.record(z.string(), words),
    changedInCalibration: z.boolean(),
    /** Place or points are others than they were proposed, whoever was moved. */
    displaced: z.boolean(),
    changes: z.array(
      z.object({
        beforeGrade: z.string().nullable(),
        beforeGradeName: words.nullable(),
        afterGrade: z.string().nullable(),
        afterGradeName: words.nullable(),
        code: z.string(),
        codeName: words.nullable(),
        reason: z.string(),
        decidedAt: instant,
      }),
    ),
    pack: z.object({ name: z.string(), version: z.string(), sha256: z.string() }),
    acknowledgement: z
      .object({ answer: z.enum([...RESULT_ANSWERS, 'notice-given']), comment: z.string(), at: instant })
      .nullable(),
    /** The owner's open task to acknowledge it. */
    taskId: id.nullable(),
    appealWorkingDays: z.int(),
  })
  .meta({ id: 'Result' });
export type Result = z.infer<typeof result>;

/** One version of a result as it was told; the last one counts. */
const resultVersion = result
  .pick({
    version: true,
    grade: true,
    gradeName: true,
    meaning: true,
    points: true,
    score: true,
    overall: true,
    opinion: true,
    strengths: true,
    nextYear: true,
    development: true,
    steps: true,
    acknowledgement: true,
  })
  .extend({
    /** Names it for `dure score --from`. */
    id,
    decidedAt: instant,
    /** When a correction put another one in its place. */
    replacedAt: instant.nullable(),
    /** Of the correction; null for the first. */
    reason: z.string().nullable(),
  })
  .meta({ id: 'ResultVersion' });
export type ResultVersion = z.infer<typeof resultVersion>;

/** What HR may correct of a person's result; neither level nor number of it. */
export const correctable = z
  .object({
    cycleId: id,
    person: person.extend({ unitName: z.string() }),
    levels: z.array(z.object({ level: z.string(), name: words })),
    /** On the card behind the result, as they stand now. */
    indicators: z.array(
      indicator
        .pick({ id: true, name: true, nameEn: true, unitOfMeasure: true, target: true, actual: true })
        .extend({ unitName: z.string() }),
    ),
  })
  .meta({ id: 'Correctable' });

export const evaluationParams = z.strictObject({ evaluationId: id });

export const resultRoutes = {
  listResults: route({
    method: 'GET',
    url: '/results',
    row: 'result.list',
    summary: 'My published results',
    status: 200,
    answer: z.object({ items: z.array(resultRow) }),
  }),
  getResult: route({
    method: 'GET',
    url: '/results/:evaluationId',
    row: 'result.read',
    summary: 'A published result and how it came about; HR and auditors state a purpose, every view is logged',
    status: 200,
    params: evaluationParams,
    query: purposeQuery,
    answer: result,
  }),
  listResultVersions: route({
    method: 'GET',
    url: '/results/:evaluationId/versions',
    row: 'result.read',
    summary: 'All versions of a published result, the first one first; told and logged as the result is',
    status: 200,
    params: evaluationParams,
    query: purposeQuery,
    answer: z.object({ items: z.array(resultVersion) }),
  }),
  getCorrectable: route({
    method: 'GET',
    url: '/results/:evaluationId/correctable',
    row: 'command.preview',
    summary: 'What may be corrected of a published result: levels, and the indicators behind it',
    status: 200,
    params: evaluationParams,
    answer: correctable,
  }),
};
