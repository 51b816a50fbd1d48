import { z } from 'zod';
import { day, instant, kind } from './wire.ts';

const someone = z.object({ employeeNo: z.string(), name: z.string(), unitName: z.string(), grade: z.string().nullable() });
/** A finding by code, with the people it concerns; `details` carry numbers and names of groups. */
const finding = z.object({ code: z.string(), people: z.array(someone), details: z.record(z.string(), z.unknown()).optional() });

export const launchPreview = z
  .object({
    starts: z.object({
      count: z.int(),
      byGrade: z.array(z.object({ grade: z.string(), count: z.int() })),
      people: z.array(someone),
    }),
    startsNot: z.array(someone.extend({ code: z.string(), reason: z.string().nullable() })),
    /** Blocks the launch. */
    mustMend: z.array(finding),
    pleaseLook: z.array(finding),
    calendar: z.object({
      phases: z.array(
        z.object({ phase: z.string(), opensAt: instant, closesAt: instant, tasks: z.array(z.object({ kind, dueAt: instant })) }),
      ),
      /** Dates that a weekend or holiday moved. */
      moved: z.array(z.object({ what: z.string(), from: day, to: day, reason: z.string() })),
      clashes: z.array(z.object({ what: z.string(), on: day, reason: z.string() })),
    }),
    mails: z.object({
      count: z.int(),
      at: instant.nullable(),
      forecast: z.array(z.object({ role: z.string(), people: z.int(), mailsEach: z.int() })),
    }),
    seats: z.array(
      z.object({
        group: z.string(),
        people: z.int(),
        quota: z.boolean(),
        seats: z.array(z.object({ grade: z.string(), count: z.int() })),
      }),
    ),
    sha256: z.string(),
  })
  .meta({ id: 'LaunchPreview' });
export type LaunchPreview = z.infer<typeof launchPreview>;
