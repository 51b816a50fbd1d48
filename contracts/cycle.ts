import { z } from 'zod';
import { DAY_OFF_REASONS } from '../domain/cycle/calendar.ts';
import { DATE_ROLES } from '../domain/cycle/plan.ts';
import { INDICATOR_METHODS } from '../domain/tasks/choices.ts';
import { TASK_KINDS } from '../domain/tasks/kinds.ts';
import { SEAT_METHODS } from '../domain/packs/choices.ts';
import { decimal, employeeNo, id, line, name as nameOf } from './fields.ts';

const dateOrInstant = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);

/** HR's own dates instead of the pack's; none of them is moved for a holiday. */
export const planOverridesSchema = z.strictObject({
  phases: z
    .record(
      line(60),
      z.strictObject({
        opens: dateOrInstant.optional(),
        closes: dateOrInstant.optional(),
        due: z.partialRecord(z.enum(TASK_KINDS), dateOrInstant).optional(),
      }),
    )
    .optional(),
  meeting: dateOrInstant.optional(),
  publication: dateOrInstant.optional(),
  archive: dateOrInstant.optional(),
});

export const unitIndicatorSchema = z.strictObject({
  /** Name of the unit. */
  unit: nameOf(200),
  name: line(200),
  nameEn: line(200).optional(),
  unitOfMeasure: z.string().max(40).default(''),
  direction: z.enum(['higher', 'lower']),
  method: z.enum(INDICATOR_METHODS).default('ratio'),
  baseline: decimal.nullable().default(null),
  target: decimal.nullable().default(null),
  actual: decimal.nullable().default(null),
  weight: decimal,
});

export const createCycleSchema = z
  .strictObject({
    name: line(200),
    year: z.int().min(2000).max(2100),
    /** The newest loaded version of this name; or one pack by id. */
    packName: line(60).optional(),
    packId: id.optional(),
    /** Key of one of the pack's periods; absent: the whole year. */
    period: line(60).optional(),
    /** Instead of the pack's. */
    timeZone: line(60).optional(),
    rehearsalId: id.optional(),
    /** Whom the cycle is about; absent: everybody. Other grades may have a cycle of their own. */
    grades: z.array(nameOf(40)).min(1).max(50).optional(),
    /** Needed where the pack has a committee. */
    committee: z.strictObject({ chair: employeeNo, members: z.array(employeeNo).max(50) }).optional(),
    groups: z
      .array(z.strictObject({ name: nameOf(100), quota: z.boolean().default(true), spareLowest: z.boolean().default(true) }))
      .max(500)
      .optional(),
    exclusions: z
      .array(z.strictObject({ employeeNo, reason: line(300) }))
      .max(20_000)
      .optional(),
    indicators: z.array(unitIndicatorSchema).max(5000).optional(),
    /** Units, by name, whose scorecards make up the score of the unit above. */
    units: z
      .array(z.strictObject({ unit: nameOf(200), partOf: nameOf(200) }))
      .max(5000)
      .optional(),
    overrides: planOverridesSchema.optional(),
  })
  .refine((given) => (given.packName === undefined) !== (given.packId === undefined), {
    message: 'one-of-both',
    path: ['packName'],
  })
  .meta({ id: 'CreateCycle' });
export type CreateCycleInput = z.input<typeof createCycleSchema>;

const person = z.object({ employeeNo: z.string(), name: z.string(), unit: z.string(), grade: z.string().nullable() });
const dayOff = z.object({ date: z.iso.date(), reason: z.enum(DAY_OFF_REASONS), name: z.string().optional() });
const launchFinding = z.object({
  code: z.string(),
  people: z.array(person).optional(),
  details: z.record(z.string(), z.unknown()).optional(),
});

const seats = z.array(z.object({ grade: z.string(), seats: z.int() }));
/** Seats by each way of rounding, the pack's own marked; empty where there are none. */
export const seatsByMethod = z.array(z.object({ method: z.enum(SEAT_METHODS), own: z.boolean(), seats }));

export const launchPreviewSchema = z
  .object({
    cycleId: z.string(),
    name: z.string(),
    year: z.int(),
    timeZone: z.string(),
    pack: z.object({ name: z.string(), version: z.string(), title: z.object({ ko: z.string(), en: z.string() }) }),
    /** The title of the period; null: the whole year. */
    period: z.object({ ko: z.string(), en: z.string() }).nullable(),
    launchedAt: z.string().nullable(),
    imported: z.int(),
    /** Of these, who is of no grade that the cycle is about and so has no part in it. */
    ofOtherGrades: z.int(),
    /** Who starts now: nobody twice, so after a launch only those who came later. */
    starts: z.object({
      total: z.int(),
      byGrade: z.array(z.object({ grade: z.string().nullable(), count: z.int(), people: z.array(person) })),
    }),
    doesNotStart: z.array(
      person.extend({ code: z.enum(['excluded', 'nobody-above', 'left', 'group-locked']), reason: z.string().nullable() }),
    ),
    /** The launch is refused until these are mended. */
    mustBeMended: z.array(launchFinding),
    pleaseLook: z.array(launchFinding),
    calendar: z.object({
      phases: z.array(
        z.object({
          phase: z.string(),
          opensAt: z.string(),
          closesAt: z.string(),
          tasks: z.array(z.object({ kind: z.string(), dueAt: z.string(), ifSilent: z.string(), minutes: z.int() })),
        }),
      ),
      /** Null: no committee meets. */
      meetingAt: z.string().nullable(),
      publicationAt: z.string(),
      archiveAt: z.string(),
      moved: z.array(
        z.object({
          role: z.enum(DATE_ROLES),
          phase: z.string().optional(),
          kind: z.string().optional(),
          from: z.iso.date(),
          to: z.iso.date(),
          because: z.array(dayOff),
        }),
      ),
      clashes: z.array(z.object({ phase: z.string(), kind: z.string(), dueOn: z.iso.date(), daysOff: z.array(dayOff) })),
    }),
    mails: z.object({
      first: z.object({ mailKind: z.string(), count: z.int(), sendAt: z.string() }).nullable(),
      /** Task mails in the year for one person of each role, without digests and sign-in mails. */
      forecast: z.array(z.object({ role: z.string(), people: z.int(), mailsEach: z.int(), mails: z.int() })),
    }),
    groups: z.array(
      z.object({
        name: z.string(),
        people: z.int(),
        quota: z.boolean(),
        spareLowest: z.boolean(),
        /** Null: no quota; the grade follows from the score. */
        seats: seats.nullable(),
        byMethod: seatsByMethod,
      }),
    ),
    sha256: z.string(),
  })
  .meta({ id: 'LaunchPreview' });
export type LaunchPreview = z.infer<typeof launchPreviewSchema>;
