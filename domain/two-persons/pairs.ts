/** Somebody of HR before a launch, over every account of the person. */
export interface HrPerson {
  /** May ask for orders, and not only approve them. */
  readonly asks: boolean;
  /** Groups in which they, or who rates or reviews them, are rated. */
  readonly concernedBy: ReadonlySet<string>;
}

/** Groups about whose people no order could be given: for these nobody is left who asks, or no other who approves. */
export function groupsWithoutPair(groups: readonly string[], people: readonly HrPerson[]): readonly string[] {
  return groups.filter((group) => {
    const free = people.filter(({ concernedBy }) => !concernedBy.has(group));
    return free.length < 2 || !free.some(({ asks }) => asks);
  });
}
