import type { Result } from '../../../contracts/api/results.ts';
import { useWords } from '../words/words.tsx';
import { HowItWasMade } from './how-it-was-made.tsx';

/** A published result: what it is, what the rater says, how it came about. */
export function ResultView({ result }: { readonly result: Result }) {
  const t = useWords();
  const { gradeName, grade, meaning, points, score, overall, opinion, strengths, nextYear, acknowledgement, cycle } = result;
  const words = [
    ['result.overall', overall === '' ? null : overall],
    ['result.opinion', opinion],
    ['field.strengths', strengths],
    ['field.nextYear', nextYear],
  ] as const;
  return (
    <>
      <ul className="figures">
        <li>
          {t('result.grade')} <strong>{gradeName === null ? (grade ?? '–') : t.pair(gradeName)}</strong>
        </li>
        {points !== null && (
          <li>
            {t('result.points')} <strong>{points}</strong>
          </li>
        )}
        {score !== null && (
          <li>
            {t('result.score')} <strong>{score}</strong>
          </li>
        )}
      </ul>
      {meaning !== null && <p>{t.pair(meaning)}</p>}
      {result.hasQuota && <p>{t('result.quota-line')}</p>}
      {words.map(
        ([key, text]) =>
          text !== null && (
            <section className="card" key={key} aria-label={t(key)}>
              <h2>{t(key)}</h2>
              <p className="said">{text === '' ? t('page.none') : text}</p>
            </section>
          ),
      )}
      <DevelopmentPlan steps={result.development ?? []} />
      <HowItWasMade result={result} />
      <p>{t('result.appeal', { days: result.appealWorkingDays })}</p>
      {acknowledgement !== null && (
        <p>
          {t(`result.answered.${acknowledgement.answer}`)} · {t.date(acknowledgement.at, 'clock', cycle.timeZone)}
          {acknowledgement.comment !== '' && <span className="said"> · {acknowledgement.comment}</span>}
        </p>
      )}
    </>
  );
}

/** Steps that rater and employee agreed. */
function DevelopmentPlan({ steps }: { readonly steps: NonNullable<Result['development']> }) {
  const t = useWords();
  if (steps.length === 0) return null;
  return (
    <section className="card" aria-label={t('field.development')}>
      <h2>{t('field.development')}</h2>
      <ul>
        {steps.map(({ what, support, by }) => (
          <li key={what}>
            {t('page.action-by', { what, by: t.parts(`${by}T12:00:00Z`) })} <span className="soft">{support}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
