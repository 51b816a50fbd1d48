import { useEffect, useRef, useState } from 'react';
import type { CalibrationBoard } from '../../../contracts/api/evidence.ts';
import { DomainError } from '../../../domain/errors.ts';
import { useWords } from '../words/words.tsx';
import type { Speech } from '../words/words.tsx';
import { ReasonFields } from './reason-fields.tsx';
import type { CalibrationRules, DraftedReason } from './reason-fields.tsx';

interface ChangeFormProps<C extends DraftedReason> {
  readonly board: CalibrationBoard;
  readonly rules: CalibrationRules;
  readonly start: C;
  /** Beginning of the ids of the fields. */
  readonly idOf: string;
  readonly words: { readonly legend: string; readonly choice: string; readonly done: string };
  readonly options: readonly { readonly value: string | number; readonly text: string }[];
  readonly chosen: (drafted: C) => string | number;
  readonly choose: (drafted: C, value: string) => C;
  /** @throws DomainError for a change that the rules forbid */
  readonly check: (drafted: C) => void;
  readonly onChange: (change: C) => void;
  readonly onCancel: () => void;
}

/** A change for one person, with a code and a reason. One that the rules forbid is refused here, with its reason. */
export function ChangeForm<C extends DraftedReason>(props: ChangeFormProps<C>) {
  const { board, rules, start, idOf, words, options, chosen, choose, check, onChange, onCancel } = props;
  const t = useWords();
  const [drafted, setDrafted] = useState(start);
  const [refused, setRefused] = useState<string>();
  const first = useRef<HTMLSelectElement>(null);
  useEffect(() => {
    first.current?.focus();
  }, []);
  const done = () => {
    try {
      check(drafted);
      onChange(drafted);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      setRefused(refusalWords(t, error, board));
    }
  };
  const id = (field: string) => `${idOf}-${field}`;
  return (
    <fieldset>
      <legend>{words.legend}</legend>
      {refused !== undefined && (
        <p className="problem" role="alert">
          {refused}
        </p>
      )}
      <ReasonFields
        id={id}
        rules={rules}
        value={drafted}
        onChange={(part) => {
          setDrafted({ ...drafted, ...part });
        }}
      >
        <div className="field">
          <label htmlFor={id('choice')}>{words.choice}</label>
          <select
            ref={first}
            id={id('choice')}
            value={chosen(drafted)}
            onChange={(event) => {
              setDrafted(choose(drafted, event.target.value));
            }}
          >
            {options.map(({ value, text }) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
          </select>
        </div>
      </ReasonFields>
      <p className="row">
        <button type="button" className="main" onClick={done}>
          {words.done}
        </button>
        <button type="button" onClick={onCancel}>
          {t('board.cancel')}
        </button>
      </p>
    </fieldset>
  );
}

/** Why a change is refused, with the name of whom an order concerns. */
function refusalWords(t: Speech, { code, details }: DomainError, board: CalibrationBoard): string {
  const nameOf = (id: unknown) => board.places.find((place) => place.evaluationId === id)?.name ?? '';
  const { before, after, evaluationId, reason } = details;
  if (code === 'unit-order') {
    return evaluationId === after ? t('board.after', { name: nameOf(before) }) : t('board.before-whom', { name: nameOf(after) });
  }
  if (reason === 'unknown-code') return t('board.code-missing');
  return t.maybe(`error.${code}`, t('problem.invalid'));
}
