import { z } from 'zod';
import { WITHOUT_QUORUM } from '../../domain/packs/choices.ts';
import { seatsByMethod } from '../cycle.ts';
import { id, trimmed } from '../fields.ts';
import { policyPackSchema } from '../pack.ts';
import { route } from './route.ts';
import { day, instant, person, sentence, words } from './wire.ts';
import { REASON_LENGTH } from '../../domain/reason-length.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'not-a-hash');
const packRef = z.object({ name: z.string(), version: z.string(), sha256 });

/** `place`: names on the way there, as pairs of words or as keys of the words about packs. Without `before` it was not there, without `after` it is gone. */
export const packDifference = z
  .object({
    pointer: z.string(),
    place: z.array(z.union([words, sentence])),
    before: z.unknown().optional(),
    after: z.unknown().optional(),
  })
  .meta({ id: 'PackDifference' });
export type PackDifference = z.infer<typeof packDifference>;

export const packRow = packRef
  .extend({
    /** Null: it comes with this program and is stored when the first cycle pins it. */
    id: id.nullable(),
    shipped: z.boolean(),
    title: words,
    forWhom: words,
    timeZone: z.string(),
    /** Parts of the year that a cycle may be about. */
    periods: z.array(z.object({ key: z.string(), title: words })),
    /** Whether a cycle needs a chair. */
    asksCommittee: z.boolean(),
    /** Of its committee, and what happens without it. */
    quorum: z.int(),
    withoutQuorum: z.enum(WITHOUT_QUORUM),
    /** The first day on which a cycle may begin under this version. */
    effectiveFrom: day,
    /** The highest version of its name. */
    newest: z.boolean(),
    loadedAt: instant.nullable(),
    loadedBy: person.nullable(),
    reason: z.string().nullable(),
    /** How many cycles have pinned it. */
    cycles: z.int(),
    /** The version of the same name before it, and what has changed since. */
    before: packRef.nullable(),
    news: z.array(packDifference),
  })
  .meta({ id: 'PackRow' });
export type PackRow = z.infer<typeof packRow>;

const packFinding = z
  .object({ code: z.string(), pointer: z.string(), details: z.record(z.string(), z.unknown()).optional() })
  .meta({ id: 'PackFinding' });

const packCheck = z
  .object({
    /** Everything at once; the pack can be stored when there is nothing. */
    findings: z.array(packFinding),
    /** Null while there are findings. */
    sha256: sha256.nullable(),
    /** The very same content is known already. */
    known: z.boolean(),
    /** What it is compared with: the one that was named, else the newest of its name. */
    against: packRef.nullable(),
    differences: z.array(packDifference),
    /** Seats by size of group and way of rounding; `most`: people who may have the capped levels together. Null: the shares are not sound. */
    seats: z
      .array(z.object({ group: z.string().nullable(), people: z.int(), byMethod: seatsByMethod, most: z.int().nullable() }))
      .nullable(),
    /** How shares become whole seats; null: they are not sound, or there are none. */
    rounding: sentence.nullable(),
    /** Days of a cycle in the year in which it takes effect that come after the last known holiday: each of their weekdays counts as worked. */
    unknownHolidays: z.object({ knownUntil: day.nullable(), days: z.array(day) }),
  })
  .meta({ id: 'PackCheck' });
export type PackCheck = z.infer<typeof packCheck>;

/** At most fifty sizes of groups with commas between: `9,14`. */
const sizes = z
  .string()
  .regex(/^[1-9]\d{0,4}(,[1-9]\d{0,4}){0,49}$/, 'not-a-list')
  .transform((list) => list.split(',').map(Number));

/** Told in OpenAPI as it is written; whatever comes is judged by `checkPack`, which names everything at once. */
const givenPack = z.unknown().meta({ id: 'GivenPolicyPack', allOf: [{ $ref: '#/components/schemas/PolicyPackInput' }] });

export const packRoutes = {
  listPacks: route({
    method: 'GET',
    url: '/packs',
    row: 'pack.list',
    summary: 'Policy packs that a cycle may pin, by name, newest version first, with what is new in each',
    status: 200,
    answer: z.object({ items: z.array(packRow) }),
  }),
  getPack: route({
    method: 'GET',
    url: '/packs/:sha256',
    row: 'pack.read',
    summary: 'One version of a policy pack with its content',
    status: 200,
    params: z.strictObject({ sha256 }),
    answer: packRow.extend({ content: policyPackSchema }),
  }),
  checkPack: route({
    method: 'POST',
    url: '/packs/check',
    row: 'pack.check',
    summary: "A pack's JSON: all that is wrong, what is different, the seats that it means; stores nothing",
    status: 200,
    query: z.strictObject({ against: sha256.optional(), sizes: sizes.optional() }),
    file: true,
    holds: givenPack,
    answer: packCheck,
  }),
  loadPack: route({
    method: 'POST',
    url: '/packs',
    row: 'pack.load',
    summary: 'Store an own pack; the same content again is the same pack, a version keeps its content',
    status: 201,
    query: z.strictObject({ reason: trimmed(REASON_LENGTH) }),
    file: true,
    holds: givenPack,
    answer: packRef.extend({ id }),
  }),
};
