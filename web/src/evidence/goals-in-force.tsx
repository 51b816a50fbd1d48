import { useWords } from '../words/words.tsx';
import { ContentFacts } from './content-facts.tsx';
import { textOf } from './goal-title.ts';
import type { Evidence, GoalInForce, Indicator } from './types.ts';

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

export function IndicatorTable({ indicators }: { readonly indicators: readonly Indicator[] }) {
  const t = useWords();
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={t('goals.indicators')}>
      <table>
        <caption>{t('goals.indicators')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('evidence.indicator')}</th>
            <th scope="col" className="number">
              {t('field.baseline')}
            </th>
            <th scope="col" className="number">
              {t('field.target')}
            </th>
            <th scope="col" className="number">
              {t('field.actual')}
            </th>
            <th scope="col" className="number">
              {t('field.weight')}
            </th>
          </tr>
        </thead>
        <tbody>
          {indicators.map((indicator) => (
            <tr key={indicator.id}>
              <th scope="row">
                {t.locale === 'en' ? (indicator.nameEn ?? indicator.name) : indicator.name}{' '}
                <span className="soft">
                  {indicator.unitOfMeasure} · {t(`direction.${indicator.direction}`)}
                </span>
              </th>
              <td className="number">{indicator.baseline ?? '–'}</td>
              <td className="number">{indicator.target ?? '–'}</td>
              <td className="number">{indicator.actual ?? '–'}</td>
              <td className="number">{indicator.weight}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
