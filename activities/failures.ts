import { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { isPassingFault } from '../commands/passing-fault.ts';
import { DomainError } from '../domain/errors.ts';

/** Where a fault was met. */
export interface Met {
  readonly activity: string;
  readonly workflowId?: string;
  readonly processRunId?: string;
}

export type Report = (error: unknown, met: Met) => void;

export interface Coding {
  readonly report: Report;
  /** After so many a fault that does not pass by itself ends the process as failed; without, it is tried again for ever. */
  readonly tries?: number;
}

/**
 * A workflow history carries codes only: a refusal becomes a non-retryable failure of its code, anything else `unexpected`, without text
 * (a database's message holds row values) and without a stack (it holds file paths). A fault that passes by itself is tried again for as long as it lasts.
 */
export function coded<Q, A>(command: (q: Q) => Promise<A>, { report, tries = Infinity }: Coding): (q: Q) => Promise<A> {
  return async (q) => {
    try {
      return await command(q);
    } catch (error) {
      if (error instanceof DomainError)
        throw withoutStack(ApplicationFailure.create({ type: error.code, message: error.code, nonRetryable: true }));
      const { attempt } = Context.current().info;
      report(error, metBy(q));
      const nonRetryable = !isPassingFault(error) && attempt >= tries;
      throw withoutStack(ApplicationFailure.create({ type: 'unexpected', message: 'unexpected', nonRetryable }));
    }
  };
}

function metBy(q: unknown): Met {
  const { activityType, workflowExecution } = Context.current().info;
  const { processRunId } = (q ?? {}) as { readonly processRunId?: string };
  return {
    activity: activityType,
    ...(workflowExecution !== undefined && { workflowId: workflowExecution.workflowId }),
    ...(processRunId !== undefined && { processRunId }),
  };
}

function withoutStack(failure: ApplicationFailure): ApplicationFailure {
  failure.stack = '';
  return failure;
}
