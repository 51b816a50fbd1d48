import type { FormRules } from '../../../contracts/api/evidence.ts';
import { goalTitle } from '../evidence/goal-title.ts';
import { ChoiceField, LineField, TextArea } from '../forms/fields.tsx';
import type { Option } from '../forms/fields.tsx';
import { useForm, useList } from '../forms/form.tsx';
import { useWords } from '../words/words.tsx';
import type { Speech } from '../words/words.tsx';
import { RatingHints } from './hints.tsx';

interface RatedGoal {
  readonly goalId: string;
}

interface RatedAbility {
  readonly id: string;
}

function levelOptions(
  t: Speech,
  levels: FormRules['levels'],
  anchors?: FormRules['competencies'][number]['anchors'],
): readonly Option[] {
  return levels.map(({ level, name, anchor }) => ({
    value: String(level),
    words: t('rating.level-name', { level, name: t.pair(name) }),
    help: t.pair(anchors?.find((one) => one.level === level)?.text ?? anchor),
  }));
}

/** Level and words for every goal and ability, each level with what it means. */
export function RatingWriteForm() {
  const t = useWords();
  const { task } = useForm();
  const { levels, competencies } = task.rules;
  const goals = useList<RatedGoal>('/goals');
  const abilities = useList<RatedAbility>('/competencies');
  return (
    <>
      <p>{t('rating.lead')}</p>
      {goals.map(({ goalId }, index) => (
        <fieldset key={goalId}>
          <legend>{t('talk.progress-of', { n: index + 1, title: goalTitle(task.evidence, goalId) })}</legend>
          <LineField path={`/goals/${index}/actual`} decimal />
          <ChoiceField path={`/goals/${index}/level`} options={levelOptions(t, levels)} as={Number} />
          <TextArea path={`/goals/${index}/text`} rows={3} />
        </fieldset>
      ))}
      {abilities.map(({ id }, index) => {
        const rule = competencies.find((one) => one.id === id);
        return (
          <fieldset key={id}>
            <legend>{rule === undefined ? id : t.pair(rule.name)}</legend>
            <ChoiceField path={`/competencies/${index}/level`} options={levelOptions(t, levels, rule?.anchors)} as={Number} />
            <TextArea path={`/competencies/${index}/text`} rows={3} />
          </fieldset>
        );
      })}
      <details>
        <summary>{t('rating.starters')}</summary>
        <ul>
          <li>{t('rating.starter-1')}</li>
          <li>{t('rating.starter-2')}</li>
          <li>{t('rating.starter-3')}</li>
        </ul>
      </details>
      <TextArea path="/opinion" />
      <TextArea path="/strengths" />
      <TextArea path="/nextYear" />
      <RatingHints />
    </>
  );
}
