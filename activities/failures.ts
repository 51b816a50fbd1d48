import { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { isDatabaseAway } from '../db/database-away.ts';
import { isStaleStatement } from '../db/prepared-pool.ts';
import { DomainError } from '../domain/errors.ts';

export interface Coding {
  readonly report: (error: unknown) => void;
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
      report(error);
      const nonRetryable = !passes(error) && Context.current().info.attempt >= tries;
      throw withoutStack(ApplicationFailure.create({ type: 'unexpected', message: 'unexpected', nonRetryable }));
    }
  };
}

/** Serialization and deadlock, lack of resources, intervention, the server's disk; a server that was a standby a moment ago. */
const PASSES = /^(40|53|55|57|58|25006$)/;

/** The database is away, busy, out of resources, or of another shape than a statement was prepared for. */
function passes(error: unknown): boolean {
  const { code } = error as { readonly code?: unknown };
  return isDatabaseAway(error) || isStaleStatement(error) || (typeof code === 'string' && PASSES.test(code));
}

function withoutStack(failure: ApplicationFailure): ApplicationFailure {
  failure.stack = '';
  return failure;
}
