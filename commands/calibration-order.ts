import { sql } from 'kysely';
import { type Distribution, type Result, resultsFor } from '../domain/calibration/distribution.ts';
import { type Adjusted, type Move, type MoveRules, applyMoves } from '../domain/calibration/moves.ts';
import type { Trx } from '../db/in-transaction.ts';

/** A member of the group in a calibration session, in the order that the session proposed. */
export interface SessionMember {
  readonly evaluationId: string;
  readonly unit: string;
  readonly score: string | null;
  readonly scaled: string | null;
  readonly proposedPlace: number;
  readonly proposedGrade: string | null;
}

export interface Session {
  readonly members: readonly SessionMember[];
  readonly rules: MoveRules & { readonly quorum: number };
  readonly distribution: Distribution;
  readonly spareLowest: boolean;
}

/** The session of a calibration run as it was proposed, with the pinned pack's rules. */
export async function getSession(trx: Trx, processRunId: string): Promise<Session> {
  const { rows } = await sql<{
    members: SessionMember[];
    rules: Session['rules'];
    distribution: Distribution;
    spare_lowest: boolean;
  }>`
    select k.content->'calibration' rules, k.content->'distribution' distribution, g.spare_lowest,
           coalesce((select jsonb_agg(jsonb_build_object('evaluationId', c.evaluation_id::text, 'unit', e.unit_id::text, 'score', c.score::text, 'scaled', c.scaled::text,
                       'proposedPlace', c.proposed_place, 'proposedGrade', c.proposed_grade) order by c.proposed_place)
              from calibration_place c join evaluation e on e.id = c.evaluation_id where c.process_run_id = p.id), '[]') members
      from process_run p join cycle y on y.id = p.cycle_id join policy_pack k on k.id = y.policy_pack_id join rating_group g on g.id = p.rating_group_id
     where p.id = ${processRunId}`.execute(trx);
  const found = rows[0];
  if (found === undefined)
    return {
      members: [],
      rules: { orderKept: true, reasonAtLeast: 0, reasonCodes: [], quorum: 0 },
      distribution: NONE,
      spareLowest: true,
    };
  return { members: found.members, rules: found.rules, distribution: found.distribution, spareLowest: found.spare_lowest };
}

const NONE: Distribution = { mode: 'none', method: 'largest-remainder', quotaFrom: 1, grades: [], maySpareLowest: true };

/** The proposed order after the moves. @throws DomainError 'unit-order', 'reason-too-short', ... as `applyMoves` */
export function orderAfter(session: Session, moves: readonly Move[]): Adjusted<SessionMember> {
  return applyMoves(session.members, moves, session.rules);
}

/** Grade and points of every place of a final order. */
export function resultsOf(session: Session, order: readonly SessionMember[]): readonly Result[] {
  return resultsFor({ order, distribution: session.distribution, group: { spareLowest: session.spareLowest } });
}

interface DraftedMoves {
  readonly moves?: readonly Partial<Move>[] | undefined;
}

/** Refuses a drafted move that is not legal. One that is still being written is left alone, and so is a reason that is still short. */
export async function assertDraftedMoves(trx: Trx, processRunId: string, draft: unknown): Promise<void> {
  const { moves = [] } = draft as DraftedMoves;
  const made = moves.filter(
    (move): move is Move =>
      move.evaluationId !== undefined && move.to !== undefined && move.code !== undefined && move.code !== '',
  );
  if (made.length === 0) return;
  const session = await getSession(trx, processRunId);
  orderAfter(
    { ...session, rules: { ...session.rules, reasonAtLeast: 0 } },
    made.map((move) => ({ ...move, reason: move.reason ?? '' })),
  );
}
