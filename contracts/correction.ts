import { z } from 'zod';
import { decimal, person, words } from './api/wire.ts';
import { id } from './fields.ts';

const resultNumbers = z.object({
  grade: z.string().nullable(),
  gradeName: words.nullable(),
  points: decimal.nullable(),
  score: decimal.nullable(),
});
const measured = z.object({ target: decimal.nullable(), actual: decimal.nullable() });

/** What a correction would change; places never change. */
export const correctionPreviewSchema = z
  .object({
    /** Null: a level is corrected. */
    indicator: z
      .object({
        name: z.string(),
        nameEn: z.string().nullable(),
        unitName: z.string(),
        unitOfMeasure: z.string(),
        before: measured,
        after: measured,
      })
      .nullable(),
    /** Everybody who gets a new version, by name. */
    people: z.array(person.extend({ evaluationId: id, unitName: z.string(), before: resultNumbers, after: resultNumbers })),
  })
  .meta({ id: 'CorrectionPreview' });
export type CorrectionPreview = z.infer<typeof correctionPreviewSchema>;
