import {
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  allHandlersFinished,
  condition,
  continueAsNew,
  defineSignal,
  isCancellation,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
} from '@temporalio/workflow';
import type { ProcessActivities, ProcessInput, TaskChanged, TaskOutcome, TaskOver, Wait } from '../domain/process/messages.ts';
import { TASK_CHANGED } from '../domain/process/names.ts';
import type { TaskKind } from '../domain/tasks/kinds.ts';
import { taskDetails, waitDetails } from '../domain/words/en/details.ts';

// The adapters of activities/ turn a DomainError into a non-retryable failure of its code, and anything else into `unexpected`, retryable, without text.
const record = proxyLocalActivities<ProcessActivities>({
  startToCloseTimeout: '5s',
  localRetryThreshold: '5s',
  retry: { initialInterval: '500ms', maximumInterval: '60s' },
});
const taskChanged = defineSignal<[TaskChanged]>(TASK_CHANGED);

/** The person left, or HR rewound the process: the record is already written, this run has nothing more to say. */
class ProcessVoided extends Error {}

/** The record knows otherwise what this run takes for over or for its own: it was restored to a moment before its last commits. */
class Mistaken extends Error {}

/** A regulation that answers this goes on from its beginning in a fresh history. */
export const AGAIN = Symbol('again');

export interface Process {
  /** Opens the task `kind` (again in `round` 2, 3, ... after a return; one per `seat` where several people are asked), waits until it is over, and says how it ended. */
  readonly ask: (kind: TaskKind, round?: number, seat?: number) => Promise<Exclude<TaskOutcome, 'void'>>;
  /** Waits for what is nobody's task; answers the count that belongs to it (0 if none does). */
  readonly until: (wait: Wait) => Promise<number>;
}

/** What a run takes for over because a signal said so. */
interface Belief {
  readonly over?: readonly TaskOver[];
}

type Regulation = (process: Process, input: ProcessInput) => Promise<string | typeof AGAIN>;

/**
 * A workflow that asks people. `regulation` is written with `ask` and `until`; its result is the outcome of the process.
 * Everything decided is in the database, so a run that starts from nothing asks its way through what is closed and arrives where the last one was.
 */
export function askingWorkflow(regulation: Regulation) {
  return async (input: ProcessInput): Promise<void> => {
    const { processRunId } = input;
    const closed = new Map<string, TaskOutcome>(); // also of tasks whose openTask has not returned yet
    const believed = new Map<string, TaskOutcome>(); // what is over by a signal only; the record is asked with the next step
    let pokes = 0;
    setHandler(taskChanged, ({ taskId, outcome }) => {
      if (taskId === undefined || outcome === undefined) pokes += 1;
      else closed.set(taskId, outcome);
    });

    /** A step of the record, which is told what is over by a signal only. */
    async function step<A extends { readonly mistaken?: boolean }>(take: (belief: Belief) => Promise<A | undefined>): Promise<A> {
      const over = [...believed].map(([taskId, outcome]) => ({ taskId, outcome }));
      const answer = await take(over.length === 0 ? {} : { over });
      if (answer?.mistaken === true) throw new Mistaken();
      for (const { taskId } of over) believed.delete(taskId);
      return answer as A;
    }

    const process: Process = {
      async ask(kind, round = 1, seat = 1) {
        setCurrentDetails(taskDetails({ kind, round, seat }));
        let seen = pokes; // taken before the database is asked: a poke that lands meanwhile makes us ask again
        let task = await step((belief) => record.openTask({ processRunId, kind, round, seat, ...belief }));
        for (;;) {
          const outcome = task.outcome ?? closed.get(task.taskId);
          if (outcome === 'void') throw new ProcessVoided();
          if (outcome !== undefined && task.outcome === undefined) believed.set(task.taskId, outcome);
          if (outcome !== undefined) return outcome;
          const changed = () => closed.has(task.taskId) || pokes !== seen;
          if (!changed()) await condition(changed, Math.max(1_000, task.lookInMs));
          if (closed.has(task.taskId)) continue;
          seen = pokes;
          task = await record.lookAtTask({ taskId: task.taskId, processRunId });
          if (task.mistaken === true) throw new Mistaken();
        }
      },
      async until(wait) {
        setCurrentDetails(waitDetails(wait));
        for (;;) {
          const seen = pokes;
          const now = await record.lookAtWait({ processRunId, wait });
          if (now.void === true) throw new ProcessVoided();
          if (now.over) return now.count ?? 0;
          if (pokes === seen) await condition(() => pokes !== seen, Math.max(1_000, now.lookInMs));
        }
      },
    };

    const outcome = await carryOut(processRunId, async () => {
      for (;;) {
        const scope = new CancellationScope();
        try {
          const reached = await scope.run(() => regulation(process, input));
          if (reached !== AGAIN) await step((belief) => record.finishProcess({ processRunId, outcome: reached, ...belief }));
          return reached;
        } catch (error) {
          if (!(error instanceof Mistaken)) throw error;
          scope.cancel(); // others may still be asked at once
          closed.clear();
          believed.clear();
        }
      }
    });
    await condition(allHandlersFinished);
    if (outcome === AGAIN) await continueAsNew<(next: ProcessInput) => Promise<void>>({ processRunId });
  };
}

/** Runs a process to its end and records it where it cannot go on; a void run has nothing to record. */
async function carryOut(processRunId: string, process: () => Promise<string | typeof AGAIN>): Promise<string | typeof AGAIN> {
  try {
    return await process();
  } catch (error) {
    const failure = error instanceof ActivityFailure ? error.cause : error; // a local activity's failure arrives unwrapped
    if (error instanceof ProcessVoided) return 'void';
    if (failure instanceof ApplicationFailure && !isCancellation(error)) {
      const code = failure.type ?? 'unexpected';
      await CancellationScope.nonCancellable(() => record.failProcess({ processRunId, code })); // on HR's board; retry is one outbox row
      return 'failed';
    }
    throw error; // a cancellation leaves the record untouched, the sweep starts it again; a fault of this code waits for its repair
  }
}
