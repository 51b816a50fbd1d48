import { ApplicationFailure } from '@temporalio/common';
import { DomainError } from '../domain/errors.ts';

/**
 * A workflow history carries codes only: a refusal becomes a non-retryable failure of its code, anything else `unexpected`, retryable, without text
 * (a database's message holds row values) and without a stack (it holds file paths).
 */
export function coded<Q, A>(command: (q: Q) => Promise<A>, report: (error: unknown) => void): (q: Q) => Promise<A> {
  return async (q) => {
    try {
      return await command(q);
    } catch (error) {
      if (error instanceof DomainError)
        throw withoutStack(ApplicationFailure.create({ type: error.code, message: error.code, nonRetryable: true }));
      report(error);
      throw withoutStack(ApplicationFailure.create({ type: 'unexpected', message: 'unexpected', nonRetryable: false }));
    }
  };
}

function withoutStack(failure: ApplicationFailure): ApplicationFailure {
  failure.stack = '';
  return failure;
}
