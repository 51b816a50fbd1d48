import { z } from 'zod';

export const ENCODINGS = ['utf-8', 'cp949'] as const;
export type Encoding = (typeof ENCODINGS)[number];

export const IMPORT_PROBLEM_CODES = [
  // of the file
  'file-empty',
  'file-without-rows',
  'file-too-large',
  'encoding-unknown',
  'nul-bytes',
  'quote-not-closed',
  'column-missing',
  'column-twice',
  'column-unknown',
  'composed',
  // of a row
  'too-many-cells',
  'required',
  'empty',
  'too-long',
  'control-characters',
  'cleaned',
  'spreadsheet-artefact',
  'bad-email',
  'bad-date',
  'bad-language',
  'duplicate-employee-no',
  'number-like-another',
  'rater-unknown',
  'rater-is-oneself',
  'rater-in-a-circle',
  'reviewer-unknown',
  'reviewer-is-oneself',
  'own-case',
  'address-of-another',
  'address-changes',
  'new-person',
  'address-changed-today',
  'address-disputed',
  'address-of-hr',
  'address-of-role-holder',
  'own-language-kept',
] as const;
export type ImportProblemCode = (typeof IMPORT_PROBLEM_CODES)[number];

/** `row` as a spreadsheet counts: the header is 1; 0 is the file itself. */
export const importProblemSchema = z
  .object({
    row: z.int(),
    column: z.string().nullable(),
    code: z.enum(IMPORT_PROBLEM_CODES),
    severity: z.enum(['error', 'warning']),
    value: z.string().optional(),
    /** Employee number of somebody else whom it is about. */
    other: z.string().optional(),
    /** What stands there until now. */
    before: z.string().optional(),
  })
  .meta({ id: 'ImportProblem' });
export type ImportProblem = z.infer<typeof importProblemSchema>;

export const importAnswerSchema = z
  .object({
    /** False: a dry run, or errors and nothing was taken over. */
    imported: z.boolean(),
    encoding: z.enum(ENCODINGS).nullable(),
    created: z.int(),
    changed: z.int(),
    unchanged: z.int(),
    refused: z.int(),
    problems: z.array(importProblemSchema),
    /** Evaluations under way whose rater or reviewer the list changes; they keep theirs until `follow-list` is asked for. */
    running: z.array(z.object({ cycleId: z.string(), name: z.string(), evaluationIds: z.array(z.string()) })),
    /** Known, not gone, and not in the list: have they left? They stay as they are. At most 1,000 are named. */
    missing: z.object({
      count: z.int(),
      people: z.array(z.object({ employeeNo: z.string(), name: z.string(), unit: z.string() })),
    }),
    /** Nobody above: they are kept, and no evaluation starts for them. */
    notEnrolled: z.array(z.object({ row: z.int(), employeeNo: z.string(), name: z.string() })),
  })
  .meta({ id: 'ImportAnswer' });
export type ImportAnswer = z.infer<typeof importAnswerSchema>;
