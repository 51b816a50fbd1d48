import type { PolicyPack } from '../contracts/pack.ts';
import type { SessionInputs, StoredSession } from '../db/reading/stored-results.ts';
import type { Result } from '../domain/calibration/distribution.ts';
import { propose } from '../domain/calibration/order.ts';
import { DomainError } from '../domain/errors.ts';
import { type Difference, difference, differingStep } from '../domain/scoring/differences.ts';
import { orderAfter, resultsOf } from './calibration-order.ts';
import { findSessionInputs } from './stored-inputs.ts';

/** What a session proposed and decided, computed again. */
export interface GroupAgain {
  readonly setting: SessionInputs['group'];
  readonly members: ReadonlyMap<string, SessionInputs['members'][number]>;
  readonly proposed: ReadonlyMap<string, Result>;
  readonly decided: ReadonlyMap<string, Result>;
  readonly differences: readonly Difference[];
}

/** A locked session again, from its stored members, setting and changes; undefined where they can no longer be read. */
export function groupAgain(pack: PolicyPack, session: StoredSession): GroupAgain | undefined {
  const inputs = findSessionInputs(session.inputs);
  if (inputs === undefined) return undefined;
  const { members, group } = inputs;
  const order = pack.ranking === 'allowed' ? propose(members) : members;
  const proposed = resultsOf({ pack, group }, order);
  const differences: Difference[] = [...differingStep(session.steps, proposed[0]?.steps ?? [])];
  const seated = order.map((member, index) => ({
    ...member,
    proposedPlace: index + 1,
    proposedGrade: proposed[index]?.grade ?? null,
  }));
  let decided: readonly Result[] = [];
  try {
    const given = { members: seated, pack, group };
    decided = resultsOf(given, orderAfter(given, session).order);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    differences.push(difference('calibration', null, error.code));
  }
  return {
    setting: group,
    members: byPerson(members),
    proposed: byPerson(proposed),
    decided: byPerson(decided),
    differences,
  };
}

function byPerson<P extends { readonly evaluationId: string }>(people: readonly P[]): ReadonlyMap<string, P> {
  return new Map(people.map((one) => [one.evaluationId, one]));
}
