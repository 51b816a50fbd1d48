import { z } from 'zod';
import { TASK_KINDS } from '../domain/tasks/kinds.ts';
import { changeSchema } from './changes.ts';
import { correctionPreviewSchema } from './correction.ts';
import { decimal, employeeNo, id, line, trimmed } from './fields.ts';
import { REASON_LENGTH } from '../domain/reason-length.ts';

// HR's commands. Each has a selection (whom), arguments (what), a preview, a reason and an idempotency key; some need a second person.

const ids = z.array(id).min(1).max(20_000);
const instant = z.iso.datetime({ offset: true });
/** Whom a command is for; the parts narrow each other. An empty selection selects nothing. */
export const selectionSchema = z
  .strictObject({
    phase: line(60).optional(),
    kind: z.enum(TASK_KINDS).optional(),
    evaluationIds: ids.optional(),
    unitIds: ids.optional(),
    /** Rating groups: of their members, and of their own calibration. */
    groupIds: ids.optional(),
    taskIds: ids.optional(),
    runIds: ids.optional(),
  })
  .meta({ id: 'Selection' });
export type Selection = z.infer<typeof selectionSchema>;

const none = z.strictObject({});
/** When an approved launch or publication happens, by the cycle's clock: `at` if it is later, else so many minutes after the approval (30 to cancel). */
const planned = z.strictObject({ at: instant.optional(), inMinutes: z.int().min(0).max(527_040).optional() });

export const WITHDRAWALS = ['retired', 'resigned'] as const;
export const REASSIGNED = ['rater', 'reviewer', 'task', 'chair', 'member'] as const;

export const COMMAND_ARGUMENTS = {
  'launch-cycle': planned,
  /** People who came later; `exclude` names those who are not rated although they are new. */
  'launch-missing': z.strictObject({
    exclude: z
      .array(z.strictObject({ employeeNo, reason: line(300) }))
      .max(1000)
      .optional(),
  }),
  publish: planned,
  /** Another due day for open tasks: a date, or working days after the present one. */
  'extend-tasks': z
    .strictObject({ dueOn: z.iso.date().optional(), workingDays: z.int().min(1).max(60).optional() })
    .refine((given) => (given.dueOn === undefined) !== (given.workingDays === undefined), {
      message: 'one-of-both',
      path: ['dueOn'],
    }),
  pause: none,
  resume: none,
  /**
   * A substitute: rater or reviewer of the selected evaluations from now on; chair of the selected groups, member in the place of another or one more;
   * or only the selected tasks.
   */
  reassign: z
    .strictObject({ as: z.enum(REASSIGNED), employeeNo, insteadOf: employeeNo.optional() })
    .refine(({ as, insteadOf }) => as === 'member' || insteadOf === undefined, {
      message: 'instead-of-a-member',
      path: ['insteadOf'],
    }),
  /** Rater and reviewer as the list of people names them now. */
  'follow-list': none,
  remind: none,
  withdraw: z.strictObject({ why: z.enum(WITHDRAWALS), leftOn: z.iso.date().optional() }),
  /** Takes a withdrawal back. */
  reinstate: none,
  'decide-silence': none,
  /** A committee meets again at this instant: whoever has a seat is asked anew, then the chair. */
  'call-again': z.strictObject({ at: instant }),
  /** Back to this task: what came before it still stands. */
  rewind: z.strictObject({ toKind: z.enum(TASK_KINDS), toRound: z.int().min(1).max(1000).default(1) }),
  'retry-failed': none,
  /** A published result: another level for one person, or right numbers of a unit's indicator for all whom it concerns. */
  'correct-result': z
    .strictObject({
      level: line(40).optional(),
      indicatorId: id.optional(),
      target: decimal.optional(),
      actual: decimal.nullable().optional(),
    })
    .refine((given) => (given.level === undefined) !== (given.indicatorId === undefined), {
      message: 'one-of-both',
      path: ['level'],
    })
    .refine((given) => (given.target !== undefined || given.actual !== undefined) === (given.indicatorId !== undefined), {
      message: 'numbers-of-an-indicator',
      path: ['actual'],
    }),
  'resend-mail': z.strictObject({ notificationIds: ids }),
} as const satisfies Record<string, z.ZodType>;

