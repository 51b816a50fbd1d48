import { setImmediate } from 'node:timers/promises';
import { concludeCalibration } from '../../commands/conclude-calibration.ts';
import { failProcess, finishProcess } from '../../commands/finish-process.ts';
import { lookAtTask } from '../../commands/look-at-task.ts';
import { lookAtWait } from '../../commands/look-at-wait.ts';
import { openTask } from '../../commands/open-task.ts';
import { proposeSeats } from '../../commands/propose-seats.ts';
import type { Db } from '../../db/connection.ts';
import { DomainError } from '../../domain/errors.ts';
import { scoreEvaluation } from '../../commands/score-evaluation.ts';
import type { ScoringActivities } from '../../domain/process/messages.ts';
import type { Process } from '../../workflows/asking.ts';

export type Regulation = (process: Process, processRunId: string, scoring: ScoringActivities) => Promise<string>;

/**
 * Carries a process on as far as it goes without Temporal: the regulation itself, from its beginning, as a run that was lost asks its way back. Stops
 * where it waits for somebody; ends the run, or records why it cannot go on.
 */
export async function carryOn(db: Db, processRunId: string, regulation: Regulation): Promise<void> {
  const never = new Promise<never>(() => undefined);
  let last: Promise<unknown> = Promise.resolve();
  // One after the other, so that it may all be in one transaction.
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
  const process: Process = {
    ask: async (kind, round = 1, seat = 1) => {
      const outcome = await inTurn(async () => {
        const opened = await openTask(db, { processRunId, kind, round, seat });
        return opened.outcome ?? (await lookAtTask(db, { taskId: opened.taskId })).outcome;
      });
      return outcome === undefined || outcome === 'void' ? never : outcome;
    },
    until: async (wait) => {
      const { over, count = 0, void: isVoid } = await inTurn(() => lookAtWait(db, { processRunId, wait }));
      return over && isVoid !== true ? count : never;
    },
  };
  const scoring: ScoringActivities = {
    scoreEvaluation: (q) => inTurn(() => scoreEvaluation(db, q)),
    proposeSeats: (q) => inTurn(() => proposeSeats(db, q)),
    concludeCalibration: (q) => inTurn(() => concludeCalibration(db, q)),
  };
  const carriedOn = regulation(process, processRunId, scoring).then(
    (outcome) => inTurn(() => finishProcess(db, { processRunId, outcome })),
    (error: unknown) => {
      if (!(error instanceof DomainError)) throw error;
      return inTurn(() => failProcess(db, { processRunId, code: error.code }));
    },
  );
  await Promise.race([carriedOn, idle(() => last)]);
}

/** Once nothing more is done: whatever is still asked waits for a person. */
async function idle(latest: () => Promise<unknown>): Promise<void> {
  for (let seen: Promise<unknown> | undefined; seen !== latest();) {
    seen = latest();
    await seen;
    await setImmediate();
  }
}
