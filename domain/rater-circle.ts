/** An account with the one above it; whose they are, is said by their mailboxes. */
export interface RatedAccount {
  readonly mailbox: string;
  /** Null: nobody rates it. */
  readonly ratersMailbox: string | null;
}

/** Who rates somebody, by any account of theirs; never they themselves. */
export type RatersOfPeople = ReadonlyMap<string, ReadonlySet<string>>;

export function ratersOf(accounts: Iterable<RatedAccount>): RatersOfPeople {
  const raters = new Map<string, Set<string>>();
  for (const { mailbox, ratersMailbox } of accounts) {
    if (ratersMailbox === null || ratersMailbox === mailbox) continue;
    const known = raters.get(mailbox);
    if (known === undefined) raters.set(mailbox, new Set([ratersMailbox]));
    else known.add(ratersMailbox);
  }
  return raters;
}

/** Whether a way up from somebody, rater by rater, comes back to them. Somebody who is not there has nobody above. */
export function isInRaterCircle(person: string, raters: RatersOfPeople): boolean {
  const seen = new Set<string>();
  const next = [...(raters.get(person) ?? [])];
  for (let above = next.pop(); above !== undefined; above = next.pop()) {
    if (above === person) return true;
    if (seen.has(above)) continue;
    seen.add(above);
    next.push(...(raters.get(above) ?? []));
  }
  return false;
}