export type CommandName = keyof typeof COMMAND_ARGUMENTS;
export const COMMAND_NAMES = Object.keys(COMMAND_ARGUMENTS) as readonly CommandName[] as readonly [CommandName, ...CommandName[]];
export type CommandArguments<N extends CommandName> = z.output<(typeof COMMAND_ARGUMENTS)[N]>;

function command<N extends CommandName>(name: N) {
  return z.strictObject({
    command: z.literal(name),
    cycleId: id,
    selection: selectionSchema.default({}),
    arguments: COMMAND_ARGUMENTS[name],
  });
}

/** The only command whose preview tells results. */
export const correctionSchema = command('correct-result');

/** What is to be done: the body of a preview. */
export const commandSchema = z
  .discriminatedUnion('command', [
    command('launch-cycle'),
    command('launch-missing'),
    command('publish'),
    command('extend-tasks'),
    command('pause'),
    command('resume'),
    command('reassign'),
    command('follow-list'),
    command('remind'),
    command('withdraw'),
    command('reinstate'),
    command('decide-silence'),
    command('call-again'),
    command('rewind'),
    command('retry-failed'),
    correctionSchema,
    command('resend-mail'),
  ])
  .meta({ id: 'Command' });
export type Command = z.output<typeof commandSchema>;

/** Beside the command: why, the key under which a repetition is the same request, and the preview that was seen. */
export const requestSchema = z.strictObject({
  reason: trimmed(REASON_LENGTH),
  idempotencyKey: z.string().regex(/^[A-Za-z0-9._:-]{1,100}$/, 'not-a-key'),
  previewSha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'not-a-hash')
    .optional(),
});

const finding = z.object({
  code: z.string(),
  /** Evaluations, tasks, employees or groups concerned, by what the code is about. */
  details: z.record(z.string(), z.unknown()).optional(),
});

export const commandPreviewSchema = z
  .object({
    command: z.enum(COMMAND_NAMES),
    needsSecondPerson: z.boolean(),
    /** How many runs, tasks, people or mails the command changes. */
    affected: z.int(),
    /** Not empty: the command is refused. */
    blockedBy: z.array(finding),
    pleaseLook: z.array(finding),
    details: z.record(z.string(), z.unknown()),
    /** Of a correction, and only for who has said what for: it tells results. */
    correction: correctionPreviewSchema.optional(),
    /** Each line of what will be carried out, before and after, a page of them. */
    changes: z.array(changeSchema),
    moreChanges: z.int(),
    sha256: z.string(),
  })
  .meta({ id: 'CommandPreview' });
export type CommandPreview = z.infer<typeof commandPreviewSchema>;
export type Finding = z.infer<typeof finding>;

export const REQUEST_STATES = ['waits-for-approval', 'planned', 'executed', 'refused', 'undone', 'dead'] as const;
export const commandRequestSchema = z
  .object({
    id: z.string(),
    command: z.enum(COMMAND_NAMES),
    cycleId: z.string(),
    selection: selectionSchema,
    arguments: z.record(z.string(), z.unknown()),
    reason: z.string(),
    state: z.enum(REQUEST_STATES),
    needsSecondPerson: z.boolean(),
    requestedBy: z.string().nullable(),
    requestedAt: z.string(),
    approvedBy: z.string().nullable(),
    approvedAt: z.string().nullable(),
    /** The planned instant, by the cycle's clock. */
    effectiveAt: z.string().nullable(),
    executedAt: z.string().nullable(),
    undoneAt: z.string().nullable(),
    /** Counts of what was done; `refused`: the code for which a planned request was not carried out. */
    outcome: z.record(z.string(), z.unknown()).nullable(),
    /** Code of the fault for which a planned request was given up. */
    deadWhy: z.string().nullable(),
  })
  .meta({ id: 'CommandRequest' });
export type CommandRequestView = z.infer<typeof commandRequestSchema>;
