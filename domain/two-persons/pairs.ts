/** Somebody of HR before a launch, over every account of the person. */
export interface HrPerson {
  /** May ask for orders, and not only approve them. */
  readonly asks: boolean;
  /** What is theirs, of that for which a pair is looked for. */
  readonly concernedBy: ReadonlySet<string>;
}

/** Groups, or people, about whom no order could be given: for these nobody is left who asks, or no other who approves. */
export function withoutPair(cases: readonly string[], people: readonly HrPerson[]): readonly string[] {
  return cases.filter((one) => {
    const free = people.filter(({ concernedBy }) => !concernedBy.has(one));
    return free.length < 2 || !free.some(({ asks }) => asks);
  });
}
