import { goalHints, goalMeters, pointsOfLastYear } from '../../../domain/goals/hints.ts';
import { DESIGNATIONS, DIRECTIONS, FREQUENCIES, INFLUENCES } from '../../../domain/tasks/choices.ts';
import { indicatorsByUnit } from '../evidence/indicators-by-unit.ts';
import type { Indicator } from '../evidence/types.ts';
import { LineField, SelectField, TextArea } from '../forms/fields.tsx';
import { useField, useForm } from '../forms/form.tsx';
import { useWords } from '../words/words.tsx';
import { HintList } from './hint-list.tsx';
import type { DraftedGoal } from './drafted-goal.ts';

interface GoalEditorProps {
  readonly index: number;
  readonly goal: DraftedGoal;
}

/** One goal: what, how it is measured, how much it counts; hints warn and never block. */
export function GoalEditor({ index, goal }: GoalEditorProps) {
  const t = useWords();
  const { store, task } = useForm();
  const { methods, weightsSum, fewestCritical } = task.rules.goals;
  const at = `/goals/${index}`;
  const name = t('goals.title', { n: index + 1 });
  return (
    <fieldset id={`f-goals-${index}`} tabIndex={-1}>
      <legend>{name}</legend>
      <LineField path={`${at}/title`} />
      <div className="columns">
        <LineField path={`${at}/duty`} />
        {task.evidence.indicators.length > 0 && (
          <IndicatorField path={`${at}/indicatorId`} indicators={task.evidence.indicators} />
        )}
      </div>
      <div className="columns">
        <LineField path={`${at}/measure`} />
        <LineField path={`${at}/unitOfMeasure`} />
        <SelectField path={`${at}/direction`} options={DIRECTIONS.map((value) => ({ value, words: t(`direction.${value}`) }))} />
        <LineField path={`${at}/baseline`} decimal optional emptyIs={null} />
        <LineField path={`${at}/target`} decimal />
        {methods.length > 1 && (
          <SelectField path={`${at}/method`} options={methods.map((value) => ({ value, words: t(`method.${value}`) }))} />
        )}
        {weightsSum !== null && <LineField path={`${at}/weight`} decimal />}
        {fewestCritical !== null && (
          <SelectField
            path={`${at}/designation`}
            options={DESIGNATIONS.map((value) => ({ value, words: t(`designation.${value}`) }))}
          />
        )}
      </div>
      <Live goal={goal} />
      <TextArea path={`${at}/whyTarget`} rows={2} />
      <div className="columns">
        <LineField path={`${at}/source`} />
        <SelectField path={`${at}/frequency`} options={FREQUENCIES.map((value) => ({ value, words: t(`frequency.${value}`) }))} />
        <SelectField
          path={`${at}/influence`}
          optional
          options={INFLUENCES.map((value) => ({ value, words: t(`influence.${value}`) }))}
        />
        <SharedField path={`${at}/sharedWith`} />
      </div>
      <History path={`${at}/history`} />
      <div role="status" aria-label={`${name} · ${t('goals.hints')}`}>
        <HintList hints={goalHints(goal)} />
      </div>
      <button
        type="button"
        className="quiet"
        onClick={() => {
          store.change(at, undefined);
        }}
      >
        {t('form.remove', { what: name })}
      </button>
    </fieldset>
  );
}

function IndicatorField({ path, indicators }: { readonly path: string; readonly indicators: readonly Indicator[] }) {
  const t = useWords();
  const options = indicatorsByUnit(indicators).flatMap(({ heading, indicators: own }) =>
    own.map(({ id, name, nameEn }) => ({ value: id, words: t.locale === 'en' ? (nameEn ?? name) : name, group: heading })),
  );
  return <SelectField path={path} options={options} />;
}

function Live({ goal }: { readonly goal: DraftedGoal }) {
  const t = useWords();
  const points = pointsOfLastYear(goal);
  const meters = goalMeters(goal);
  return (
    <p className="soft" role="status">
      {points !== undefined && <>{t('goals.live', { points })} · </>}
      {(['validity', 'measurability', 'relevance'] as const)
        .map((meter) => `${t(`meter.${meter}`)}: ${t(meters[meter] ? 'meter.good' : 'meter.look')}`)
        .join(' · ')}
    </p>
  );
}

/** Three earlier years, newest first; years without a value are left out. */
function History({ path }: { readonly path: string }) {
  const t = useWords();
  const field = useField(path);
  const values = Array.isArray(field.value) ? (field.value as string[]) : [];
  return (
    <details>
      <summary>
        <span className="unseen">{field.group} </span>
        {field.label}
      </summary>
      <div className="columns">
        {[0, 1, 2].map((index) => (
          <div className="field" key={index}>
            <label htmlFor={`${field.id}-${index}`}>
              <span className="unseen">{field.group} </span>
              {t('goals.history', { n: index + 2 })}
            </label>
            <input
              id={`${field.id}-${index}`}
              inputMode="decimal"
              value={values[index] ?? ''}
              onChange={(event) => {
                const next = [0, 1, 2].map((at) => (at === index ? event.target.value : (values[at] ?? '')));
                field.change(next.slice(0, next.findLastIndex((value) => value !== '') + 1));
              }}
            />
          </div>
        ))}
      </div>
    </details>
  );
}

/** Employee numbers in one line; the comma that is being typed stays. */
function SharedField({ path }: { readonly path: string }) {
  const t = useWords();
  const field = useField(path);
  const values = Array.isArray(field.value) ? (field.value as string[]) : [];
  return (
    <div className="field">
      <label htmlFor={field.id}>
        <span className="unseen">{field.group} </span>
        {field.label} <span className="soft">{t('field.optional')}</span>
      </label>
      <p className="help" id={`${field.id}-help`}>
        {t('goals.shared-help')}
      </p>
      <input
        id={field.id}
        defaultValue={values.join(', ')}
        aria-describedby={`${field.id}-help`}
        onChange={(event) => {
          const given = event.target.value.split(',').map((part) => part.trim().slice(0, 20));
          field.change(given.filter((part) => part !== '').slice(0, 10));
        }}
      />
    </div>
  );
}
