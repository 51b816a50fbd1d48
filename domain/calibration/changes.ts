import { DomainError } from '../errors.ts';
import { type GivenReason, type ReasonRules, assertReason } from './reasons.ts';

/** The committee gives somebody another level, for a reason; for packs that change levels, not places. */
export interface LevelChange extends GivenReason {
  readonly level: string;
}

export interface ChangedLevel extends GivenReason {
  readonly before: string | null;
  readonly after: string;
}

export interface LevelMember {
  readonly evaluationId: string;
  readonly level: string | null;
}

export interface ChangeRules extends ReasonRules {
  /** The pack's levels of a result, best first. */
  readonly levels: readonly string[];
}

export interface AppliedChanges<M extends LevelMember> {
  readonly members: readonly M[];
  readonly changes: readonly ChangedLevel[];
}

/**
 * The members with the levels that the committee gave, one change after the other.
 *
 * @throws DomainError 'unknown-member', 'invalid-input' (level or code that the pack does not have, or no change), 'reason-too-short'; `path` names the change
 */
export function applyChanges<M extends LevelMember>(
  proposed: readonly M[],
  changes: readonly LevelChange[],
  rules: ChangeRules,
): AppliedChanges<M> {
  let members = proposed;
  const made = changes.map((change, index): ChangedLevel => {
    const path = `/changes/${index}`;
    const member = members.find(({ evaluationId }) => evaluationId === change.evaluationId);
    if (member === undefined)
      throw new DomainError('unknown-member', { path: `${path}/evaluationId`, evaluationId: change.evaluationId });
    if (!rules.levels.includes(change.level) || member.level === change.level)
      throw new DomainError('invalid-input', { path: `${path}/level`, reason: 'level-not-on-scale', levels: rules.levels });
    assertReason(change, path, rules);
    members = members.map((one) => (one === member ? { ...one, level: change.level } : one));
    const { evaluationId, code, reason } = change;
    return { evaluationId, before: member.level, after: change.level, code, reason };
  });
  return { members, changes: made };
}

/** Some levels together at most so many per cent of a group. */
export interface Cap {
  readonly quotaFrom: number;
  readonly levels: readonly string[];
  /** Per cent. */
  readonly atMost: number;
}

export interface CapStand {
  readonly count: number;
  /** How many there may be: rounded down. Null: the group is too small for the rule. */
  readonly most: number | null;
}

/** How many of a group have one of the capped levels, and how many may. */
export function capStand({ levels, ...cap }: Cap, members: readonly LevelMember[]): CapStand {
  const count = members.filter(({ level }) => level !== null && levels.includes(level)).length;
  return { count, most: mostOf(cap, members.length) };
}

/** How many of `people` may have a capped level, rounded down; null where the group is too small for the rule. */
export function mostOf({ quotaFrom, atMost }: Pick<Cap, 'quotaFrom' | 'atMost'>, people: number): number | null {
  return people < quotaFrom ? null : Math.floor((people * atMost) / 100);
}
