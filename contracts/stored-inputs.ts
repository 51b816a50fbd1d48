import { z } from 'zod';
import type { Correction } from '../domain/calibration/correction.ts';
import type { GroupSetting, Placed } from '../domain/calibration/distribution.ts';
import { findExact } from '../domain/scoring/exact.ts';
import type { ScoreInputs } from '../domain/scoring/rated-things.ts';

// What stands in the record beside a score, a result and a session of calibration, as this program reads it back.

const level = z.string().nullable();
const number = z.string().nullable();

const measured = z.object({
  id: z.string(),
  weight: z.string(),
  method: z.string(),
  direction: z.string().nullable(),
  baseline: number,
  target: number,
  actual: number,
});

export const storedScoreInputs = z.object({
  goals: z.array(measured.extend({ designation: z.string().nullable(), level, documented: z.boolean() })),
  elements: z.array(z.object({ id: z.string(), level, documented: z.boolean() })),
  overall: level,
  leads: z.boolean(),
  cards: z.array(z.object({ unit: z.string(), indicators: z.array(measured) })),
}) satisfies z.ZodType<ScoreInputs>;

const correction = z.union([
  z.object({ level: z.string() }),
  z.object({ indicatorId: z.string(), target: z.string().optional(), actual: number.optional() }),
]) satisfies z.ZodType<Correction>;

export const storedResultInputs = z.object({
  place: z.int().nullable(),
  of: z.int(),
  score: storedScoreInputs.nullable(),
  quota: z.boolean(),
  spareLowest: z.boolean(),
  correction: correction.optional(),
});

const computed = z
  .string()
  .refine((text) => findExact(text) !== undefined)
  .nullable();

export const storedSessionInputs = z.object({
  members: z.array(
    z.object({
      evaluationId: z.string(),
      unit: z.string(),
      score: computed,
      scaled: computed,
      level,
    }) satisfies z.ZodType<Placed>,
  ),
  group: z.object({ quota: z.boolean(), spareLowest: z.boolean() }) satisfies z.ZodType<GroupSetting>,
});
