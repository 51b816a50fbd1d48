import { z } from 'zod';

// What the parts of a policy pack are made of. Decimals that decide about people are strings; counts, shares and days are whole numbers.

export const words = z.strictObject({ ko: z.string().trim().min(1), en: z.string().trim().min(1) });
export const key = z.string().regex(/^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$/, 'not-a-key');
/** A level or grade as it is written: `5`, `meets`, `수`. */
export const levelKey = z.string().regex(/^[\p{L}\p{N}]+(-[\p{L}\p{N}]+)*$/u, 'not-a-key');
export const decimal = z.string().regex(/^\d{1,20}(\.\d{1,20})?$/, 'not-a-number');
export const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'not-a-time');
export const percent = z.int().min(0).max(100);

/** A day counted from the cycle's year: `year` 0 is the year that is evaluated, 1 the year after. Day 31 is the last day of every month. */
export const day = z.strictObject({
  year: z.union([z.literal(0), z.literal(1)]),
  month: z.int().min(1).max(12),
  day: z.int().min(1).max(31),
});

export const dayAndTime = day.extend({ time: timeOfDay });
