import { useEffect, useRef, useState } from 'react';
import type { CalibrationBoard } from '../../../contracts/api/evidence.ts';
import { DomainError } from '../../../domain/errors.ts';
import { useWords } from '../words/words.tsx';
import type { Speech } from '../words/words.tsx';
import { orderAfter } from './order.ts';
import type { Shown } from './order.ts';
import { ReasonFields } from './reason-fields.tsx';
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

/** Another place for one person, with a code and a reason. A move that the rules forbid is refused here, with its reason. */
export function MoveForm({ board, moves, rules, shown, to, onMove, onCancel }: MoveFormProps) {
  const t = useWords();
  const { evaluationId, name } = shown.person;
  const [move, setMove] = useState<DraftedMove>({ evaluationId, to, code: '', reason: '', proposer: '' });
  const [refused, setRefused] = useState<string>();
  const first = useRef<HTMLSelectElement>(null);
  useEffect(() => {
    first.current?.focus();
  }, []);
  const change = (part: Partial<DraftedMove>) => {
    setMove({ ...move, ...part });
  };
  const doMove = () => {
    try {
      orderAfter({ board, moves: [...moves, move], rules });
      onMove(move);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      setRefused(refusalWords(t, error, board));
    }
  };
  const id = (field: string) => `move-${evaluationId}-${field}`;
  return (
    <fieldset>
      <legend>{t('board.move', { name })}</legend>
      {refused !== undefined && (
        <p className="problem" role="alert">
          {refused}
        </p>
      )}
      <ReasonFields id={id} rules={rules} value={move} onChange={change}>
        <div className="field">
          <label htmlFor={id('to')}>{t('board.move-to')}</label>
          <select
            ref={first}
            id={id('to')}
            value={move.to}
            onChange={(event) => {
              change({ to: Number(event.target.value) });
            }}
          >
            {board.places.map((_, index) => (
              <option key={index} value={index + 1}>
                {index + 1}
              </option>
            ))}
          </select>
        </div>
      </ReasonFields>
      <p className="row">
        <button type="button" className="main" onClick={doMove}>
          {t('board.do-move')}
        </button>
        <button type="button" onClick={onCancel}>
          {t('board.cancel')}
        </button>
      </p>
    </fieldset>
  );
}

/** Why a change is refused, with the name of whom an order concerns. */
export function refusalWords(t: Speech, { code, details }: DomainError, board: CalibrationBoard): string {
  const nameOf = (id: unknown) => board.places.find((place) => place.evaluationId === id)?.name ?? '';
  const { before, after, evaluationId, reason } = details;
  if (code === 'unit-order') {
    return evaluationId === after ? t('board.after', { name: nameOf(before) }) : t('board.before-whom', { name: nameOf(after) });
  }
  if (reason === 'unknown-code') return t('board.code-missing');
  return t.maybe(`error.${code}`, t('problem.invalid'));
}
