import type { Answer } from '../../../contracts/api/routes.ts';
import type { CommandArguments } from '../../../contracts/commands.ts';
import { Checkbox, Input, Select } from '../ui/input.tsx';
import { useWords } from '../words/words.tsx';
import { Reason, isReason } from './command-request.tsx';

type Correctable = Answer<'getCorrectable'>;
type Arguments = CommandArguments<'correct-result'>;

export interface Said {
  readonly what: string;
  readonly level: string;
  readonly target: string;
  readonly actual: string;
  readonly isNotMeasured: boolean;
  readonly reason: string;
}
export const NOTHING_SAID: Said = { what: '', level: '', target: '', actual: '', isNotMeasured: false, reason: '' };
const LEVEL = 'level';

/** What the command is told: the level of one person, or an indicator's numbers; an empty one stays as it is. */
export function correctionOf({ what, level, target, actual, isNotMeasured }: Said): Arguments {
  if (what === LEVEL) return { level };
  const right = (name: string, value: string) => (value.trim() === '' ? {} : { [name]: value.trim() });
  return { indicatorId: what, ...right('target', target), ...(isNotMeasured ? { actual: null } : right('actual', actual)) };
}

interface CorrectionFormProps {
  readonly correctable: Correctable;
  readonly said: Said;
  readonly onSay: (said: Said) => void;
  readonly onAsk: () => void;
  readonly isPending: boolean;
}

/** What is wrong, what is right, and why; then the preview. */
export function CorrectionForm({ correctable: { levels, indicators }, said, onSay, onAsk, isPending }: CorrectionFormProps) {
  const t = useWords();
  const indicator = indicators.find(({ id }) => id === said.what);
  const choose = { value: '', words: t('form.choose') };
  const named = ({ name, nameEn, unitName }: (typeof indicators)[number]) =>
    t('correction.indicator', { name: t.locale === 'en' ? (nameEn ?? name) : name, unit: unitName });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onAsk();
      }}
    >
      <Select
        label={t('correction.what')}
        required
        value={said.what}
        options={[
          choose,
          { value: LEVEL, words: t('correction.level') },
          ...indicators.map((one) => ({ value: one.id, words: named(one) })),
        ]}
        onChange={(what) => {
          onSay({ ...NOTHING_SAID, reason: said.reason, what });
        }}
      />
      {said.what === LEVEL && (
        <Select
          label={t('correction.right-level')}
          required
          value={said.level}
          options={[choose, ...levels.map(({ level, name }) => ({ value: level, words: t.pair(name) }))]}
          onChange={(level) => {
            onSay({ ...said, level });
          }}
        />
      )}
      {indicator !== undefined && <Numbers indicator={indicator} said={said} onSay={onSay} />}
      <Reason
        id="correction-reason"
        value={said.reason}
        audience={t('correction.audience')}
        onChange={(reason) => {
          onSay({ ...said, reason });
        }}
      />
      <button className="main" disabled={isPending || !isReason(said.reason)}>
        {t('command.preview')}: {t('command.correct-result')}
      </button>
    </form>
  );
}

interface NumbersProps {
  readonly indicator: Correctable['indicators'][number];
  readonly said: Said;
  readonly onSay: (said: Said) => void;
}

function Numbers({ indicator: { target, actual, unitOfMeasure }, said, onSay }: NumbersProps) {
  const t = useWords();
  const now = (value: string | null) =>
    t('correction.now', { value: value === null ? t('page.none') : `${value}${unitOfMeasure}` });
  const isEmpty = said.target.trim() === '' && said.actual.trim() === '' && !said.isNotMeasured;
  return (
    <>
      <p>{t('correction.for-all')}</p>
      <Input
        label={t('correction.right-target')}
        help={now(target)}
        decimal
        value={said.target}
        onChange={(value) => {
          onSay({ ...said, target: value });
        }}
      />
      {!said.isNotMeasured && (
        <Input
          label={t('correction.right-actual')}
          help={now(actual)}
          decimal
          required={isEmpty}
          value={said.actual}
          onChange={(value) => {
            onSay({ ...said, actual: value });
          }}
        />
      )}
      <div className="field">
        <Checkbox
          label={t('correction.no-actual')}
          checked={said.isNotMeasured}
          onChange={(isNotMeasured) => {
            onSay({ ...said, isNotMeasured });
          }}
        />
      </div>
    </>
  );
}
