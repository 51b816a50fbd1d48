import { z } from 'zod';
import { HELD_UP_BY } from '../../domain/cycle/held-up.ts';
import { route } from './route.ts';
import { id } from '../fields.ts';
import { idParams, instant, kind, outcome } from './wire.ts';

// Operators see evaluation numbers, kinds, counts and codes; never a name, and of their own evaluations nothing that would tell a level before its time.

/** Its instants are of a rehearsal's clock. */
const isRehearsal = z.boolean();

const failedRun = z.object({
  processRunId: id,
  workflowId: z.string(),
  workflowType: z.string(),
  cycleId: id,
  isRehearsal,
  phase: z.string(),
  unitName: z.string().nullable(),
  whyFailed: z.string().nullable(),
});

export const operations = z
  .object({
    /** The values of the one sentence: is it moving? `next` is the next instant at which many tasks end or are due. */
    sentence: z.object({
      well: z.boolean(),
      running: z.int(),
      oldestSignalSeconds: z.int(),
      mailsWaiting: z.int(),
      next: z.object({ at: instant, timeZone: z.string(), count: z.int(), cycleId: id, isRehearsal }).nullable(),
    }),
    temporal: z.object({ reachable: z.boolean(), address: z.string() }),
    openRuns: z.int(),
    outbox: z.object({
      waiting: z.int(),
      oldestSeconds: z.number().nullable(),
      dead: z.array(z.object({ id, workflowId: z.string(), cycleId: id.nullable(), isRehearsal, why: z.string(), at: instant })),
    }),
    mails: z.object({
      waiting: z.int(),
      oldestSeconds: z.number().nullable(),
      dead: z.array(z.object({ id, mailKind: z.string(), cycleId: id.nullable(), isRehearsal, why: z.string().nullable() })),
    }),
    /** Open tasks more than 10 minutes past the instant until which they were accepted: 0 when all is well. */
    tasksPastTheirTime: z.int(),
    waiting: z.array(
      z.object({
        kind,
        unitName: z.string().nullable(),
        cycleId: id,
        isRehearsal,
        count: z.int(),
        oldestOpenedAt: instant,
        late: z.int(),
        nextDueAt: instant.nullable(),
      }),
    ),
    /** What holds up a group: one row for each person whose turn it is, or for what is nobody's turn. */
    heldUp: z.array(
      z.object({
        ratingGroupId: id,
        group: z.string(),
        timeZone: z.string(),
        isRehearsal,
        /** Members of the group who are not rated yet. */
        openMembers: z.int(),
        by: z.enum(HELD_UP_BY),
        kind: kind.nullable(),
        role: z.string().nullable(),
        count: z.int(),
        late: z.int(),
        since: instant.nullable(),
        /** Of the members who wait to be rated; none once all are. */
        evaluationIds: z.array(id),
      }),
    ),
    failedRuns: z.array(failedRun),
    /** Planned requests that were given up after many faults, with the code of the last. */
    deadRequests: z.array(z.object({ id, command: z.string(), cycleId: id, isRehearsal, why: z.string(), at: instant })),
    /** Deadlines and planned instants ahead, soonest first: `what` is a task kind, or `publication`, `meeting`, `archive`, `phase`. */
    coming: z.array(z.object({ at: instant, timeZone: z.string(), what: z.string(), count: z.int(), cycleId: id, isRehearsal })),
  })
  .meta({ id: 'Operations' });
export type Operations = z.infer<typeof operations>;

export const run = z
  .object({
    processRunId: id,
    workflowId: z.string(),
    workflowType: z.string(),
    cycleId: id,
    isRehearsal,
    phase: z.string(),
    attempt: z.int(),
    state: z.enum(['open', 'done', 'failed', 'void']),
    outcome: z.string().nullable(),
    whyFailed: z.string().nullable(),
    waitsFor: z.string().nullable(),
    /** `infinity`: only a poke. */
    lookAt: z.string().nullable(),
    launchedAt: instant.nullable(),
    finishedAt: instant.nullable(),
    paused: z.boolean(),
    tasks: z.array(
      z.object({
        taskId: id,
        kind,
        round: z.int(),
        seat: z.int(),
        state: z.enum(['open', 'closed']),
        outcome: outcome.nullable(),
        openedAt: instant,
        dueAt: instant.nullable(),
        draftSavedAt: instant.nullable(),
        closedAt: instant.nullable(),
        mailSentAt: instant.nullable(),
      }),
    ),
    outbox: z.array(
      z.object({
        id,
        how: z.string(),
        signal: z.boolean(),
        createdAt: instant,
        attempts: z.int(),
        deliveredAt: instant.nullable(),
        deadWhy: z.string().nullable(),
      }),
    ),
    /** The workflow as Temporal has it; null when Temporal does not answer or does not know it. */
    workflow: z
      .object({
        status: z.string(),
        runId: z.string(),
        startedAt: instant,
        closedAt: instant.nullable(),
        historyLength: z.int(),
        details: z.string().nullable(),
        pendingActivities: z.int(),
      })
      .nullable(),
    temporalReachable: z.boolean(),
  })
  .meta({ id: 'Run' });

export const operationRoutes = {
  getOperations: route({
    method: 'GET',
    url: '/operations',
    row: 'operations.read',
    summary: 'Is it moving, what waits longest, what failed',
    status: 200,
    answer: operations,
  }),
  getRun: route({
    method: 'GET',
    url: '/operations/runs/:id',
    row: 'operations.read',
    summary: 'One process: database beside workflow',
    status: 200,
    params: idParams,
    answer: run,
  }),
  retryRun: route({
    method: 'POST',
    url: '/operations/retry',
    row: 'operations.retry',
    summary: 'Open a failed run again, or poke an open one',
    status: 200,
    body: z.strictObject({ runId: id }),
    answer: z.object({ processRunId: id, did: z.enum(['retried', 'poked']) }),
  }),
  retryRequest: route({
    method: 'POST',
    url: '/operations/retry-request',
    row: 'operations.retry',
    summary: 'Have a planned request tried again that was given up',
    status: 200,
    body: z.strictObject({ requestId: id }),
    answer: z.object({ requestId: id }),
  }),
};
