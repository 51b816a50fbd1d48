import { Context } from '@temporalio/activity';

const BEAT_MS = 2_000;

/** A long activity says that it lives: one whose worker was killed is started again after the heartbeat timeout, not after its whole time. */
export function beating<Q, A>(activity: (q: Q) => Promise<A>): (q: Q) => Promise<A> {
  return async (q) => {
    const context = Context.current();
    const beat = setInterval(() => context.heartbeat(), BEAT_MS);
    try {
      return await activity(q);
    } finally {
      clearInterval(beat);
    }
  };
}
