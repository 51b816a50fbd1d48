import { useWords } from '../words/words.tsx';
import { ContentFacts } from './content-facts.tsx';
import { textOf } from './goal-title.ts';
import type { Evidence, GoalInForce } from './types.ts';

interface GoalsProps {
  readonly goals: readonly GoalInForce[];
  readonly evidence: Pick<Evidence, 'goals' | 'indicators'>;
}

export function GoalsInForce({ goals, evidence }: GoalsProps) {
  const t = useWords();
  return (
    <>
      <h3>{t('goals.in-force')}</h3>
      {goals.map((goal, index) => (
        <details key={goal.key}>
          <summary>
            {t('goals.title', { n: index + 1 })} · {textOf(goal.content, 'title')} · {goal.target}{' '}
            {textOf(goal.content, 'unitOfMeasure')}
            {Number(goal.weight) > 0 && ` · ${t('field.weight')} ${goal.weight}`}
          </summary>
          <p className="soft">{t('goals.version', { version: goal.version })}</p>
          <ContentFacts content={goal.content} without={['title', 'weight']} evidence={evidence} />
        </details>
      ))}
    </>
  );
}
