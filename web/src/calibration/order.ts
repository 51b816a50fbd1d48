import type { CalibrationBoard } from '../../../contracts/api/evidence.ts';
import { applyMoves } from '../../../domain/calibration/moves.ts';
import type { Move, MoveRules } from '../../../domain/calibration/moves.ts';

export type Place = CalibrationBoard['places'][number];

export interface Shown {
  readonly person: Place;
  readonly place: number;
  readonly grade: string | null;
  readonly points: string | null;
}

interface Ordering {
  readonly board: CalibrationBoard;
  readonly moves: readonly Move[];
  readonly rules: MoveRules;
}

function proposed(board: CalibrationBoard) {
  return board.places
    .toSorted((a, b) => a.proposedPlace - b.proposedPlace)
    .map((person) => ({
      evaluationId: person.evaluationId,
      unit: person.unitName,
      score: person.score,
      unitOrder: person.unitPlace,
      person,
    }));
}

/** The order after the moves, with what each place gives; under a quota grade and points belong to the place, else to the person. @throws DomainError like `applyMoves` */
export function orderAfter({ board, moves, rules }: Ordering): readonly Shown[] {
  const before = proposed(board);
  const { order } = applyMoves(before, moves, rules);
  return order.map(({ person }, index) => {
    const seat = board.group.quota ? before[index]?.person : person;
    return { person, place: index + 1, grade: seat?.proposedGrade ?? null, points: seat?.proposedPoints ?? null };
  });
}
