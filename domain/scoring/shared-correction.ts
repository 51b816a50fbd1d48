import { DomainError } from '../errors.ts';
import { sharedIndicator } from './kinds/shared-indicator.ts';
import type { SharedIndicatorFacts } from './kinds/shared-indicator.ts';
import type { Step } from './steps.ts';

/** What one unit found wrong; an absent number stays as it was. */
export interface SharedCorrection {
  /** The owner in whose unit it was corrected. */
  readonly owner: string;
  readonly target?: string;
  readonly actual?: string | null;
}
export interface CorrectedOwner {
  readonly id: string;
  /** Points, null without an achievement. */
  readonly before: string | null;
  readonly after: string | null;
  readonly changed: boolean;
}
export interface CorrectedShare {
  /** Every owner in the order of the facts, changed or not. */
  readonly owners: readonly CorrectedOwner[];
  /** What the next correction starts from. */
  readonly facts: SharedIndicatorFacts;
  readonly steps: readonly Step[];
}

/**
 * All owners' points of a shared indicator after a correction in one unit: the common number where all have the same achievement, the owner's
 * own one where each has a contribution. The facts have no fault. Domain guide §12.25, W18.
 *
 * @throws DomainError 'unknown-member' where the unit is not an owner
 */
export function correctShared(facts: SharedIndicatorFacts, correction: SharedCorrection): CorrectedShare {
  const corrected = withCorrection(facts, correction);
  const { owners: before } = sharedIndicator.score(facts).answer;
  const { answer, steps } = sharedIndicator.score(corrected);
  const ids: readonly string[] = corrected.owners.map(({ id }) => id);
  const owners = ids.map((id) => {
    const [was, after] = [before[id] ?? null, answer.owners[id] ?? null];
    return { id, before: was, after, changed: was !== after };
  });
  return { owners, facts: corrected, steps };
}

function withCorrection(facts: SharedIndicatorFacts, { owner, ...numbers }: SharedCorrection): SharedIndicatorFacts {
  const ids: readonly string[] = facts.owners.map(({ id }) => id);
  if (!ids.includes(owner)) throw new DomainError('unknown-member', { owner });
  if (facts.mode === 'same') return { ...facts, ...numbers };
  return { ...facts, owners: facts.owners.map((one) => (one.id === owner ? { ...one, ...numbers } : one)) };
}
