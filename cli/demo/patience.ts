const TRIES = 120;
const PAUSE_MS = 250;

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Tries until there is an answer, for half a minute: a server that is started again is away for a moment.
 * @throws Error with the last failure as its cause
 */
export async function patiently<T>(what: string, attempt: () => Promise<T | undefined>): Promise<T> {
  let cause: unknown;
  for (let tries = 1; tries <= TRIES; tries += 1) {
    try {
      const answer = await attempt();
      if (answer !== undefined) return answer;
    } catch (error) {
      cause = error;
    }
    await pause(PAUSE_MS);
  }
  throw new Error(`${what} does not answer`, { cause });
}
