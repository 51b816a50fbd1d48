import { z } from 'zod';
import { WORKFLOW_TYPES } from '../domain/process/names.ts';
import { IF_SILENT, TASK_KINDS } from '../domain/tasks/kinds.ts';

// A policy pack: the rules of one scheme as data. Decimals that decide about people are strings; counts, shares and days are whole numbers.

const words = z.strictObject({ ko: z.string().trim().min(1), en: z.string().trim().min(1) });
const key = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'not-a-key');
const decimal = z.string().regex(/^\d{1,20}(\.\d{1,20})?$/, 'not-a-number');
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'not-a-time');
const share = z.int().min(0).max(100);
const sumsTo100 = (shares: readonly { readonly share: number }[]) => shares.reduce((sum, one) => sum + one.share, 0) === 100;
const unique = (keys: readonly (string | number)[]) => new Set(keys).size === keys.length;

/** A day counted from the cycle's year: `year` 0 is the year that is evaluated, 1 the year after. Day 31 is the last day of every month. */
const day = z.strictObject({
  year: z.union([z.literal(0), z.literal(1)]),
  month: z.int().min(1).max(12),
  day: z.int().min(1).max(31),
});
const dayAndTime = day.extend({ time: timeOfDay });

const reviewerRule = z.strictObject({
  /** What becomes of the task where nobody is above the rater. */
  missing: z.literal('skipped'),
  sameAsRater: z.enum(['skipped', 'asked']),
});

const taskRule = z.strictObject({
  due: day,
  ifSilent: z.enum(IF_SILENT),
  /** What it takes of a person's time, as the mail says it. */
  minutes: z.int().min(1).max(480),
  /** Ends by silence at 24:00 of the due day, or at the due instant itself. */
  acceptedUntil: z.enum(['end-of-day', 'due']),
  /** Working days that anybody has from the opening on, whatever the window says. */
  leastWorkingDays: z.int().min(0).max(60),
  /** A pause does not shift a statutory deadline. */
  statutory: z.boolean().optional(),
  reviewer: reviewerRule.optional(),
});

const phase = z.strictObject({
  key,
  workflowType: z.enum(WORKFLOW_TYPES),
  subject: z.enum(['evaluation', 'rating-group']),
  title: words,
  /** The day, at the start of working time unless a time is named. */
  opens: day.extend({ time: timeOfDay.optional() }),
  /** Until 24:00 of this day. */
  closes: day,
  /** The law or rule that sets the last day. */
  closesBy: words.optional(),
  /** Days that somebody launched after the opening day has at least. Without them the phase is skipped once its window is over. */
  newcomerDays: z.int().min(1).max(365).optional(),
  exemptGrades: z.array(z.string()).optional(),
  /** Everyone in the group must be through before the group's phase goes on. */
  barrier: z.boolean().optional(),
  tasks: z.partialRecord(z.enum(TASK_KINDS), taskRule),
});

const level = z.strictObject({ level: z.int().min(1).max(5), share, name: words, anchor: words });
const competency = z.strictObject({
  id: key,
  max: decimal,
  name: words,
  /** What one sees at each level, best first. */
  anchors: z.array(z.strictObject({ level: z.int().min(1).max(5), text: words })).length(5),
});

const grade = z.strictObject({ grade: z.string().min(1), name: words, share, top: decimal, bottom: decimal });
const distribution = z.strictObject({
  mode: z.enum(['none', 'guidance', 'enforced']),
  method: z.literal('largest-remainder'),
  /** Groups with fewer people have no quota: their grade follows from the score. */
  quotaFrom: z.int().min(1),
  /** Best first. A seat's points are spaced equally from `top` to `bottom`. */
  grades: z
    .array(grade)
    .min(2)
    .refine(sumsTo100, { message: 'shares-do-not-sum' })
    .refine((grades) => unique(grades.map((one) => one.grade)), { message: 'duplicate-id' }),
  /** Where nobody deserves the lowest grade its share goes to the one above; HR states it for each group. */
  maySpareLowest: z.boolean(),
});

export const policyPackSchema = z
  .strictObject({
    name: key,
    version: z.string().regex(/^\d{4}-\d{1,3}$/, 'not-a-version'),
    title: words,
    sources: z.array(z.strictObject({ rule: words, concerns: words })).min(1),
    timeZone: z.string().min(1),
    workingTime: z.strictObject({ opens: timeOfDay, due: timeOfDay, mailFrom: timeOfDay, mailUntil: timeOfDay }),
    phases: z
      .array(phase)
      .min(1)
      .refine((phases) => unique(phases.map((one) => one.key)), { message: 'duplicate-id' }),
    meeting: dayAndTime,
    publication: dayAndTime,
    archive: day,
    goals: z.strictObject({
      fewest: z.int().min(0),
      most: z.int().min(1),
      recommended: z.tuple([z.int(), z.int()]),
      weightsSum: z.literal(100),
      /** Each goal names the goal of the unit that it serves. */
      servesUnitGoal: z.boolean(),
      method: z.literal('ratio'),
    }),
    elementScale: z.array(level).length(5),
    composition: z
      .array(z.strictObject({ id: key, name: words, share, of: z.enum(['goals', 'competencies']) }))
      .min(1)
      .refine(sumsTo100, { message: 'shares-do-not-sum' }),
    competencies: z.array(competency),
    scaledOutOf: decimal,
    distribution,
    calibration: z.strictObject({
      orderKept: z.boolean(),
      reasonCodes: z.array(z.strictObject({ code: key, name: words })).min(1),
      reasonAtLeast: z.int().min(0),
      quorum: z.int().min(1),
    }),
    review: z.strictObject({ beforeEmployee: z.boolean() }),
    notice: z.array(z.enum(['grade', 'score', 'opinion'])).min(1),
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
      years: z.int().min(1),
      from: z.literal('year-after-closing'),
      then: z.literal('proposed-for-destruction'),
    }),
  })
  .meta({ id: 'PolicyPack' });

export type PolicyPack = z.infer<typeof policyPackSchema>;
