import { z } from 'zod';
import { TASK_KINDS } from '../../domain/tasks/kinds.ts';
import { day, dayAndTime, key, timeOfDay, words } from './fields.ts';

const phaseDays = z.strictObject({
  opens: day.extend({ time: timeOfDay.optional() }),
  closes: day,
  /** The law or rule that sets this last day; that of the whole year's is not meant. */
  closesBy: words.optional(),
  due: z.partialRecord(z.enum(TASK_KINDS), day),
});

const named = { key, title: words };

/** A part of the year that a cycle may be about instead of the whole. Years are counted as everywhere in the pack. */
export const period = z.discriminatedUnion('by', [
  z.strictObject({
    ...named,
    by: z.literal('dates'),
    dates: z.strictObject({
      /** By the key of the phase; every phase, and every task that it asks. */
      phases: z.record(key, phaseDays),
      meeting: dayAndTime.optional(),
      publication: dayAndTime,
      archive: day,
      decidedBy: day,
    }),
  }),
  /** The dates of another period so many months later: 30 June is 30 December, and day 31 is the last of every month. */
  z.strictObject({ ...named, by: z.literal('shift'), of: key, months: z.int().min(1).max(11) }),
]);
