import type { FormRules } from '../../../contracts/api/evidence.ts';
import { measuresGoals, scaleOf } from '../../../domain/rating/asked.ts';
import { goalTitle } from '../evidence/goal-title.ts';
import { LineField, TextArea } from '../forms/fields.tsx';
import { useForm, useList } from '../forms/form.tsx';
import { useWords } from '../words/words.tsx';
import { Development } from './development.tsx';
import { RatingHints } from './hints.tsx';
import { LevelField } from './level-field.tsx';

type Section = FormRules['sections'][number];
type Element = Section['elements'][number];

interface RatedGoal {
  readonly goalId: string;
}

interface RatedElement {
  readonly id: string;
}

/** Section after section, as the pack has them: a level with what it means and words for every goal and element, then the whole. */
export function RatingWriteForm() {
  const t = useWords();
  const { rules } = useForm().task;
  const isOnlyMeasured = measuresGoals(rules) && !rules.sections.some(({ goals }) => goals);
  return (
    <>
      <p>{t('rating.lead')}</p>
      {isOnlyMeasured && <Goals scale={undefined} />}
      {rules.sections.map((section) => (
        <RatedSection key={section.id} section={section} isAlone={rules.sections.length === 1} />
      ))}
      {rules.overall !== undefined && (
        <fieldset>
          <legend>{t.pair(rules.overall.name)}</legend>
          <LevelField path="/overall" scale={scaleOf(rules, rules.overall.scale)} />
        </fieldset>
      )}
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
      {rules.development.fewest > 0 && <Development fewest={rules.development.fewest} />}
      <RatingHints />
    </>
  );
}

function RatedSection({ section, isAlone }: { readonly section: Section; readonly isAlone: boolean }) {
  const t = useWords();
  const { rules } = useForm().task;
  return (
    <>
      {!isAlone && <h2>{t.pair(section.name)}</h2>}
      {section.goals && <Goals scale={section.scale} />}
      {section.elements.map((element) => (
        <RatedElementFields key={element.id} element={element} scale={scaleOf(rules, element.scale ?? section.scale)} />
      ))}
    </>
  );
}

/** Without a scale only the numbers count. */
function Goals({ scale }: { readonly scale: string | undefined }) {
  const t = useWords();
  const { task } = useForm();
  const goals = useList<RatedGoal>('/goals');
  return goals.map(({ goalId }, index) => (
    <fieldset key={goalId}>
      <legend>{t('talk.progress-of', { n: index + 1, title: goalTitle(task.evidence, goalId) })}</legend>
      <LineField path={`/goals/${index}/actual`} decimal />
      {scale === undefined ? (
        <TextArea path={`/goals/${index}/text`} rows={3} optional />
      ) : (
        <LevelField path={`/goals/${index}`} scale={scaleOf(task.rules, scale)} />
      )}
    </fieldset>
  ));
}

interface ElementProps {
  readonly element: Element;
  readonly scale: ReturnType<typeof scaleOf>;
}

/** An element that does not concern this person is not in the form. */
function RatedElementFields({ element, scale }: ElementProps) {
  const t = useWords();
  const index = useList<RatedElement>('/elements').findIndex(({ id }) => id === element.id);
  if (index < 0) return null;
  return (
    <fieldset>
      <legend>{t.pair(element.name)}</legend>
      <LevelField path={`/elements/${index}`} scale={scale} anchors={element.anchors} />
    </fieldset>
  );
}
