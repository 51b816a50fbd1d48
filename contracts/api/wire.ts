import { z } from 'zod';
import { IF_SILENT, TASK_KINDS } from '../../domain/tasks/kinds.ts';
import type { TaskOutcome } from '../../domain/process/messages.ts';
import type { Message } from '../../domain/words/message.ts';
import { NOTE_LENGTH, PURPOSES } from '../../domain/purposes.ts';
import { id, line } from '../fields.ts';

// What every resource shares on the wire: ids are decimal strings, instants ISO in UTC, decisive numbers decimal strings.

export const TASK_OUTCOMES = ['done', 'returned', 'expired', 'skipped', 'void'] as const satisfies readonly TaskOutcome[];

export const instant = z.string();
export const givenInstant = z.iso.datetime({ offset: true });
export const day = z.iso.date();
export const decimal = z.string();
export const kind = z.enum(TASK_KINDS);
export const outcome = z.enum(TASK_OUTCOMES);
/** A name in both languages, from the pack. */
export const words = z.object({ ko: z.string(), en: z.string() });

/** A sentence as data: `renderMessage(locale, sentence)` of `domain/words` says it. */
export const sentence = z
  .object({ key: z.string(), values: z.record(z.string(), z.unknown()).optional() })
  .meta({ id: 'Sentence' }) as unknown as z.ZodType<Message>;
export const ifSilent = z.object({ kind: z.enum(IF_SILENT), sentence }).meta({ id: 'IfSilent' });

export const idParams = z.strictObject({ id });
/** `true` or `false` in a query string. */
export const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

/** The words beside a purpose. */
export const note = line(NOTE_LENGTH);

/** What somebody looks at another person's evaluation for: one of the list, and in words. */
export const purposeQuery = z
  .strictObject({ purpose: z.enum(PURPOSES).optional(), note: note.optional() })
  .refine(({ purpose, note: words }) => purpose === undefined || words !== undefined, { path: ['note'], message: 'required' })
  .refine(({ purpose, note: words }) => words === undefined || purpose !== undefined, { path: ['purpose'], message: 'required' });

/** Lists are read page by page: `cursor` is the `next` of the page before. */
export const pageQuery = z.strictObject({
  cursor: z
    .string()
    .max(200)
    .regex(/^[A-Za-z0-9_-]+$/, 'not-a-cursor')
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() });

export const errorBody = z
  .object({
    code: z.string(),
    message: z.string(),
    path: z.string().optional(),
    details: z.record(z.string(), z.unknown()).optional(),
    requestId: z.string(),
  })
  .meta({ id: 'Error' });
export type ErrorBody = z.infer<typeof errorBody>;

export const nothing = z.null().describe('nothing');

export const person = z.object({ employeeNo: z.string(), name: z.string() }).meta({ id: 'Person' });
export const cycleRef = z
  .object({ id, name: z.string(), year: z.int(), timeZone: z.string(), rehearsalId: id.nullable(), now: instant })
  .meta({ id: 'CycleRef' });

/** A step of the explanation, as scoring wrote it beside the result: label is the key of its words, numbers are not rounded. */
export const step = z
  .object({
    label: z.string(),
    formula: z.string(),
    inputs: z.record(z.string(), z.string()),
    value: z.string(),
    source: z.string(),
  })
  .meta({ id: 'Step' });
