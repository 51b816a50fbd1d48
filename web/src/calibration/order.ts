import type { CalibrationBoard } from '../../../contracts/api/evidence.ts';
import { type ChangeRules, type LevelChange, applyChanges } from '../../../domain/calibration/changes.ts';
import { applyMoves } from '../../../domain/calibration/moves.ts';
import type { Move, MoveRules } from '../../../domain/calibration/moves.ts';

export type Place = CalibrationBoard['places'][number];

export interface Shown {
  readonly person: Place;
  /** Null where the pack puts nobody in an order. */
  readonly place: number | null;
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
    .toSorted((a, b) => (a.proposedPlace ?? 0) - (b.proposedPlace ?? 0))
    .map((person) => ({
      evaluationId: person.evaluationId,
      unit: person.unitName,
      score: person.score,
      unitOrder: person.unitPlace ?? undefined,
      person,
    }));
}

/** The order after the moves, with what each place gives; under a quota grade and points belong to the place, else to the person. @throws DomainError like `applyMoves` */
export function orderAfter({ board, moves, rules }: Ordering): readonly Shown[] {
  const before = proposed(board);
  const { order } = applyMoves(before, moves, rules);
  return order.map(({ person }, index) => {
    const seat = board.hasSeats ? before[index]?.person : person;
    return { person, place: index + 1, grade: seat?.proposedGrade ?? null, points: seat?.proposedPoints ?? null };
  });
}

interface Changing {
  readonly board: CalibrationBoard;
  readonly changes: readonly LevelChange[];
  readonly rules: ChangeRules;
}

/** Everybody where they are, with the levels after the changes. @throws DomainError like `applyChanges` */
export function levelsAfter({ board, changes, rules }: Changing): readonly Shown[] {
  const proposed = board.places.map((person) => ({ evaluationId: person.evaluationId, level: person.proposedGrade, person }));
  const { members } = applyChanges(proposed, changes, rules);
  return members.map(({ person, level }) => ({
    person,
    place: person.proposedPlace,
    grade: level,
    points: person.proposedPoints,
  }));
}
