/** How each kind of recalculation is done, by its name (scoring.md). */
export const KINDS = {} as const;
