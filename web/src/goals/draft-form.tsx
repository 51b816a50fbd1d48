import type { FormRules } from '../../../contracts/api/evidence.ts';
import { goalsHints, weightsSum } from '../../../domain/goals/hints.ts';
import { useForm, useList } from '../forms/form.tsx';
import { useWords } from '../words/words.tsx';
import { GoalEditor } from './goal-editor.tsx';
import { HintList } from './hint-list.tsx';
import type { DraftedGoal } from './drafted-goal.ts';

function newGoal({ methods, weightsSum: wanted }: FormRules['goals']): DraftedGoal {
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
    ...(methods[0] !== undefined && { method: methods[0] }),
    weight: wanted === null ? '0' : '',
  };
}

/** The employee's goals. */
export function GoalsDraftForm() {
  const t = useWords();
  const { store, task } = useForm();
  const goals = useList<DraftedGoal>('/goals');
  const rules = task.rules.goals;
  const { most, weightsSum: wanted } = rules;
  return (
    <>
      <Lead rules={rules} />
      {goals.map((goal, index) => (
        <GoalEditor key={goal.id ?? index} index={index} goal={goal} />
      ))}
      <div className="row" id="f-goals" tabIndex={-1}>
        {goals.length < most && (
          <button
            type="button"
            onClick={() => {
              store.change('/goals', [...goals, newGoal(rules)]);
            }}
          >
            {t('goals.add')}
          </button>
        )}
        {wanted !== null && (
          <span role="status">{t('goals.sum', { sum: weightsSum(goals.map(({ weight }) => weight)), wanted })}</span>
        )}
      </div>
      <HintList hints={goalsHints(goals)} />
    </>
  );
}

/** How many goals the rules want, and of which kind. */
function Lead({ rules }: { readonly rules: FormRules['goals'] }) {
  const t = useWords();
  const { fewest: least, most, recommended, weightsSum: sum, fewestCritical, fewestTogether } = rules;
  const [from = least, to = most] = recommended;
  const count = { fewest: from === to ? from : `${from}–${to}`, least, most };
  return (
    <p>
      {sum === null ? t('goals.lead-unweighted', count) : t('goals.lead', { ...count, sum })}
      {fewestCritical !== null && ` ${t('goals.critical', { fewest: fewestCritical })}`}
      {fewestTogether > 0 && ` ${t('goals.together', { fewest: fewestTogether })}`}
    </p>
  );
}
