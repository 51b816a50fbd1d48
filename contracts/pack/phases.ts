import { z } from 'zod';
import { WORKFLOW_TYPES } from '../../domain/process/names.ts';
import { IF_SILENT, TASK_KINDS } from '../../domain/tasks/kinds.ts';
import { day, key, levelKey, timeOfDay, words } from './fields.ts';

const reviewerRule = z.strictObject({
  /** What becomes of the task where nobody is above the rater. */
  missing: z.literal('skipped'),
  sameAsRater: z.enum(['skipped', 'asked']),
  /** The reviewer is asked only about these levels of a result; absent: always. */
  onlyLevels: z.array(levelKey).min(1).optional(),
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

export const phase = z.strictObject({
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
