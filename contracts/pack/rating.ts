import { z } from 'zod';
import { DERIVATION_RULES, SEAT_METHODS, WITHOUT_QUORUM } from '../../domain/packs/choices.ts';
import { GOAL_METHODS } from '../../domain/tasks/choices.ts';
import { decimal, key, levelKey, percent, words } from './fields.ts';

/** Whom a fixed element concerns: everybody, or those who rate others. */
const onlyFor = z.literal('leaders');

const level = z.strictObject({
  level: levelKey,
  /** What numeric rules count with. Absent in a scale that no arithmetic may touch. */
  value: z.int().min(0).max(100).optional(),
  name: words,
  anchor: words,
  /** What the rater owes whoever gets this level: words with a fact, documented results, or nothing. */
  needs: z.enum(['nothing', 'words', 'results']).default('words'),
});

/** Levels, best first. */
export const scale = z.strictObject({ id: key, name: words, levels: z.array(level).min(2).max(9) });

/** Something fixed by the pack that everybody, or every leader, is rated on. */
export const element = z.strictObject({
  id: key,
  name: words,
  /** Full marks; what the element weighs inside its section. */
  weight: decimal.optional(),
  critical: z.boolean().optional(),
  onlyFor: onlyFor.optional(),
  /** Its own scale instead of the section's. */
  scale: key.optional(),
  /** What one sees at each level, best first. */
  anchors: z.array(z.strictObject({ level: levelKey, text: words })),
});

/** A part of the rating form: the goals in force, fixed elements, or both, on one scale. */
export const section = z.strictObject({
  id: key,
  name: words,
  scale: key,
  goals: z.boolean(),
  elements: z.array(element).max(20),
  /** Per cent of the whole, where the method weighs sections. */
  share: percent.optional(),
});

const card = { cap: decimal.optional(), floor: decimal.optional(), notMeasured: z.enum(['zero', 'exclude']) };

/** How levels and numbers become a score or a level. Derivations are named after their source; any pack may use them. */
export const scoring = z.discriminatedUnion('method', [
  /** Points of each section by full marks and levels (scoring.md `elements`), then scaled. */
  z.strictObject({ method: z.literal('elements'), outOf: decimal }),
  /** scoring.md `derivation`: the rule gives score and level. For `arizona` the levels' `bottom` are its minimums. */
  z.strictObject({ method: z.literal('derivation'), rule: z.enum(DERIVATION_RULES) }),
  /** scoring.md `composition`: the unit's scorecard, the achievement of one's own goals, sections by `elements`. */
  z.strictObject({
    method: z.literal('composition'),
    components: z
      .array(
        z.discriminatedUnion('of', [
          z.strictObject({ id: key, name: words, weight: decimal, of: z.literal('unit'), ...card }),
          z.strictObject({ id: key, name: words, weight: decimal, of: z.literal('goals'), ...card }),
          z.strictObject({ id: key, name: words, weight: decimal, of: z.literal('section'), section: key }),
        ]),
      )
      .min(1)
      .max(10),
  }),
  /** No arithmetic: the level that the rater chose for the whole, with words. */
  z.strictObject({ method: z.literal('chosen') }),
]);

/** The levels of a result, best first. */
export const resultLevel = z.strictObject({
  level: levelKey,
  name: words,
  /** What it says about the year, in words for the person. */
  meaning: words,
  /** The score or points from which the level is reached. */
  bottom: decimal.optional(),
  /** With `bottom` the band inside which the places of an enforced quota are spaced. */
  top: decimal.optional(),
});

const target = { mode: z.enum(['guidance', 'enforced']), quotaFrom: z.int().min(1) };

/** Seats for each level by shares of the group. Groups with fewer people than `quotaFrom` have none: their level follows from the score. */
const targetByShares = z.strictObject({
  ...target,
  by: z.literal('shares'),
  method: z.enum(SEAT_METHODS),
  shares: z.array(z.strictObject({ level: levelKey, share: percent })).min(2),
  /** Where nobody deserves the lowest level its share goes to the one above; HR states it for each group. */
  maySpareLowest: z.boolean(),
});

/** These levels together at most so many per cent of the group, rounded down. */
const targetByCap = z.strictObject({ ...target, by: z.literal('cap'), levels: z.array(levelKey).min(1), atMost: percent });

/** `none`: no target, and none is shown. `guidance`: shown, it binds nobody. `enforced`: the session cannot be locked otherwise. */
export const distribution = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('none') }),
  z.discriminatedUnion('by', [targetByShares, targetByCap]),
]);

export const goalRules = z.strictObject({
  fewest: z.int().min(0).max(20),
  most: z.int().min(1).max(20),
  recommended: z.tuple([z.int(), z.int()]),
  /** Null: goals have no weights. */
  weightsSum: z.literal(100).nullable(),
  /** How many goals must serve a goal of the unit. */
  aligned: z.enum(['every', 'one', 'none']),
  /** How a goal's achievement may be computed. */
  methods: z.array(z.enum(GOAL_METHODS)).min(1),
  /** Goals are designated critical or important, at least so many critical. Null: there is no such difference. */
  fewestCritical: z.int().min(1).nullable(),
  /** At least so many goals are shared with others: working together counts. */
  fewestTogether: z.int().min(0),
});

export const calibration = z.strictObject({
  /** What a committee may change: places in the group's order, levels of single people, or nothing (then nobody is asked). */
  changes: z.enum(['places', 'levels', 'nothing']),
  /** The order inside a unit may not change. */
  orderKept: z.boolean(),
  reasonCodes: z.array(z.strictObject({ code: key, name: words })),
  reasonAtLeast: z.int().min(0),
  /** How many decide at least, the chair counted. */
  quorum: z.int().min(1),
  /** Where fewer come: the chair decides alone, or the meeting is called again until enough come. */
  withoutQuorum: z.enum(WITHOUT_QUORUM),
});
