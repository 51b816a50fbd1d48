import { z } from 'zod';
import { day, dayAndTime, decimal, key, percent, timeOfDay, words } from './pack/fields.ts';
import { period } from './pack/periods.ts';
import { phase } from './pack/phases.ts';
import { calibration, distribution, goalRules, resultLevel, scale, scoring, section } from './pack/rating.ts';

// A policy pack: the rules of one scheme as data. What compares two places of it is a finding of `domain/packs`, so that all are told at once.

/** What a result's notice and page may tell the person. */
export const NOTICE_CONTENT = ['level', 'points', 'score', 'opinion', 'strengths', 'development'] as const;

export const policyPackSchema = z
  .strictObject({
    name: key,
    version: z.string().regex(/^\d{4}-\d{1,3}$/, 'not-a-version'),
    title: words,
    forWhom: words,
    /** The first day on which a cycle may begin under this version. */
    effectiveFrom: z.iso.date(),
    sources: z.array(z.strictObject({ rule: words, concerns: words, kind: z.enum(['law', 'practice', 'choice']) })).min(1),
    timeZone: z.string().min(1),
    workingTime: z.strictObject({ opens: timeOfDay, due: timeOfDay, mailFrom: timeOfDay, mailUntil: timeOfDay }),
    phases: z.array(phase).min(1),
    /** Where a committee meets. */
    meeting: dayAndTime.optional(),
    publication: dayAndTime,
    archive: day,
    /** Parts of the year, each of which may be a cycle of its own; the days above are those of the whole year. */
    periods: z.array(period).min(1).optional(),
    goals: goalRules,
    scales: z.array(scale).min(1),
    /** The parts of the rating form. */
    sections: z.array(section),
    /** The rater's own judgement of the whole, where the scheme has one. */
    overall: z.strictObject({ scale: key, name: words }).optional(),
    /** Steps of development that rater and employee agree, for everybody. */
    development: z.strictObject({ fewest: z.int().min(0).max(3) }),
    scoring,
    /** Of a result, best first. */
    levels: z.array(resultLevel).min(2),
    /** Whether people may be put in an order at all. */
    ranking: z.enum(['allowed', 'forbidden']),
    distribution,
    calibration,
    review: z.strictObject({ beforeEmployee: z.boolean() }),
    notice: z.array(z.enum(NOTICE_CONTENT)).min(1),
    acknowledgement: z.strictObject({ means: words, refusalIsRecorded: z.boolean() }),
    appeal: z.strictObject({ windowWorkingDays: z.int().min(1), answerWorkingDays: z.int().min(1), decidedBy: day }),
    escalation: z.strictObject({
      superiorAfterWorkingDays: z.int().min(0),
      hrAfterWorkingDays: z.int().min(0),
      /** For kinds about whose silence HR decides at once. */
      hrDirectlyAfterWorkingDays: z.int().min(0),
    }),
    mailBudget: z.strictObject({ staff: z.int(), rater: z.int(), perDay: z.int() }),
    retention: z.strictObject({
      class: words,
      years: z.int().min(1),
      from: z.literal('year-after-closing'),
      then: z.literal('proposed-for-destruction'),
    }),
    /** Weights of the promotion roster. A change may be applied one year after it was decided. */
    promotion: z
      .strictObject({
        fullMarks: decimal,
        rating: percent,
        career: percent,
        careerFullMarks: decimal,
        decidedOn: z.iso.date(),
        appliesFrom: z.iso.date(),
      })
      .optional(),
  })
  .meta({ id: 'PolicyPack' });

export type PolicyPack = z.infer<typeof policyPackSchema>;
