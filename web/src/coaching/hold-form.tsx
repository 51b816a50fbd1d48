import { goalTitle } from '../evidence/goal-title.ts';
import { ChoiceField, CountField, LineField, TextArea } from '../forms/fields.tsx';
import { useForm, useList } from '../forms/form.tsx';
import { useWords } from '../words/words.tsx';

interface Progress {
  readonly goalId: string;
}

interface Action {
  readonly who?: 'rater' | 'employee' | null;
}

const most = 3;

/** The record of a talk: no score, and at most three things that somebody will do. */
export function CoachingHoldForm() {
  const t = useWords();
  const { task } = useForm();
  const progress = useList<Progress>('/progress');
  return (
    <>
      <p>{t('talk.lead')}</p>
      <Cards />
      <div className="columns">
        <LineField path="/heldOn" type="date" />
        <LineField path="/place" />
        <CountField path="/minutes" />
      </div>
      {progress.map(({ goalId }, index) => (
        <fieldset key={goalId}>
          <legend>{t('talk.progress-of', { n: index + 1, title: goalTitle(task.evidence, goalId) })}</legend>
          <LineField path={`/progress/${index}/actual`} decimal />
          <TextArea path={`/progress/${index}/text`} rows={2} optional />
        </fieldset>
      ))}
      <TextArea path="/wentWell" />
      <TextArea path="/obstacle" />
      <TextArea path="/raterRemoves" />
      <TextArea path="/nextTwoWeeks" />
      <Actions />
      <TextArea path="/goalChange" rows={2} optional />
    </>
  );
}

function Cards() {
  const t = useWords();
  return (
    <details>
      <summary>{t('talk.cards')}</summary>
      <ul>
        <li>{t('talk.ask-first')}</li>
        <li>{t('talk.listen')}</li>
        <li>{t('talk.say-differently')}</li>
        <li>{t('talk.say-concretely')}</li>
        <li>{t('talk.say-removing')}</li>
      </ul>
    </details>
  );
}

function Actions() {
  const t = useWords();
  const { store } = useForm();
  const actions = useList<Action>('/actions');
  const who = (['rater', 'employee'] as const).map((value) => ({ value, words: t(`who.${value}`) }));
  return (
    <>
      {actions.map((_, index) => (
        <fieldset key={index}>
          <legend>{t('talk.action', { n: index + 1 })}</legend>
          <LineField path={`/actions/${index}/what`} />
          <ChoiceField path={`/actions/${index}/who`} options={who} />
          <div className="columns">
            <LineField path={`/actions/${index}/by`} type="date" />
            <LineField path={`/actions/${index}/knownBy`} />
          </div>
          <button
            type="button"
            className="quiet"
            onClick={() => {
              store.change(`/actions/${index}`, undefined);
            }}
          >
            {t('form.remove', { what: t('talk.action', { n: index + 1 }) })}
          </button>
        </fieldset>
      ))}
      <div className="field" id="f-actions" tabIndex={-1}>
        {actions.length < most && (
          <button
            type="button"
            onClick={() => {
              store.change('/actions', [...actions, { what: '', who: null, by: '', knownBy: '' }]);
            }}
          >
            {t('talk.add-action')}
          </button>
        )}
        {actions.length > 0 && !actions.some((action) => action.who === 'rater') && (
          <p className="hint">{t('talk.none-of-rater')}</p>
        )}
      </div>
    </>
  );
}
