import type { FastifyInstance } from 'fastify';
import { operationRoutes as routes } from '../../contracts/api/operations.ts';
import { retryRequest } from '../../commands/retry-request.ts';
import { retryRun } from '../../commands/retry-run.ts';
import {
  type ComingRow,
  comingUp,
  deadMails,
  deadOutbox,
  deadRequests,
  failedRuns,
  figures,
  waitingTasks,
} from '../../db/reading/operations.ts';
import { readHeldUp } from '../../db/reading/held-up.ts';
import { findRun } from '../../db/reading/runs.ts';
import { runsHeldBack } from '../../db/tells-level.ts';
import { DomainError } from '../../domain/errors.ts';
import { KINDS } from '../../domain/tasks/kinds.ts';
import type { ApiDeps } from '../deps.ts';
import { serve } from '../serve.ts';

export function addOperationRoutes(app: FastifyInstance, { db, temporal }: ApiDeps): void {
  /** That a run goes on, or is over, may tell whose it is about their level: it is another operator's. */
  const assertTold = async (runId: string, readerId: string): Promise<void> => {
    if ((await runsHeldBack(db, { readerId })).includes(runId)) throw new DomainError('not-found');
  };

  serve(app, routes.getOperations, {
    handle: async ({ caller }) => {
      const heldBack = await runsHeldBack(db, { readerId: caller.employeeId });
      const [numbers, waiting, heldUp, failed, outbox, mails, requests, coming, reachable] = await Promise.all([
        figures(db, heldBack),
        waitingTasks(db, heldBack),
        readHeldUp(db, heldBack),
        failedRuns(db, heldBack),
        deadOutbox(db),
        deadMails(db, heldBack),
        deadRequests(db),
        comingUp(db, heldBack),
        temporal.reachable(),
      ]);
      const [next] = coming;
      return {
        sentence: {
          well: reachable && failed.length + outbox.length + requests.length + numbers.tasksPastTheirTime === 0,
          running: numbers.openRuns,
          oldestSignalSeconds: Math.round(numbers.outboxOldestSeconds ?? 0),
          mailsWaiting: numbers.mailsWaiting,
          next: next === undefined ? null : nextOf(next),
        },
        temporal: { reachable, address: temporal.address },
        openRuns: numbers.openRuns,
        outbox: { waiting: numbers.outboxWaiting, oldestSeconds: numbers.outboxOldestSeconds, dead: [...outbox] },
        mails: { waiting: numbers.mailsWaiting, oldestSeconds: numbers.mailsOldestSeconds, dead: [...mails] },
        tasksPastTheirTime: numbers.tasksPastTheirTime,
        waiting: [...waiting],
        // Numbers of people stay out: operators follow evaluations.
        heldUp: heldUp.map(({ cycle: _, turnOf: __, members: ___, evaluationIds, ...row }) => ({
          ...row,
          role: row.kind === null ? null : KINDS[row.kind].role,
          evaluationIds: [...evaluationIds],
        })),
        failedRuns: [...failed],
        deadRequests: [...requests],
        coming: [...coming],
      };
    },
  });

  serve(app, routes.getRun, {
    handle: async ({ params: { id }, caller }) => {
      await assertTold(id, caller.employeeId);
      const run = await findRun(db, id);
      if (run === undefined) throw new DomainError('not-found');
      try {
        return { ...run, workflow: await temporal.describe(run.workflowId), temporalReachable: true };
      } catch {
        return { ...run, workflow: null, temporalReachable: false };
      }
    },
  });

  serve(app, routes.retryRun, {
    handle: async ({ body: { runId }, caller: { employeeId: actorId } }) => {
      await assertTold(runId, actorId);
      return retryRun(db, { runId, actorId });
    },
  });

  serve(app, routes.retryRequest, {
    handle: async ({ body: { requestId }, caller }) => {
      await retryRequest(db, { requestId, actorId: caller.employeeId });
      return { requestId };
    },
  });
}

function nextOf({ what: _, ...next }: ComingRow) {
  return next;
}
