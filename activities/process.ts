import { Context } from '@temporalio/activity';
import { concludeCalibration } from '../commands/conclude-calibration.ts';
import { failProcess, finishProcess } from '../commands/finish-process.ts';
import { lookAtTask } from '../commands/look-at-task.ts';
import { lookAtWait } from '../commands/look-at-wait.ts';
import { openTask } from '../commands/open-task.ts';
import { proposeSeats } from '../commands/propose-seats.ts';
import { queueDigests } from '../commands/queue-digests.ts';
import { requestDigest } from '../commands/request-digest.ts';
import { scoreEvaluation } from '../commands/score-evaluation.ts';
import type { Db } from '../db/connection.ts';
import type { DigestActivities, ProcessActivities, ScoringActivities } from '../domain/process/messages.ts';
import { beating } from './beating.ts';
import { type Report, coded } from './failures.ts';

export interface ActivityDeps {
  readonly db: Db;
  /** For what concerns a whole group or cycle and takes longer than a step. */
  readonly bulk: Db;
  /** Told of what is not a refusal of ours; its text stays in the worker's log. */
  readonly report: Report;
  /** After how many tries a fault that does not pass ends a process as failed. */
  readonly tries?: number;
}

/** Some three minutes, as the retries of `workflows/` are spaced. */
export const TRIES = 10;

/** The workflow that asks, which no history needs to say. */
function asker(): { readonly workflowId?: string } {
  const { workflowExecution } = Context.current().info;
  return workflowExecution === undefined ? {} : { workflowId: workflowExecution.workflowId };
}

/** Activities of the process queue: the shared verbs, scoring and digests. */
export function createProcessActivities({
  db,
  bulk,
  report,
  tries = TRIES,
}: ActivityDeps): ProcessActivities & ScoringActivities & DigestActivities {
  const coding = { report, tries };
  return {
    openTask: coded((q) => openTask(db, { ...q, ...asker() }), coding),
    lookAtTask: coded((q) => lookAtTask(db, { ...q, ...asker() }), coding),
    lookAtWait: coded((q) => lookAtWait(db, { ...q, ...asker() }), coding),
    finishProcess: coded((q) => finishProcess(db, { ...q, ...asker() }), coding),
    failProcess: coded((q) => failProcess(db, { ...q, ...asker() }), { report }),
    scoreEvaluation: coded((q) => scoreEvaluation(db, q), coding),
    proposeSeats: coded((q) => proposeSeats(bulk, q), coding),
    concludeCalibration: coded((q) => concludeCalibration(bulk, q), coding),
    queueDigests: beating(coded((q) => queueDigests(bulk, q), { report })),
    requestDigest: coded((q) => requestDigest(db, q), { report }),
  };
}
