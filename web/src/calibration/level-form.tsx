import type { CalibrationBoard } from '../../../contracts/api/evidence.ts';
import { useWords } from '../words/words.tsx';
import { ChangeForm } from './change-form.tsx';
import { levelsAfter } from './order.ts';
import type { Shown } from './order.ts';
import type { CalibrationRules, DraftedReason } from './reason-fields.tsx';

export interface DraftedLevel extends DraftedReason {
  readonly evaluationId: string;
  readonly level: string;
}

interface LevelFormProps {
  readonly board: CalibrationBoard;
  readonly changes: readonly DraftedLevel[];
  readonly rules: CalibrationRules;
  readonly shown: Shown;
  readonly onChange: (change: DraftedLevel) => void;
  readonly onCancel: () => void;
}

/** Another level for one person. */
export function LevelForm({ board, changes, rules, shown, onChange, onCancel }: LevelFormProps) {
  const t = useWords();
  const { evaluationId, name } = shown.person;
  const others = board.levels.filter(({ level }) => level !== shown.grade);
  return (
    <ChangeForm<DraftedLevel>
      board={board}
      rules={rules}
      start={{ evaluationId, level: '', code: '', reason: '', proposer: '' }}
      idOf={`level-${evaluationId}`}
      words={{ legend: t('board.change-level', { name }), choice: t('board.new-level'), done: t('board.do-change') }}
      options={[{ value: '', text: t('form.choose') }, ...others.map((one) => ({ value: one.level, text: t.pair(one.name) }))]}
      chosen={({ level }) => level}
      choose={(drafted, level) => ({ ...drafted, level })}
      check={(drafted) => {
        const levels = board.levels.map(({ level }) => level);
        levelsAfter({ board, changes: [...changes, drafted], rules: { ...rules, levels } });
      }}
      onChange={onChange}
      onCancel={onCancel}
    />
  );
}
