import { goalsHints, weightsSum } from '../../../domain/goals/hints.ts';
import { useForm, useList } from '../forms/form.tsx';
import { useWords } from '../words/words.tsx';
import { GoalEditor } from './goal-editor.tsx';
import { HintList } from './hint-list.tsx';
import type { DraftedGoal } from './drafted-goal.ts';

function newGoal(): DraftedGoal {
  const id = `g-${Math.random().toString(36).slice(2, 10)}`;
  return {
    id,
    title: '',
    duty: '',
    indicatorId: null,
    measure: '',
    unitOfMeasure: '',
    target: '',
    whyTarget: '',
    source: '',
    weight: '',
  };
}

/** The employee's goals. */
export function GoalsDraftForm() {
  const t = useWords();
  const { store, task } = useForm();
  const goals = useList<DraftedGoal>('/goals');
  const { fewest, most, recommended, weightsSum: wanted } = task.rules.goals;
  const [from = fewest, to = most] = recommended;
  return (
    <>
      <p>{t('goals.lead', { fewest: from === to ? from : `${from}–${to}`, least: fewest, most, sum: wanted })}</p>
      {goals.map((goal, index) => (
        <GoalEditor key={goal.id ?? index} index={index} goal={goal} />
      ))}
      <div className="row" id="f-goals" tabIndex={-1}>
        {goals.length < most && (
          <button
            type="button"
            onClick={() => {
              store.change('/goals', [...goals, newGoal()]);
            }}
          >
            {t('goals.add')}
          </button>
        )}
        <span role="status">{t('goals.sum', { sum: weightsSum(goals.map(({ weight }) => weight)), wanted })}</span>
      </div>
      <HintList hints={goalsHints(goals)} />
    </>
  );
}
