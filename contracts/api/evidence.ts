import { z } from 'zod';
import { id } from '../fields.ts';
import { policyPackSchema } from '../pack.ts';
import { WITHOUT_QUORUM } from '../../domain/packs/choices.ts';
import { calibration, distribution, goalRules, resultLevel, scale, scoring, section } from '../pack/rating.ts';
import { day, decimal, instant, kind, outcome, step, words } from './wire.ts';

// What stands beside a form. Contents are the submissions of `contracts/forms.ts`, as they were handed in.

const content = z.record(z.string(), z.unknown());

export const goalInForce = z
  .object({ key: z.string(), version: z.int(), weight: decimal, target: decimal, agreedAt: instant, content })
  .meta({ id: 'GoalInForce' });

export const indicator = z
  .object({
    id,
    name: z.string(),
    nameEn: z.string().nullable(),
    unitName: z.string(),
    unitOfMeasure: z.string(),
    direction: z.enum(['higher', 'lower']),
    baseline: decimal.nullable(),
    target: decimal.nullable(),
    actual: decimal.nullable(),
    weight: decimal,
  })
  .meta({ id: 'Indicator' });

/** An answer that was given earlier in the same process. */
export const earlierAnswer = z
  .object({
    taskId: id,
    kind,
    round: z.int(),
    outcome,
    by: z.string().nullable(),
    closedAt: instant.nullable(),
    content: content.nullable(),
  })
  .meta({ id: 'EarlierAnswer' });

export const talk = z
  .object({
    taskId: id,
    heldBy: z.string().nullable(),
    closedAt: instant,
    content,
    acknowledgement: z.object({ outcome, content: content.nullable(), closedAt: instant }).nullable(),
  })
  .meta({ id: 'Talk' });

export const agreedAction = z
  .object({ id, what: z.string(), who: z.enum(['rater', 'employee']), by: day, knownBy: z.string() })
  .meta({ id: 'AgreedAction' });

export const boardPlace = z
  .object({
    evaluationId: id,
    name: z.string(),
    unitName: z.string(),
    /** Null where the pack puts nobody in an order. */
    place: z.int().nullable(),
    proposedPlace: z.int().nullable(),
    unitPlace: z.int().nullable(),
    score: decimal.nullable(),
    scaled: decimal.nullable(),
    grade: z.string().nullable(),
    points: decimal.nullable(),
    proposedGrade: z.string().nullable(),
    proposedPoints: decimal.nullable(),
  })
  .meta({ id: 'BoardPlace' });

/** A group in calibration: members of its open session see it, nobody else before publication. */
export const calibrationBoard = z
  .object({
    processRunId: id,
    group: z.object({ id, name: z.string(), quota: z.boolean() }),
    chair: z.string(),
    members: z.array(z.object({ seat: z.int(), name: z.string(), attends: z.boolean().nullable() })),
    /** How many decide, of how many it takes; null where no committee is asked. */
    quorum: z.object({ present: z.int(), quorum: z.int(), withoutQuorum: z.enum(WITHOUT_QUORUM) }).nullable(),
    meetingAt: instant.nullable(),
    timeZone: z.string(),
    proposedAt: instant,
    lockedAt: instant.nullable(),
    /** A level belongs to the place, not to the person: an enforced number of seats. */
    hasSeats: z.boolean(),
    /** How many of each level there are to be, as a rule or as a hint; null where no target is shown. */
    seats: z.array(z.object({ grade: z.string(), name: words, count: z.int() })).nullable(),
    /** Levels that may together be at most so many. */
    cap: z.object({ levels: z.array(z.string()), most: z.int(), enforced: z.boolean() }).nullable(),
    /** The levels that a result may have, best first. */
    levels: z.array(z.object({ level: z.string(), name: words })),
    places: z.array(boardPlace),
    /** How many have the same score, or none (null): the order of their evaluations' ids decides between them. Empty where nobody is put in an order. */
    ties: z.array(z.object({ score: decimal.nullable(), people: z.int() })),
    steps: z.array(step),
  })
  .meta({ id: 'CalibrationBoard' });
export type CalibrationBoard = z.infer<typeof calibrationBoard>;

export const formRules = z
  .object({
    goals: goalRules,
    scales: z.array(scale),
    sections: z.array(section),
    overall: policyPackSchema.shape.overall,
    development: policyPackSchema.shape.development,
    /** Of a result, best first. */
    levels: z.array(resultLevel),
    scoring,
    ranking: policyPackSchema.shape.ranking,
    distribution,
    calibration,
    /** Whether the one whom the form is about rates others in the same year. */
    leads: z.boolean(),
  })
  .meta({ id: 'FormRules' });
export type FormRules = z.infer<typeof formRules>;

export const evidence = z
  .object({
    goals: z.array(goalInForce),
    /** The goals that are being agreed now: the last `goals.draft` of this process. */
    proposedGoals: content.nullable(),
    indicators: z.array(indicator),
    earlier: z.array(earlierAnswer),
    talks: z.array(talk),
    actions: z.array(agreedAction),
    selfAssessment: z.object({ outcome, content: content.nullable(), closedAt: instant.nullable() }).nullable(),
    rating: content.nullable(),
    board: calibrationBoard.nullable(),
  })
  .meta({ id: 'Evidence' });
export type Evidence = z.infer<typeof evidence>;
