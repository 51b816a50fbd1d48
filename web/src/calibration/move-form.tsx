import { useEffect, useRef, useState } from 'react';
import type { CalibrationBoard, FormRules } from '../../../contracts/api/evidence.ts';
import { DomainError } from '../../../domain/errors.ts';
import { Audience } from '../forms/audience.tsx';
import { useWords } from '../words/words.tsx';
import type { Speech } from '../words/words.tsx';
import { orderAfter } from './order.ts';
import type { Shown } from './order.ts';

export interface DraftedMove {
  readonly evaluationId: string;
  readonly to: number;
  readonly code: string;
  readonly reason: string;
  readonly proposer: string;
}

export type MoveRules = Pick<FormRules, 'reasonCodes' | 'reasonAtLeast' | 'orderKept'>;

interface MoveFormProps {
  readonly board: CalibrationBoard;
  readonly moves: readonly DraftedMove[];
  readonly rules: MoveRules;
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
      <div className="columns">
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
        <div className="field">
          <label htmlFor={id('code')}>{t('board.code')}</label>
          <select
            id={id('code')}
            value={move.code}
            onChange={(event) => {
              change({ code: event.target.value });
            }}
          >
            <option value="">{t('form.choose')}</option>
            {rules.reasonCodes.map((reason) => (
              <option key={reason.code} value={reason.code}>
                {t.pair(reason.name)}
              </option>
            ))}
          </select>
        </div>
        <div className="field">
          <label htmlFor={id('proposer')}>{t('board.proposer')}</label>
          <input
            id={id('proposer')}
            maxLength={100}
            value={move.proposer}
            onChange={(event) => {
              change({ proposer: event.target.value });
            }}
          />
        </div>
      </div>
      <div className="field">
        <label htmlFor={id('reason')}>{t('board.reason', { least: rules.reasonAtLeast })}</label>
        <Audience id={id('audience')} />
        <textarea
          id={id('reason')}
          maxLength={1000}
          aria-describedby={id('audience')}
          value={move.reason}
          onChange={(event) => {
            change({ reason: event.target.value });
          }}
        />
      </div>
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

/** Why a move is refused, with the name of whom the order concerns. */
function refusalWords(t: Speech, { code, details }: DomainError, board: CalibrationBoard): string {
  const nameOf = (id: unknown) => board.places.find((place) => place.evaluationId === id)?.name ?? '';
  const { before, after, evaluationId, reason } = details;
  if (code === 'unit-order') {
    return evaluationId === after ? t('board.after', { name: nameOf(before) }) : t('board.before-whom', { name: nameOf(after) });
  }
  if (reason === 'unknown-code') return t('board.code-missing');
  return t.maybe(`error.${code}`, t('problem.invalid'));
}
