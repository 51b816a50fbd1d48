import type { ReactNode } from 'react';
import type { FormRules } from '../../../contracts/api/evidence.ts';
import { Audience } from '../forms/audience.tsx';
import { TextCount } from '../ui/text-count.tsx';
import { useWords } from '../words/words.tsx';
import { REASON_LENGTH } from '../../../domain/reason-length.ts';

export type CalibrationRules = FormRules['calibration'];

/** Why something is changed, and who proposed it. */
export interface DraftedReason {
  readonly code: string;
  readonly reason: string;
  readonly proposer: string;
}

interface ReasonFieldsProps {
  /** Makes the id of each field. */
  readonly id: (field: string) => string;
  readonly rules: CalibrationRules;
  readonly value: DraftedReason;
  readonly onChange: (part: Partial<DraftedReason>) => void;
  /** What is changed, before the reason. */
  readonly children: ReactNode;
}

export function ReasonFields({ id, rules, value, onChange, children }: ReasonFieldsProps) {
  const t = useWords();
  return (
    <>
      <div className="columns">
        {children}
        <div className="field">
          <label htmlFor={id('code')}>{t('board.code')}</label>
          <select
            id={id('code')}
            value={value.code}
            onChange={(event) => {
              onChange({ code: event.target.value });
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
            value={value.proposer}
            onChange={(event) => {
              onChange({ proposer: event.target.value });
            }}
          />
        </div>
      </div>
      <div className="field">
        <label htmlFor={id('reason')}>{t('board.reason', { least: rules.reasonAtLeast })}</label>
        <Audience id={id('audience')} />
        <textarea
          id={id('reason')}
          aria-describedby={`${id('audience')} ${id('count')}`}
          aria-invalid={value.reason.length > REASON_LENGTH}
          value={value.reason}
          onChange={(event) => {
            onChange({ reason: event.target.value });
          }}
        />
        <TextCount id={id('count')} text={value.reason} most={REASON_LENGTH} />
      </div>
    </>
  );
}
