import { goalTitle } from '../evidence/goal-title.ts';
import { ChoiceField, LineField, TextArea } from '../forms/fields.tsx';
import { useForm, useList } from '../forms/form.tsx';
import { useWords } from '../words/words.tsx';

interface OwnGoal {
  readonly goalId: string;
}

interface OwnAction {
  readonly what: string;
}

/** Actual and words for every goal, what became of the actions, and what the figures do not show. */
export function SelfAssessmentForm() {
  const t = useWords();
  const { task } = useForm();
  const goals = useList<OwnGoal>('/goals');
  const actions = useList<OwnAction>('/actions');
  const done = [
    { value: 'true', words: t('self.done') },
    { value: 'false', words: t('self.not-done') },
  ];
  return (
    <>
      <p>{t('self.lead')}</p>
      {goals.map(({ goalId }, index) => (
        <fieldset key={goalId}>
          <legend>{t('talk.progress-of', { n: index + 1, title: goalTitle(task.evidence, goalId) })}</legend>
          <LineField path={`/goals/${index}/actual`} decimal />
          <TextArea path={`/goals/${index}/text`} />
        </fieldset>
      ))}
      {actions.map(({ what }, index) => (
        <fieldset key={index}>
          <legend>
            {t('talk.action', { n: index + 1 })}: {what}
          </legend>
          <ChoiceField path={`/actions/${index}/done`} options={done} as={(value) => value === 'true'} />
          <TextArea path={`/actions/${index}/text`} rows={2} optional />
        </fieldset>
      ))}
      <TextArea path="/together" rows={2} optional />
      <TextArea path="/wish" rows={2} optional />
    </>
  );
}
