const DEADLINE_MS = 60_000;
const PAUSE_MS = 50;

/** Waits until `condition` answers something truthy and answers that; a condition that throws is asked again. Fails with the last reason after a generous time. */
export async function waitFor<T>(
  what: string,
  condition: () => Promise<T | undefined | null | false | ''>,
  deadlineMs = DEADLINE_MS,
): Promise<T> {
  const until = Date.now() + deadlineMs;
  let last: unknown;
  for (;;) {
    try {
      const found = await condition();
      if (found) return found;
      last = undefined;
    } catch (error) {
      last = error;
    }
    if (Date.now() > until) throw new Error(`waited in vain for ${what}`, { cause: last });
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
