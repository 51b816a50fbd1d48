export interface Finding {
  readonly name: string;
  readonly ok: boolean;
  /** What was found, and what to do if it is wrong. */
  readonly told: string;
}

/** Clocks that differ by more make people wonder; nothing is decided by any other clock than the database's. */
const MOST_SKEW_MS = 5_000;

/** A check that cannot be made is wrong, with why. */
export async function check(name: string, look: () => Promise<Omit<Finding, 'name'>>): Promise<Finding> {
  try {
    return { name, ...(await look()) };
  } catch (error) {
    return { name, ok: false, told: error instanceof Error ? error.message : String(error) };
  }
}

/** How far another clock is from this host's, when it was read between two instants of it. */
export function skew(
  name: string,
  { at, before, after }: { readonly at: number; readonly before: number; readonly after: number },
): Omit<Finding, 'name'> {
  const ms = Math.round(at < before ? at - before : at > after ? at - after : 0);
  return {
    ok: Math.abs(ms) <= MOST_SKEW_MS,
    told: ms === 0 ? `agrees with this host` : `${name} is ${Math.abs(ms)} ms ${ms > 0 ? 'ahead of' : 'behind'} this host`,
  };
}
