import { DomainError } from '../errors.ts';
import type { Member } from './order.ts';
import { unitOrders } from './order.ts';
import { type ReasonRules, assertReason } from './reasons.ts';

/** The committee puts somebody at another place of the group, for a reason. */
export interface Move {
  readonly evaluationId: string;
  /** Place in the whole group, 1 is best, counted in the order as it stands before this move. */
  readonly to: number;
  readonly code: string;
  readonly reason: string;
}

export interface MoveRules extends ReasonRules {
  /** The order inside a unit may not change: 평정규칙 art. 9(3). */
  readonly orderKept: boolean;
}

export interface Moved {
  readonly evaluationId: string;
  readonly from: number;
  readonly to: number;
  readonly code: string;
  readonly reason: string;
}

export interface Adjusted<M extends Member> {
  readonly order: readonly M[];
  /** Each move with the place before and after, in the order in which they were made. */
  readonly changes: readonly Moved[];
}

/**
 * The order after the moves, one after the other.
 *
 * @throws DomainError 'unknown-member', 'place-out-of-range', 'reason-too-short', 'invalid-input' (a code that the pack does not have) and
 * 'unit-order' with `before` and `after`: who must stay before whom. `path` names the move, as a JSON pointer into the form.
 */
export function applyMoves<M extends Member>(proposed: readonly M[], moves: readonly Move[], rules: MoveRules): Adjusted<M> {
  const kept = unitOrders(proposed);
  let order = proposed;
  const changes = moves.map((move, index): Moved => {
    const from = order.findIndex(({ evaluationId }) => evaluationId === move.evaluationId);
    const member = order[from];
    if (member === undefined)
      throw new DomainError('unknown-member', { path: `/moves/${index}/evaluationId`, evaluationId: move.evaluationId });
    assertPlace(move, index, order.length);
    assertReason(move, `/moves/${index}`, rules);
    const next = order.toSpliced(from, 1).toSpliced(move.to - 1, 0, member);
    const swapped = rules.orderKept ? firstSwap(next, kept.get(member.unit) ?? []) : undefined;
    if (swapped !== undefined)
      throw new DomainError('unit-order', {
        path: `/moves/${index}/to`,
        evaluationId: move.evaluationId,
        unit: member.unit,
        ...swapped,
      });
    order = next;
    const { evaluationId, to, code, reason } = move;
    return { evaluationId, from: from + 1, to, code, reason };
  });
  return { order, changes };
}

function assertPlace(move: Move, index: number, places: number): void {
  if (!Number.isInteger(move.to) || move.to < 1 || move.to > places) {
    throw new DomainError('place-out-of-range', {
      path: `/moves/${index}/to`,
      evaluationId: move.evaluationId,
      to: move.to,
      places,
    });
  }
}

/** The first two neighbours of the unit's own order that the new order turns round. */
function firstSwap(
  order: readonly Member[],
  unitOrder: readonly string[],
): { readonly before: string; readonly after: string } | undefined {
  const places = new Map(order.map(({ evaluationId }, place) => [evaluationId, place]));
  const placeOf = (evaluationId: string) => places.get(evaluationId) ?? -1;
  for (const [index, after] of unitOrder.entries()) {
    const before = unitOrder[index - 1];
    if (before !== undefined && placeOf(before) > placeOf(after)) return { before, after };
  }
  return undefined;
}
