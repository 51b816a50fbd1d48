import type { CalibrationBoard } from '../../../contracts/api/evidence.ts';
import { useWords } from '../words/words.tsx';
import { ChangeForm } from './change-form.tsx';
import { orderAfter } from './order.ts';
import type { Shown } from './order.ts';
import type { CalibrationRules, DraftedReason } from './reason-fields.tsx';

export interface DraftedMove extends DraftedReason {
  readonly evaluationId: string;
  readonly to: number;
}

interface MoveFormProps {
  readonly board: CalibrationBoard;
  readonly moves: readonly DraftedMove[];
  readonly rules: CalibrationRules;
  readonly shown: Shown;
  readonly to: number;
  readonly onMove: (move: DraftedMove) => void;
  readonly onCancel: () => void;
}

/** Another place for one person. */
export function MoveForm({ board, moves, rules, shown, to, onMove, onCancel }: MoveFormProps) {
  const t = useWords();
  const { evaluationId, name } = shown.person;
  return (
    <ChangeForm<DraftedMove>
      board={board}
      rules={rules}
      start={{ evaluationId, to, code: '', reason: '', proposer: '' }}
      idOf={`move-${evaluationId}`}
      words={{ legend: t('board.move', { name }), choice: t('board.move-to'), done: t('board.do-move') }}
      options={board.places.map((_, index) => ({ value: index + 1, text: `${index + 1}` }))}
      chosen={(drafted) => drafted.to}
      choose={(drafted, place) => ({ ...drafted, to: Number(place) })}
      check={(drafted) => {
        orderAfter({ board, moves: [...moves, drafted], rules });
      }}
      onChange={onMove}
      onCancel={onCancel}
    />
  );
}
