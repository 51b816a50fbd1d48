let names = 0;

/** A name that no other live cycle of the year has. */
export function newName(): string {
  names += 1;
  return `x ${String(names)}`;
}
