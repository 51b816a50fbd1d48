import { useEffect, useRef, useState } from 'react';
import type { CalibrationBoard } from '../../../contracts/api/evidence.ts';
import { DomainError } from '../../../domain/errors.ts';
import { useWords } from '../words/words.tsx';
import { refusalWords } from './move-form.tsx';
import { levelsAfter } from './order.ts';
import type { Shown } from './order.ts';
import { ReasonFields } from './reason-fields.tsx';
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

/** Another level for one person, with a code and a reason. */
export function LevelForm({ board, changes, rules, shown, onChange, onCancel }: LevelFormProps) {
  const t = useWords();
  const { evaluationId, name } = shown.person;
  const [drafted, setDrafted] = useState<DraftedLevel>({ evaluationId, level: '', code: '', reason: '', proposer: '' });
  const [refused, setRefused] = useState<string>();
  const first = useRef<HTMLSelectElement>(null);
  useEffect(() => {
    first.current?.focus();
  }, []);
  const change = (part: Partial<DraftedLevel>) => {
    setDrafted({ ...drafted, ...part });
  };
  const doChange = () => {
    try {
      const levels = board.levels.map(({ level }) => level);
      levelsAfter({ board, changes: [...changes, drafted], rules: { ...rules, levels } });
      onChange(drafted);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      setRefused(refusalWords(t, error, board));
    }
  };
  const id = (field: string) => `level-${evaluationId}-${field}`;
  return (
    <fieldset>
      <legend>{t('board.change-level', { name })}</legend>
      {refused !== undefined && (
        <p className="problem" role="alert">
          {refused}
        </p>
      )}
      <ReasonFields id={id} rules={rules} value={drafted} onChange={change}>
        <div className="field">
          <label htmlFor={id('level')}>{t('board.new-level')}</label>
          <select
            ref={first}
            id={id('level')}
            value={drafted.level}
            onChange={(event) => {
              change({ level: event.target.value });
            }}
          >
            <option value="">{t('form.choose')}</option>
            {board.levels
              .filter(({ level }) => level !== shown.grade)
              .map((one) => (
                <option key={one.level} value={one.level}>
                  {t.pair(one.name)}
                </option>
              ))}
          </select>
        </div>
      </ReasonFields>
      <p className="row">
        <button type="button" className="main" onClick={doChange}>
          {t('board.do-change')}
        </button>
        <button type="button" onClick={onCancel}>
          {t('board.cancel')}
        </button>
      </p>
    </fieldset>
  );
}
