interface OfCycle {
  readonly rehearsalId: string | null;
}

/** What is real first, then what is of rehearsals, whose days are of another clock. */
export function realFirst<T extends OfCycle | { readonly cycle: OfCycle }>(rows: readonly T[]): readonly T[] {
  return [...rows.filter(isReal), ...rows.filter((row) => !isReal(row))];
}

function isReal(row: OfCycle | { readonly cycle: OfCycle }): boolean {
  return ('cycle' in row ? row.cycle : row).rehearsalId === null;
}
