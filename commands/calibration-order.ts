import { sql } from 'kysely';
import type { PolicyPack } from '../contracts/pack.ts';
import {
  type AppliedChanges,
  type ChangedLevel,
  type LevelChange,
  type LevelMember,
  applyChanges,
} from '../domain/calibration/changes.ts';
import { type GroupSetting, type Placed, type Result, bindingSeats, resultsFor } from '../domain/calibration/distribution.ts';
import { type Move, type Moved, applyMoves } from '../domain/calibration/moves.ts';
import { showsPlaces } from '../domain/calibration/order.ts';
import { withTies } from '../domain/calibration/ties.ts';
import { DomainError } from '../domain/errors.ts';
import type { Trx } from '../db/in-transaction.ts';
import { packByHash } from '../db/packs.ts';

/** A member of the group in a calibration session, in the order that the session proposed. */
export interface SessionMember extends Scored {
  readonly unit: string;
  readonly proposedPlace: number;
  readonly proposedGrade: string | null;
}

export interface Session {
  readonly members: readonly SessionMember[];
  readonly pack: PolicyPack;
  readonly group: GroupSetting;
}

/** The session of a calibration run as it was proposed, with the pinned pack. @throws DomainError 'not-found' */
export async function getSession(trx: Trx, processRunId: string): Promise<Session> {
  const { rows } = await sql<{ members: SessionMember[]; sha256: string; group: GroupSetting }>`
    select encode(k.sha256, 'hex') sha256, jsonb_build_object('quota', g.quota, 'spareLowest', g.spare_lowest) "group",
           coalesce((select jsonb_agg(jsonb_build_object(
                              'evaluationId', c.evaluation_id::text, 'unit', e.unit_id::text, 'score', c.score::text,
                              'scaled', c.scaled::text, 'level', c.level, 'proposedPlace', c.proposed_place,
                              'proposedGrade', c.proposed_grade) order by c.proposed_place)
                       from calibration_place c
                       join evaluation e on e.id = c.evaluation_id
                      where c.process_run_id = p.id), '[]') members
      from process_run p
      join cycle y on y.id = p.cycle_id
      join policy_pack k on k.id = y.policy_pack_id
      join rating_group g on g.id = p.rating_group_id
     where p.id = ${processRunId}`.execute(trx);
  const found = rows[0];
  if (found === undefined) throw new DomainError('not-found', { processRunId });
  const { members, group } = found;
  return { members, pack: await packByHash(trx, found.sha256), group };
}

/** What a committee changes: places or levels, whichever the pack lets it. */
export interface Changes {
  readonly moves: readonly Move[];
  readonly changes: readonly LevelChange[];
}

export interface ChangedOrder {
  readonly order: readonly SessionMember[];
  readonly moved: readonly Moved[];
  readonly levels: readonly ChangedLevel[];
}

/**
 * The proposed order after the changes.
 *
 * @throws DomainError 'invalid-input' for changes that the pack does not have; 'unit-order', 'reason-too-short', ... as `applyMoves` and `applyChanges`
 */
export function orderAfter({ members, pack }: Pick<Session, 'members' | 'pack'>, { moves, changes }: Changes): ChangedOrder {
  const { calibration } = pack;
  if (moves.length > 0 && calibration.changes !== 'places') throw notAsked('/moves');
  if (changes.length > 0 && calibration.changes !== 'levels') throw notAsked('/changes');
  const { order, changes: moved } = applyMoves(members, moves, calibration);
  const { members: given, changes: levels } = levelsAfter({ members: order, pack }, changes);
  const changed = new Set(levels.map(({ evaluationId }) => evaluationId));
  const levelOf = new Map(given.map(({ evaluationId, level }) => [evaluationId, level]));
  return {
    order: order.map((member) =>
      changed.has(member.evaluationId) ? { ...member, level: levelOf.get(member.evaluationId) ?? null } : member,
    ),
    moved,
    levels,
  };
}

/** A change starts from the level that was proposed, also where a band gave it. */
function levelsAfter(
  { members, pack }: Pick<Session, 'members' | 'pack'>,
  changes: readonly LevelChange[],
): AppliedChanges<LevelMember> {
  const proposed = members.map(({ evaluationId, proposedGrade }) => ({ evaluationId, level: proposedGrade }));
  return applyChanges(proposed, changes, { ...pack.calibration, levels: pack.levels.map(({ level }) => level) });
}

function notAsked(path: string): DomainError {
  return new DomainError('invalid-input', { path, reason: 'not-asked' });
}

export interface Scored extends Placed {
  /** The rater's, by which the group is put in an order. */
  readonly score: string | null;
}

/**
 * Level and points of every place of an order, with a step for who is tied. Where seats do not bind, a group that is too small to be told its places is
 * not told of ties either: nothing follows from them.
 */
export function resultsOf({ pack, group }: Omit<Session, 'members'>, order: readonly Scored[]): readonly Result[] {
  const { distribution, levels, ranking } = pack;
  const results = resultsFor({ order, distribution, levels, group });
  const tellsTies = showsPlaces(order.length) || bindingSeats(distribution, order.length, group) !== undefined;
  return ranking === 'allowed' && tellsTies ? withTies(results, order) : results;
}

interface Drafted {
  readonly moves?: readonly Partial<Move>[] | undefined;
  readonly changes?: readonly Partial<LevelChange>[] | undefined;
}

/** Refuses a drafted change that is not legal. One that is still being written is left alone, and so is a reason that is still short. */
export async function assertDraftedChanges(trx: Trx, processRunId: string, draft: unknown): Promise<void> {
  const { moves = [], changes = [] } = draft as Drafted;
  const made = {
    moves: moves.filter((move): move is Move => move.to !== undefined && isMade(move)).map(withReason),
    changes: changes.filter((change): change is LevelChange => Boolean(change.level) && isMade(change)).map(withReason),
  };
  if (made.moves.length + made.changes.length === 0) return;
  const session = await getSession(trx, processRunId);
  const calibration = { ...session.pack.calibration, reasonAtLeast: 0 };
  orderAfter({ ...session, pack: { ...session.pack, calibration } }, made);
}

function isMade({ evaluationId, code = '' }: { readonly evaluationId?: string; readonly code?: string }): boolean {
  return evaluationId !== undefined && code !== '';
}

function withReason<C extends { readonly reason?: string }>(change: C): C & { readonly reason: string } {
  return { ...change, reason: change.reason ?? '' };
}
