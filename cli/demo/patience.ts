import { setTimeout as delay } from 'node:timers/promises';

const PATIENCE_MS = 120_000;
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 250;

/** @throws Error as soon as the signal says that nobody waits any more */
export const pause = (ms: number, signal?: AbortSignal): Promise<void> => delay(ms, undefined, signal && { signal });

/**
 * Tries until there is an answer, for two minutes: a server that is started again is away for a moment, one that counts requests refuses for up to one,
 * and a slow machine changes nothing but the duration.
 * @throws Error with the last failure as its cause
 */
export async function patiently<T>(what: string, attempt: () => Promise<T | undefined>): Promise<T> {
  let cause: unknown;
  const until = Date.now() + PATIENCE_MS;
  for (let wait = FIRST_PAUSE_MS; Date.now() < until; wait = Math.min(LONGEST_PAUSE_MS, wait * 1.5)) {
    try {
      const answer = await attempt();
      if (answer !== undefined) return answer;
    } catch (error) {
      cause = error;
    }
    await pause(wait);
  }
  throw new Error(`${what} does not answer`, { cause });
}
