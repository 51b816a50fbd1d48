import { Link } from '@tanstack/react-router';
import { useRead } from '../api/queries.ts';
import { Loaded, PageHeading } from '../ui/page.tsx';
import { useWords } from '../words/words.tsx';

/** My published results, newest first. */
export function ResultsPage() {
  const t = useWords();
  const results = useRead('listResults', {});
  return (
    <div className="narrow">
      <PageHeading title={t('page.results')} />
      <Loaded of={results}>
        {({ items }) =>
          items.length === 0 ? (
            <p>{t('result.none-yet')}</p>
          ) : (
            <ul className="card">
              {items.map(({ evaluationId, cycle, gradeName, grade, points, publishedAt }) => (
                <li key={evaluationId}>
                  <Link to="/results/$evaluationId" params={{ evaluationId }}>
                    {cycle.name} · {gradeName === null ? (grade ?? '–') : t.pair(gradeName)}
                    {points !== null && ` · ${points}`}
                  </Link>{' '}
                  <span className="soft">{t.date(publishedAt, 'date', cycle.timeZone)}</span>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </div>
  );
}
