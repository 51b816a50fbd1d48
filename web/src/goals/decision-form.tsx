import { goalHints } from '../../../domain/goals/hints.ts';
import { ContentFacts } from '../evidence/content-facts.tsx';
import { Audience } from '../forms/audience.tsx';
import { TextArea } from '../forms/fields.tsx';
import { fieldId, useForm, useList } from '../forms/form.tsx';
import { TextCount } from '../ui/text-count.tsx';
import { useWords } from '../words/words.tsx';
import { HintList } from './hint-list.tsx';
import type { DraftedGoal } from './drafted-goal.ts';

interface Comment {
  readonly goalId: string;
  readonly text: string;
}

/** Rater and reviewer look at each goal, may comment on each, and decide with the buttons below. */
export function GoalsDecisionForm() {
  const t = useWords();
  const { task } = useForm();
  const proposed = task.evidence.proposedGoals?.['goals'];
  const goals = Array.isArray(proposed) ? (proposed as DraftedGoal[]) : [];
  return (
    <>
      <h2>{t('goals.proposed')}</h2>
      {goals.length === 0 && <p>{t('goals.none-proposed')}</p>}
      {goals.map((goal, index) => (
        <section key={goal.id} className="card" aria-label={t('goals.title', { n: index + 1 })}>
          <h3>
            {t('goals.title', { n: index + 1 })} · {goal.title}
          </h3>
          <ContentFacts content={goal} without={['title']} evidence={task.evidence} />
          <HintList hints={goalHints(goal)} />
          <GoalComment goalId={goal.id ?? ''} n={index + 1} />
        </section>
      ))}
      <TextArea path="/reason" />
    </>
  );
}

/** A comment exists only while it has words. */
function GoalComment({ goalId, n }: { readonly goalId: string; readonly n: number }) {
  const t = useWords();
  const { store, limitAt } = useForm();
  const comments = useList<Comment>('/comments');
  const at = comments.findIndex((comment) => comment.goalId === goalId);
  const id = fieldId(`/comments/${at < 0 ? goalId : at}/text`);
  const text = comments[at]?.text ?? '';
  const most = limitAt('/comments/0/text');
  const isOver = most !== undefined && text.length > most;
  const write = (words: string) => {
    const others = comments.filter((comment) => comment.goalId !== goalId);
    store.change('/comments', words === '' ? others : [...others, { goalId, text: words }]);
  };
  return (
    <div className="field">
      <label htmlFor={id}>
        {t('goals.comment-on', { n })} <span className="soft">{t('field.optional')}</span>
      </label>
      <Audience id={`${id}-audience`} />
      <textarea
        id={id}
        rows={2}
        aria-describedby={`${id}-audience ${id}-count`}
        aria-invalid={isOver}
        value={text}
        onChange={(event) => {
          write(event.target.value);
        }}
      />
      {most !== undefined && <TextCount id={`${id}-count`} text={text} most={most} />}
    </div>
  );
}
