/** Days whose holidays nobody knows: on a weekday they count as worked. */
export interface UnknownDays {
  /** The last known holiday; null: none is known. */
  readonly knownUntil: string | null;
  /** ISO dates after it, in order, each once. */
  readonly days: readonly string[];
}

/** Which of the days come after the last known holiday. */
export function unknownDays(days: readonly string[], knownUntil: string | null): UnknownDays {
  return { knownUntil, days: [...new Set(days)].filter((day) => knownUntil === null || day > knownUntil).sort() };
}
